"""What of the firm leans on a vendor: data, automations, models."""
