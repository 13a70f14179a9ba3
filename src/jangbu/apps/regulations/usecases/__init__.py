"""The register of uses of AI, and who the firm is before the law in each of them."""
