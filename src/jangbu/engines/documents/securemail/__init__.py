"""The tax office's secure mail (국세청 보안메일): an HTML file that carries an encrypted e-tax invoice."""

from __future__ import annotations

from jangbu.engines.documents.securemail.envelope import is_secure_mail, open_mail

__all__ = ["is_secure_mail", "open_mail"]
