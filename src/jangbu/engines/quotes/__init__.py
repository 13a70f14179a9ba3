"""Quotes: a request (form, table, e-mail) priced by list and rules, in the firm's own template."""

from jangbu.engines.quotes.lists import read_prices, read_rules, rules_from, rules_from_text
from jangbu.engines.quotes.mail import read_letter
from jangbu.engines.quotes.matching import Match, Matcher
from jangbu.engines.quotes.model import (
    Candidate,
    Discount,
    Party,
    Price,
    PricedLine,
    PriceList,
    Question,
    Quote,
    Request,
    RequestLine,
    Rules,
    percent_text,
)
from jangbu.engines.quotes.pricing import price, quote_number
from jangbu.engines.quotes.requesting import read_request, request_from_json, request_from_rows
from jangbu.engines.quotes.templates import (
    BUILT_IN,
    FORMATS,
    NAMES,
    Finding,
    filled,
    lint,
    pictures,
    placeholders,
    render,
    sample_template,
)
from jangbu.engines.quotes.values import amount as written_amount
from jangbu.engines.quotes.values import values
from jangbu.engines.quotes.words import amount_words

__all__ = [
    "BUILT_IN",
    "FORMATS",
    "NAMES",
    "Candidate",
    "Discount",
    "Finding",
    "Match",
    "Matcher",
    "Party",
    "Price",
    "PriceList",
    "PricedLine",
    "Question",
    "Quote",
    "Request",
    "RequestLine",
    "Rules",
    "amount_words",
    "filled",
    "lint",
    "percent_text",
    "pictures",
    "placeholders",
    "price",
    "quote_number",
    "read_letter",
    "read_prices",
    "read_request",
    "read_rules",
    "render",
    "request_from_json",
    "request_from_rows",
    "rules_from",
    "rules_from_text",
    "sample_template",
    "values",
    "written_amount",
]
