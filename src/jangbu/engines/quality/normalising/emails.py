"""E-mail addresses, in lower case (RFC 5321, 5322: domains ignore case, and so do all mailboxes in use).

Parts: `local`, `domain`, `written` (the local part as typed, where its case differed), `name` (from "홍길동 <a@b.kr>"),
`suggest` (the whole address with the domain that was probably meant; never put into the value).
"""

from __future__ import annotations

import re

from jangbu.engines.quality.normalising.cleaning import clean_text
from jangbu.engines.quality.normalising.dictionaries import dictionary
from jangbu.engines.quality.normalising.result import Normalised, unparsed

ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
ADDRESS = re.compile(rf"({ATOM}(?:\.{ATOM})*)@((?:[a-z0-9-]+\.)+[a-z]{{2,}})")
WIDE_ADDRESS = re.compile(rf"({ATOM}(?:\.{ATOM})*)@((?:[a-z0-9가-힣-]+\.)+[a-z가-힣]{{2,}})")
NAMED = re.compile(r"[\"']?([^<>\"]*?)[\"']? ?<([^<>]+)>")
AT = re.compile(r" ?@ ?")
LOCAL_LENGTH, LENGTH = 64, 254
MEANT = {slip: domain for domain, slips in dictionary("email_domains")["meant"].items() for slip in slips}


def email(text: str) -> Normalised:
    """ "mailto:Kim@Naver.COM." -> "kim@naver.com"."""
    found = ADDRESS.fullmatch(text)
    return _answer(found, text, {}) if found is not None else _other(text)


def _answer(found: re.Match[str], text: str, extra: dict[str, str]) -> Normalised:
    local, domain = found.groups()
    if "-." in domain or ".-" in domain or domain[0] == "-" or len(local) > LOCAL_LENGTH or len(found[0]) > LENGTH:
        return unparsed(text)
    parts = {"local": local, "domain": domain, **extra}
    if domain in MEANT:
        parts["suggest"] = f"{local}@{MEANT[domain]}"
        return Normalised(found[0], parts, 0.6, text)
    return Normalised(found[0], parts, 1.0, text)


def _other(text: str) -> Normalised:
    cleaned, extra = clean_text(text), {}
    named = NAMED.fullmatch(cleaned)
    if named is not None:
        cleaned = named[2]
        if named[1]:
            extra["name"] = named[1]
    if cleaned[:7].lower() == "mailto:":
        cleaned = cleaned[7:].partition("?")[0]
    cleaned = AT.sub("@", cleaned.strip(" \"'.,;:<>()[]"))
    lowered = cleaned.lower()
    found = WIDE_ADDRESS.fullmatch(lowered)
    if found is None:
        return unparsed(text)
    local = cleaned.partition("@")[0]
    if local != found[1]:
        extra["written"] = local
    return _answer(found, text, extra)
