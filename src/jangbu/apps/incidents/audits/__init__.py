"""Periodic audits with their findings and what was done about them: two registers."""
