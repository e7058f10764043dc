"""Telephone numbers among the other numbers of a CV: postcodes, years, permits, registers."""

from __future__ import annotations

import re
from collections.abc import Iterable

_RUN = re.compile(r"(?<![\w@.])\(?(?:\+|00\s?)?\(?\d(?:[\s./\-()]{0,3}\d){5,29}(?![\w@])")
_LABELLED = re.compile(
    r"\b(?:t[ée]l(?:[ée]phone)?|portable|port|mob(?:ile)?|gsm|phone|cell|fixe|domicile|mobile)\b",
    re.I,
)
_APART = re.compile(r"\s[/–-]\s")
"""Between two numbers of one line."""
_AS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OTHERS = re.compile(
    r"(?:fax|siren|siret|n°|no\b|num[ée]ro|permis|s[ée]curit[ée] sociale|s[ée]cu|ss\b|rpps|adeli"
    r"|iban|cafat|ridet|license|licence|matricule"
    r"|carte|r[ée]f)[^,;|]{0,40}$",
    re.I,
)
_PREFIXES = {
    "33": (9,), "687": (6,), "689": (8, 6), "32": (8, 9), "41": (9,), "212": (9,), "225": (10, 8),
    "1": (10,), "216": (8,), "213": (9,), "221": (9,), "229": (8, 10), "237": (9,), "228": (8,),
    "226": (8,), "223": (8,), "224": (9,), "241": (8, 9), "261": (9,), "262": (9,), "590": (9,),
    "594": (9,), "596": (9,), "681": (6,), "678": (7,), "352": (6, 8, 9), "44": (10,),
    "49": (10, 11), "34": (9,), "351": (9,), "39": (9, 10), "961": (8, 7), "509": (8,), "61": (9,),
    "64": (8, 9, 10), "243": (9,), "242": (9,), "235": (8,), "227": (8,), "236": (8,),
    "230": (8, 7), "269": (7,), "508": (6,), "31": (9,),
}  # fmt: skip
"""Country codes with the digits of their national numbers (ITU-T E.164 national plans)."""


def find_phone(texts: Iterable[str]) -> str:
    """The first telephone number of some lines as it is written there, those named as such first;
    "" for none.

    >>> find_phone(["12 rue des Lilas 75011 Paris – 06 11 22 33 44"])
    '06 11 22 33 44'
    """
    found = [(not said, number) for text in texts for number, said in _numbers(text)]
    return min(found, key=lambda f: f[0], default=(False, ""))[1]


def _numbers(text: str) -> Iterable[tuple[str, bool]]:
    """The telephone numbers of a line, and whether each is named as such."""
    for run in _RUN.finditer(text):
        before = text[: run.start()]
        said = bool(_LABELLED.search(before[-24:]))
        pieces = [*_APART.split(run[0]), run[0]]
        if not said and _OTHERS.search(before):
            pieces = pieces[1:-1]
        number = next((n for piece in pieces if (n := _within(piece, said))), "")
        if number:
            yield number, said


def _within(run: str, said: bool) -> str:
    """The telephone number that a run of digits holds: itself, or what is left behind a postcode or
    a year; "" for none.
    """
    parts = list(re.finditer(r"[^\s]+", run))
    for first in range(len(parts)):
        candidate = run[parts[first].start() :].strip(" -./(") if first else run.strip(" -./")
        if _is_phone(candidate, said):
            return candidate if "(" in candidate else candidate.replace(")", "")
    return ""


def _is_phone(text: str, said: bool) -> bool:
    digits = re.sub(r"\D", "", text)
    if text.lstrip("(").startswith("+") or digits.startswith("00"):
        return _is_international(digits.removeprefix("00"))
    if re.fullmatch(r"\(?0[1-9]\)?(?:[\s./-]?\d{2}){4}", text):
        return True
    if digits.startswith("0") and _is_national(text, digits):
        return True
    if re.fullmatch(r"1[\s.-]\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}", text):
        return True
    if re.fullmatch(r"\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}", text):
        return said or "-" in text or "(" in text or "." in text
    if re.fullmatch(r"\d{2}[\s.-]\d{2}[\s.-]\d{2}", text) or (
        said and re.fullmatch(r"\d{6}|\d{8}", digits)
    ):
        return True
    if re.fullmatch(r"\(\d{3}\)[\s.-]?(?:\d{2}[\s.-]?){3,5}", text):
        return True
    return bool(said and 8 <= len(digits) <= 11) or bool(
        re.fullmatch(r"(?:\d{2}[\s.]){3}\d{2}|(?:\d{2}\s){4}\d{2}", text)
    )


def _is_national(text: str, digits: str) -> bool:
    """Whether digits that begin with a zero are a number of France, Morocco or Belgium, grouped
    however: no date stands among them.
    """
    is_grouped = re.fullmatch(r"\d+(?:[\s./-]\d+)+", text)
    return bool(is_grouped) and len(digits) in (9, 10) and not _AS_YEAR.search(text)


def _is_international(digits: str) -> bool:
    """Whether digits are a country code and a number of its length (a zero of the national form may
    stand between them).
    """
    for code, lengths in _PREFIXES.items():
        if digits.startswith(code):
            national = digits.removeprefix(code)
            return len(national) in lengths or len(national.removeprefix("0")) in lengths
    return 8 <= len(digits) <= 15
