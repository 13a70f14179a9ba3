"""What an auditor takes away: one file with everything, a manifest and a way to check it."""
