"""How texts of a module are read."""

from __future__ import annotations

from datetime import date

from django import template

from jangbu.apps.base.problems import language
from jangbu.engines.checklist import Law, Words

register = template.Library()


@register.simple_tag
def words(said: Words) -> str:
    """In the reader's language."""
    return said.said(language())


@register.filter
def days_to_come(law: Law, day: date) -> int:
    """Days until it is in force."""
    return law.days_to_come(day)
