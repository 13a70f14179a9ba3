"""RE2 patterns in words that Java and PostgreSQL understand the same way.

The three disagree on what `$`, `.`, `\\d`, `\\s`, `\\b` and letters without regard to case mean, so each of these is
spelt out: classes become ranges of code points, the end of the text its own anchor, a word's edge a look to both sides.
What cannot be spelt out is refused, never guessed. Sources: RE2 wiki, Syntax; java.util.regex.Pattern (Java 17);
PostgreSQL 18, 9.7.3 POSIX Regular Expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import duckdb

Flavour = Literal["re2", "java", "posix"]
Ranges = tuple[tuple[int, int], ...]
LAST = 0x10FFFF
MOST_REPEATS = 255  # PostgreSQL's limit; RE2 goes to 1,000
MOST_FOLDED = 20_000  # characters of a class that are looked at one by one under (?i)
DIGITS: Ranges = ((48, 57),)
WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACE: Ranges = ((9, 10), (12, 13), (32, 32))
PERL = {"d": DIGITS, "w": WORD, "s": SPACE}
CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "a": 7}
NAMED: dict[str, Ranges] = {  # POSIX classes are ASCII in RE2
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "alpha": ((65, 90), (97, 122)),
    "ascii": ((0, 127),),
    "blank": ((9, 9), (32, 32)),
    "cntrl": ((0, 31), (127, 127)),
    "digit": DIGITS,
    "graph": ((33, 126),),
    "lower": ((97, 122),),
    "print": ((32, 126),),
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "space": ((9, 13), (32, 32)),
    "upper": ((65, 90),),
    "word": WORD,
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}
EDGE = "(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))"
INSIDE = "(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))"
REPEAT = re.compile(r"[*+?]|\{\d+(?:,\d*)?\}")
GROUP = re.compile(r"\(\?(?:P?<\w+>|([a-zA-Z]*)(-[a-zA-Z]+)?([:)]))")
HEX = re.compile(r"x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})")
PROPERTY = re.compile(r"[pP](?:([A-Za-z])|\{(\^?)([A-Za-z_]+)\})")


class UnportableError(Exception):
    """The pattern, or this part of it, means something in RE2 that another engine cannot be made to mean."""


@cache
def translate(pattern: str, flavour: Flavour) -> str:
    """The pattern as `flavour` has to read it so that it finds what RE2 finds. Capturing groups stay capturing.

    `pattern` is valid RE2 (DuckDB has tried it). Raises UnportableError.
    """
    return pattern if flavour == "re2" else _Translator(pattern, flavour).whole()


@dataclass
class _Translator:
    pattern: str
    flavour: Flavour
    at: int = 0
    folds: bool = False  # (?i)
    dots_all: bool = False  # (?s)
    kept: list[tuple[bool, bool]] = field(default_factory=list)  # the flags outside each open group

    def whole(self) -> str:
        made = []
        while self.at < len(self.pattern):
            made.append(self._quantified(*self._atom()))
        return "".join(made)

    def _atom(self) -> tuple[str, bool]:
        """The next atom and whether it may be repeated."""
        character = self._take()
        match character:
            case "(":
                return self._open(), False
            case ")":
                self.folds, self.dots_all = self.kept.pop()
                return ")", True
            case "|":
                return "|", False
            case "^":
                return "^", False
            case "$":
                return self._end(), False
            case ".":
                return ("(?:[^\\n]|\\n)" if self.dots_all else "[^\\n]"), True
            case "[":
                return self._class(), True
            case "\\":
                return self._escape()
        return self._literal(ord(character)), True

    def _quantified(self, atom: str, repeatable: bool) -> str:
        found = REPEAT.match(self.pattern, self.at)
        if found is None:
            return atom
        if not repeatable:
            raise UnportableError(found[0])
        self.at = found.end()
        if self.pattern[self.at : self.at + 1] == "?":  # lazy: finds the same, only later
            self.at += 1
        if REPEAT.match(self.pattern, self.at):
            raise UnportableError(f"{found[0]}{self.pattern[self.at]}")
        if any(int(count) > MOST_REPEATS for count in re.findall(r"\d+", found[0])) and self.flavour == "posix":
            raise UnportableError(found[0])
        return atom + found[0]

    def _open(self) -> str:
        found = GROUP.match(self.pattern, self.at - 1)
        if self.pattern[self.at : self.at + 1] != "?":
            self.kept.append((self.folds, self.dots_all))
            return "("
        if found is None:
            raise UnportableError(self.pattern[self.at - 1 : self.at + 3])
        self.at = found.end()
        if found[3] is None:  # a named group
            self.kept.append((self.folds, self.dots_all))
            return "("
        if found[3] == ":":
            self.kept.append((self.folds, self.dots_all))
        for flags, on in ((found[1] or "", True), ((found[2] or "")[1:], False)):
            if set(flags) - set("is"):
                raise UnportableError(found[0])
            self.folds = on if "i" in flags else self.folds
            self.dots_all = on if "s" in flags else self.dots_all
        return "(?:" if found[3] == ":" else ""

    def _escape(self) -> tuple[str, bool]:
        following = self.pattern[self.at]
        if following in "bBAzQC":
            self.at += 1
            fixed = {"b": EDGE, "B": INSIDE, "A": "^", "z": self._end()}.get(following)
            if fixed is None:
                raise UnportableError(f"\\{following}")
            return fixed, False
        ranges = self._escaped()
        if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
            return self._literal(ranges[0][0]), True
        return self._set(self._folded(ranges)), True

    def _escaped(self) -> Ranges:
        """The characters that the escape after a backslash stands for."""
        if found := HEX.match(self.pattern, self.at):
            self.at = found.end()
            code = int(found[1] or found[2], 16)
            return ((code, code),)
        if found := PROPERTY.match(self.pattern, self.at):
            outside = (found[0][0] == "P") != bool(found[2])
            self.at = found.end()
            ranges = members(found[1] or found[3])
            return _others(ranges) if outside else ranges
        character = self._take()
        if character.lower() in PERL:
            ranges = PERL[character.lower()]
            return _others(ranges) if character.isupper() else ranges
        if character in CONTROLS:
            return ((CONTROLS[character], CONTROLS[character]),)
        if character.isalnum():
            raise UnportableError(f"\\{character}")
        return ((ord(character), ord(character)),)

    def _class(self) -> str:
        outside = self.pattern[self.at] == "^"
        self.at += outside
        ranges: list[tuple[int, int]] = []
        first = True
        while first or self.pattern[self.at] != "]":
            first = False
            ranges += self._class_item()
        self.at += 1
        return self._set(self._folded(_merged(ranges)), outside=outside)

    def _class_item(self) -> Ranges:
        if self.pattern.startswith("[:", self.at):
            name = self.pattern[self.at + 2 : self.pattern.index(":]", self.at)]
            self.at += len(name) + 4
            return _others(NAMED[name[1:]]) if name.startswith("^") else NAMED[name]
        low = self._member()
        if len(low) > 1 or low[0][0] != low[0][1]:
            return low
        if self.pattern[self.at] == "-" and self.pattern[self.at + 1] != "]":
            self.at += 1
            return ((low[0][0], self._member()[0][1]),)
        return low

    def _member(self) -> Ranges:
        character = self._take()
        return self._escaped() if character == "\\" else ((ord(character), ord(character)),)

    def _literal(self, code: int) -> str:
        folded = self._folded(((code, code),))
        return self._character(code) if folded == ((code, code),) else self._set(folded)

    def _folded(self, ranges: Ranges) -> Ranges:
        if not self.folds:
            return ranges
        if sum(high - low + 1 for low, high in ranges) > MOST_FOLDED:
            raise UnportableError("(?i)")
        codes = [code for low, high in ranges for code in range(low, high + 1)]
        return _merged([*ranges, *((other, other) for code in codes for other in _cases(code))])

    def _set(self, ranges: Ranges, *, outside: bool = False) -> str:
        lowest = 1 if self.flavour == "posix" else 0  # PostgreSQL's texts hold no NUL
        parts = []
        for low, high in ranges:
            start = max(low, lowest)
            if high >= start:
                first, last = self._character(start), self._character(high)
                parts.append(first if start == high else f"{first}-{last}")
        if not parts:
            raise UnportableError("[]")
        return f"[{'^' if outside else ''}{''.join(parts)}]"

    def _character(self, code: int) -> str:
        character = chr(code)
        if character.isascii() and character.isprintable():
            return character if character.isalnum() else f"\\{character}"
        if code > 0xFFFF:
            return f"\\x{{{code:x}}}" if self.flavour == "java" else f"\\U{code:08x}"
        return f"\\u{code:04x}"

    def _end(self) -> str:
        return "\\z" if self.flavour == "java" else "$"  # Java's $ also stands before a last line break

    def _take(self) -> str:
        self.at += 1
        return self.pattern[self.at - 1]


def _cases(code: int) -> Iterable[int]:
    """Other characters that RE2's simple case folding takes for this one."""
    character = chr(code)
    if not character.isascii():
        if character.lower() != character or character.upper() != character:
            raise UnportableError(f"(?i){character}")
        return ()
    if not character.isalpha():
        return ()
    beyond = {"k": (0x212A,), "s": (0x17F,)}.get(character.lower(), ())  # the kelvin sign and the long s
    return (ord(character.swapcase()), *beyond)


def _merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _others(ranges: Ranges) -> Ranges:
    """Everything outside the ranges."""
    edges = [-1, *(edge for pair in _merged(ranges) for edge in pair), LAST + 1]
    pairs = zip(edges[0::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in pairs if low + 1 <= high - 1)


@cache
def members(name: str) -> Ranges:
    """The characters of a Unicode class, asked of RE2 itself: each engine knows another edition of Unicode."""
    query = (
        "SELECT i FROM range(1, 1114112) AS t(i) WHERE i NOT BETWEEN 55296 AND 57343"
        f" AND regexp_matches(chr(i::INTEGER), '^\\p{{{name}}}$') ORDER BY i"
    )
    with duckdb.connect() as probe:
        return _merged((code, code) for (code,) in probe.execute(query).fetchall())
