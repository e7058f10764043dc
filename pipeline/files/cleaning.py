"""Cleaning, one trait a function, each `str -> str`."""

from __future__ import annotations

import re
import unicodedata

from pipeline.lexicon.spelling import COMBINING

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "ĳ": "ij"}
)
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_COLUMN = 4
"""So many blanks in a row separate two columns."""
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_CID = re.compile(r"\(cid:\d+\)")
_BULLET = re.compile(
    r"^(?:[•▪◦‣●■○∙·➢✓✔►➤❖⁃→»◆◇◈★☆✎✦✧▸▹▻◾◽✅☑✘❯›⇒➔➜▶●◉⚫✱✲❑❒❏❐\ue000-\uf8ff\ufffd]|[o§](?=\s)|[–—*\-](?=\s))[\s\ue000-\uf8ff]*"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]|(?<![^\W\d_])\ufffd")
"""Signs without a character; one behind a letter marks a letter that could not be read."""
_SPACING_ACCENT = re.compile(r"([´`ˆ¨¸˜])\s?([A-Za-zı])")

BULLET = "- "
"""What stands before the text of every bullet, however the author drew it."""


def repair_ligatures(text: str) -> str:
    """Typographic ligatures as the letters that they stand for."""
    return text.translate(_LIGATURES)


def repair_accents(text: str) -> str:
    """NFC, with accents that were set as glyphs of their own put back on their letters."""
    if not any(c in text for c in COMBINING):
        return unicodedata.normalize("NFC", text)
    placed = _SPACING_ACCENT.sub(lambda m: ("i" if m[2] == "ı" else m[2]) + COMBINING[m[1]], text)
    return unicodedata.normalize("NFC", placed)


def drop_invisible(text: str) -> str:
    """Control and zero-width characters and soft hyphens removed."""
    return _INVISIBLE.sub("", text.replace("\u00ad", ""))


def drop_unmapped(text: str) -> str:
    """Glyphs that have no character: `(cid:12)` and private-use icons."""
    return _PRIVATE.sub("", _CID.sub("", text))


def squeeze(text: str) -> str:
    """Every run of blanks as one space; one as wide as a column (four) as two, as is each tab."""
    return _SPACES.sub(lambda m: _blank(m[0]), text).strip()


def _blank(run: str) -> str:
    if "\t" in run:
        return "  " * run.count("\t")
    return "  " if len(run) >= _COLUMN else " "


def mark_bullet(text: str) -> str:
    """Every kind of bullet as BULLET."""
    bare = _BULLET.sub("", text.lstrip(), count=1)
    return text if bare == text.lstrip() else BULLET + bare


def clean_line(text: str) -> str:
    """One line as a person sees it; empty where nothing is left."""
    marked = mark_bullet(repair_accents(repair_ligatures(text)))
    cleaned = squeeze(drop_unmapped(drop_invisible(marked)))
    return "" if cleaned in (BULLET.strip(), "•", "") else cleaned
