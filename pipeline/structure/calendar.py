"""Points in time as people write them: "8 févr. 2019", "03/18", "2018-03", "été 2015", "T1 2020",
"2014".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.calendar import words_of

Month = tuple[int, int]
"""Year and month."""
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_YY = r"\d\d"
_MM = r"(?:0?[1-9]|1[0-2])"
_MM2 = r"(?:0[1-9]|1[0-2])"
_DD = r"(?:0?[1-9]|[12]\d|3[01])"
_CENTURY = 60
"""Years of two digits below this are of the 21st century."""


@dataclass(frozen=True, slots=True)
class Point:
    """A date from character `begin` to `stop`: the first and the last month that it may mean.

    A month or a day without its year has year 0 and takes that of the point behind it.
    """

    begin: int
    stop: int
    first: Month
    last: Month

    @property
    def has_year(self) -> bool:
        """Whether its year is written."""
        return self.first[0] > 0

    @property
    def is_month(self) -> bool:
        """Whether it names one month."""
        return self.first == self.last

    @property
    def is_whole_year(self) -> bool:
        """Whether it names a year and nothing less."""
        return (self.first[1], self.last[1]) == (1, 12)

    def within(self, year: int) -> Point:
        """The same in a year."""
        return Point(self.begin, self.stop, (year, self.first[1]), (year, self.last[1]))


def plain(text: str) -> str:
    """Lower case without accents, of the same length for precomposed letters.

    >>> plain("Août – l’été")
    "aout – l'ete"
    """
    lowered = text.replace("’", "'").replace("œ", "o").replace("æ", "a")
    return "".join(_bare(c) for c in lowered).casefold()


def _bare(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign)[0] if sign.isalpha() else sign


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    bare = sorted({re.escape(plain(word)) for word in words}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(word.replace(r"\ ", r"\s+") for word in bare) + ")"


@cache
def _kinds() -> dict[str, str]:
    """The kinds of points, the fullest first, each with its pattern: Y year, M month, S season,
    NAME a month by its name.
    """
    month = rf"(?P<NAME>{one_of(words_of('month'))})\.?"
    several = one_of((*words_of("season"), *words_of("quarter")))
    behind = r"(?=\s*(?:$|[-–—―−‑→>|/),;:\]]|(?:a|au|to)\s))"
    amount = r"[.,]\d|\s?(?:€|\$|%|euros?\b|k€|m²|km\b|kg\b|h\b)"
    dated = rf"\s*(?:au?|[-–—→])\s*{_DD}/{_MM}/"
    return {
        "ymd": rf"(?P<Y>{YEAR})[-/.](?P<M>{_MM})[-/.]{_DD}(?!\d)",
        "dmy": rf"(?<![\d.]){_DD}\s?[-/.]\s?(?P<M>{_MM})\s?[-/.]\s?(?P<Y>{YEAR}|{_YY})(?![\d.,])",
        "dny": rf"{_DD}(?:er|st|nd|rd|th)?[\s./-]*(?:de\s)?{month}[\s.,/-]*(?P<Y>{YEAR})(?!\d)",
        "ndy": rf"\b{month}\s+{_DD}(?:st|nd|rd|th)?,?\s+(?P<Y>{YEAR})(?!\d)",
        "ny": rf"\b{month}[\s.,/-]*(?:de\s)?'?(?P<Y>{YEAR})(?!\d)",
        "nyy": rf"\b{month}(?:\s?'\s?(?=\d\d(?!\w))|(?:\s?[-/]\s?|\s)(?=\d\d{behind}))(?P<Y>{_YY})",
        "ym": rf"(?<![\d:/.-])(?P<Y>{YEAR})\s?[-/.]\s?(?P<M>0[1-9]|1[0-2])(?![\d.:/])",
        "my": rf"(?<![\d/.,])(?P<M>{_MM})\s?[-/.]\s?(?P<Y>{YEAR})(?!\d)",
        "dm": rf"(?<![\d/.,-]){_DD}/(?P<M>{_MM})(?={dated})",
        "myy": rf"(?<![\d/.,])(?P<M>{_MM})/(?P<Y>{_YY})(?![\d/.,%])",
        "sy": rf"\b(?P<S>{several})\s+(?:de\s|d')?(?P<Y>{YEAR})(?!\d)",
        "syy": rf"\b(?P<S>{several})\s+'?(?P<Y>{_YY})(?:(?=\s+et\s+\d\d\b)|{behind})",
        "mdotyy": rf"(?<![\d/.,-])(?P<M>{_MM2})\.(?P<Y>{_YY})(?![\d.,%])",
        "y": rf"(?<![\d.,:€$])(?P<Y>{YEAR})(?![\d:]|{amount})",
        "dn": rf"\b{_DD}(?:er)?\s+{month}(?!\w)",
        "n": rf"\b{month}(?!\w)",
    }


@cache
def _pattern() -> re.Pattern[str]:
    """All kinds of points; the group of a kind has its name, those within it begin with that."""
    named = (
        f"(?P<{kind}>" + re.sub(r"\?P<([A-Z]+)>", rf"?P<{kind}_\1>", pattern) + ")"
        for kind, pattern in _kinds().items()
    )
    return re.compile("|".join(named))


@cache
def _products() -> re.Pattern[str]:
    """What makes a year behind it a version or a norm; short names only in capitals."""
    names = words_of("product")
    short = "|".join(name for name in names if name.isupper())
    long = "|".join(name.replace(" ", r"\s+") for name in names if not name.isupper())
    listed = rf"(?P<LIST>\s+{YEAR}(?:{_BESIDE}{YEAR})*{_BESIDE})"
    number = rf"(?:{listed}|(?:\s+(?:n°\s*)?[\w.-]*\d[\w.-]*)?[\s:v.-]*)"
    return re.compile(rf"(?<!\w)(?:(?:{short})|(?i:{long})){number}$")


_BESIDE = r"\s*(?:[,/&+]|\b(?:et|ou|puis|and|or)\b)\s*"
"""What stands between the versions of a product: "Windows 2003, 2008 et 2012"."""
_GOES_ON = re.compile(rf"\s*(?:[-–—→]|à|au|to)\s*(?:\d\d/)?{YEAR}")
"""What stands behind the first year of a period."""
_COUNTED = re.compile(
    r"\s[a-zà-ÿ'’]{3,}[sx]\s(?:\w+\s)?(?:\w+(?:és|ées|dus|dues|[^u]is|ies|its)\b|par\s(?:an|mois|jour)\b)"
)
"""What stands behind a number that counts: things, and what was done with them, or how often."""


@cache
def _more() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(words_of('more'))}\s+$")


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(words_of('named'))}\s+du\s+$")


def points(text: str) -> list[Point]:
    """The points in a text, from left to right."""
    found = []
    for m in _pattern().finditer(plain(text)):
        groups = {name.partition("_")[2]: v for name, v in m.groupdict().items() if v is not None}
        if not _is_none(text, m):
            found.append(_point(m.start(), m.end(), groups))
    return found


def _is_none(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a date is none by what stands around it."""
    if found["mdotyy"]:
        return not any(
            m.start() <= found.start() < m.end() for m in _dotted().finditer(plain(text))
        )
    if found["y"]:
        return _is_number(text, found)
    return bool(found["dny"]) and _is_named(text, found.start())


