"""What a line shows by itself: words, shape, dates, names of trades and skills, hints.

A trait is a short string; the chains of `lines` and `fields` learn from them.
"""

from __future__ import annotations

import re

from pipeline.lexicon.compiled import names
from pipeline.lexicon.languages import language_words
from pipeline.structure.periods import find_duration
from pipeline.structure.seen import BULLET, Seen, heading_kind, letters_of

_MAIL = re.compile(r"\S@\S")
_LINK = re.compile(r"https?:|www\.|linkedin|github|\.(?:com|fr|io)/")
_CEFR = re.compile(r"\b[ABC][12]\b")
_GAUGE = re.compile(r"[●○◉★☆■□▪▮▯█░▓✦◆◇⬤•]{2,}|\d\s?/\s?(?:5|10)\b|\d{1,3}\s?%")
_SPACED = re.compile(r"^(?:\w\s){3,}\w$")
_LABEL = re.compile(r"^[^:]{2,40}\s?:\s?\S")
_INFINITIVE = re.compile(r"^[a-zà-ÿ']{2,}(?:er|ir|oir|dre|tre)$")
_ACTION = re.compile(r"(?:tions?|ments?|ages?|ances?|ences?|ures?|ises?)$")
_SEPARATORS = re.compile(r"\s[–—|·•/-]\s|  |\t|,\s")
_I = frozenset(("je", "j", "mon", "ma", "mes", "i", "my"))
_HEAD_SIZE = 40
"""Letters of a short line by which a heading is told, misspelt or not."""


def traits_of(seen: Seen) -> set[str]:
    """All that a line shows by itself, its look left out."""
    found = {*_size_and_signs(seen), *_dates(seen), *_words(seen), *_lexicon(seen)}
    found |= _heading(seen)
    return found


def _size_and_signs(seen: Seen) -> set[str]:
    text, words = seen.text, seen.words
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    flags = {
        "bullet": seen.line.text.startswith(BULLET),
        "caps": len(letters) > 2 and upper > 0.9 * len(letters),
        "title case": bool(words)
        and sum(w[:1].isupper() for w in text.split()) > 0.7 * len(text.split()),
        "upper first": text[:1].isupper(),
        "lower first": text[:1].islower(),
        "digit first": text[:1].isdigit(),
        "colon last": text.rstrip().endswith(":"),
        "label": bool(_LABEL.match(text)),
        "stop last": text.rstrip().endswith((".", "!")),
        "comma last": text.rstrip().endswith((",", ";")),
        "hyphen last": text.rstrip().endswith("-"),
        "commas": text.count(",") >= 2,
        "bars": "|" in text or " · " in text or " • " in text,
        "wide gap": "  " in text or "\t" in text,
        "dash": bool(re.search(r"\s[–—-]\s", text)),
        "brackets": "(" in text,
        "question": "?" in text,
        "digits": any(c.isdigit() for c in text),
        "mail": bool(_MAIL.search(text)),
        "phone": seen.has_phone,
        "link": bool(_LINK.search(text.casefold())),
        "gauge": bool(_GAUGE.search(text)),
        "CEFR": bool(_CEFR.search(text)),
        "spaced": bool(_SPACED.match(text)),
        "I": bool(_I & set(words)),
    }
    found = {name for name, holds in flags.items() if holds}
    found.add(f"words={_bucket(len(words))}")
    found.add(f"pieces={min(len(_SEPARATORS.findall(text)), 4)}")
    return found


def _bucket(number: int) -> str:
    for limit in (0, 1, 2, 3, 5, 8, 14, 22):
        if number <= limit:
            return str(limit)
    return "many"


def _dates(seen: Seen) -> set[str]:
    found = set()
    periods = seen.periods
    if periods:
        left = [c for c in seen.rest if c.isalpha()]
        whole = seen.text.rstrip(" .,;:)|-–—")
        flags = {
            "date": True,
            "range": any(p.is_range for p in periods),
            "lasting": any(p.end is None for p in periods),
            "month": any(p.exact for p in periods),
            "dates=2+": len(periods) > 1,
            "date alone": len(left) < 4,
            "date first": periods[0].begin <= 3,
            "date last": periods[-1].stop >= len(whole),
        }
        found = {name for name, holds in flags.items() if holds}
    if find_duration(seen.text) is not None:
        found.add("duration")
    return found


def _words(seen: Seen) -> set[str]:
    words, keys = seen.words, seen.keys
    found = {f"w={key}" for key in keys[:25]}
    if words:
        found |= {f"first={keys[0]}", f"last={keys[-1]}"}
        found |= {f"pair={a} {b}" for a, b in zip(keys[:3], keys[1:4], strict=False)}
        if _INFINITIVE.match(words[0]):
            found.add("infinitive")
        if _ACTION.search(words[0]):
            found.add("action noun")
        if keys[0] in language_words():
            found.add("language first")
    found |= {f"hint={kind}" for kind in seen.hinted}
    return found


def _lexicon(seen: Seen) -> set[str]:
    found = set()
    size = max(len(seen.words), 1)
    places = [n for n, t in enumerate(seen.tokens) if t.key in names().trade_words]
    if places:
        found |= {"trade word", f"trade word at {min(places[0], 3)}"}
    if seen.trades:
        first, last = seen.trades[0]
        found |= {"trade", f"trade at {min(first, 3)}"}
        if last - first + 1 >= 0.6 * size:
            found.add("trade whole")
    known = sum(last - first + 1 for first, last in seen.skills)
    if known:
        found.add("skill")
        found.add(f"skills={_bucket(len(seen.skills))}")
    if known >= 0.5 * size:
        found.add("skill most")
    languages = sum(key in language_words() for key in seen.keys)
    if languages:
        found.add(f"languages={min(languages, 3)}")
    return found


def _heading(seen: Seen) -> set[str]:
    letters = letters_of(seen.text)
    if not letters or len(letters) > _HEAD_SIZE:
        return set()
    found = {f"letters={letters}"}
    found |= {f"4={letters[n : n + 4]}" for n in range(max(len(letters) - 3, 1))}
    kind = heading_kind(seen.text, seen.document)
    if kind:
        found.add(f"table={kind}")
    return found
