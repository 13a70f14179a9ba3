"""Any moment of the firm again: what rows were like before later entries changed them.

An app declares which columns its evidence reads (`remember`); the database itself notes what they held before each
change, and `record` says which entry the change belongs to. `as_it_was(at)` shows those tables as they were then.
See docs/adr/0010.
"""

from jangbu.apps.ledger.past.declaring import remember
from jangbu.apps.ledger.past.noting import quiet
from jangbu.apps.ledger.past.showing import as_it_was, began

__all__ = ["as_it_was", "began", "quiet", "remember"]
