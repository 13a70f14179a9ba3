"""Any moment of the firm again: what rows were like before later entries changed them.

An app declares which columns its evidence reads (`base.evidence.remember`); the database itself notes what they held
before each change, and `record` says which entry the change belongs to. `as_it_was(at)` shows those tables as they were
then. See docs/adr/0010.
"""
