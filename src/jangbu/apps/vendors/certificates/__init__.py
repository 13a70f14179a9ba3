"""What a vendor has shown: security certificates with issuer, number, start and end."""