@cache
def _dotted() -> re.Pattern[str]:
    """Months and years with a point between them are dates in a period: "04.21 - now"."""
    one = rf"(?<![\d/.,-]){_MM2}\.(?:[0-2]\d|[6-9]\d)(?![\d.,%])"
    now = one_of(words_of("now"))
    return re.compile(rf"{one}\s*(?:[-–—→]|\b(?:a|au|to)\b)\s*(?:{one}|{now}\b|$)")


def _is_number(text: str, year: re.Match[str]) -> bool:
    """Whether a year is none: it stands behind the name of a product or a norm ("Windows Server
    2003"), or counts things ("2012 dossiers traités").
    """
    before = text[max(0, year.start() - 40) : year.start()]
    counts = _COUNTED.match(text, year.end()) or _more().search(plain(before))
    version = _products().search(before)
    is_first = version is not None and version["LIST"] and _GOES_ON.match(text, year.end())
    return bool(counts or (version and not is_first))


def _is_named(text: str, begin: int) -> bool:
    """Whether a date is part of a name: "rue du 8 mai 1945"."""
    return bool(_named().search(plain(text[max(0, begin - 20) : begin])))


def _point(begin: int, stop: int, groups: dict[str, str]) -> Point:
    year = _year(groups["Y"]) if "Y" in groups else 0
    if "S" in groups:
        value = {**_plain_words("season"), **_plain_words("quarter")}[_squeezed(groups["S"])]
        first, last = (int(part) for part in value.split("-"))
    elif "NAME" in groups:
        first = last = int(_plain_words("month")[groups["NAME"]])
    elif "M" in groups:
        first = last = int(groups["M"])
    else:
        first, last = 1, 12
    return Point(begin, stop, (year, first), (year, last))


@cache
def _plain_words(kind: Literal["month", "season", "quarter"]) -> dict[str, str]:
    return {plain(word): value for word, value in words_of(kind).items()}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _year(text: str) -> int:
    year = int(text)
    if year >= 100:
        return year
    return year + (2000 if year < _CENTURY else 1900)
