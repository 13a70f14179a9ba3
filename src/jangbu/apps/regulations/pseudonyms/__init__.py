"""The register of pseudonymised data: what PIPA Art. 28-4(3) and Decree Art. 29-5 ask to be written down."""
