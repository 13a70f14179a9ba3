"""What registers share (house rule 7): one declares its fields, states and rules; the rest is written once, here."""
