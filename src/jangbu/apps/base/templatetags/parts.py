"""The parts pages are made of, each drawn by one function."""

from django import template

register = template.Library()
