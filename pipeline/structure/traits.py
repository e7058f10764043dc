"""What a line shows by itself: words, shape, dates, names of trades and skills, hints, look.

A trait is a short string; the chains of `lines` and `fields` learn from them. The look begins with
"look:", so that training can drop it as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.documents import Line
from pipeline.lexicon.compiled import names
from pipeline.lexicon.cues import hints
from pipeline.lexicon.headings import HEADINGS
from pipeline.lexicon.languages import LANGUAGES
from pipeline.lexicon.matching import Token
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tokens import located
from pipeline.lexicon.words import fold
from pipeline.structure.periods import Period, find_duration, find_periods

LOOK = "look:"
_BULLET = "- "
_PHONE = re.compile(r"(?:\+?\d[\s./\-()]{0,2}){8,}")
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


def letters_of(text: str) -> str:
    """The letters of a text alone: how headings are compared.

    >>> letters_of("◆ E X P É R I E N C E S :")
    'experiences'
    """
    return "".join(c for c in plain(text) if c.isalnum())


@cache
def headings(document: str) -> dict[str, str]:
    """The kinds of the headings of the table, by their letters."""
    rows = (row for row in HEADINGS.rows if row.document == document)
    return {letters_of(heading): row.kind for row in rows for heading in row.headings}


@cache
def _languages() -> frozenset[str]:
    rows = (row for row in LANGUAGES.rows if row.type == "language")
    return frozenset(fold(word) for row in rows for word in row.words if " " not in word)


@dataclass(frozen=True)
class Seen:
    """A line of a "cv" or an "offer" as the chains see it: its tokens, its periods, and what the
    lexicon knows in it.
    """

    line: Line
    document: str = "cv"

    @cached_property
    def text(self) -> str:
        """The text without its bullet."""
        return self.line.text.removeprefix(_BULLET)

    @cached_property
    def tokens(self) -> list[Token]:
        """The words and signs of `text`, with their keys."""
        return [Token(word, fold(word), start) for word, start in located(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """The plain words of `text`, numbers left out."""
        return [plain(t.text) for t in self.tokens if t.text[0].isalpha()]

    @cached_property
    def keys(self) -> list[str]:
        """The same words folded: equal for both genders."""
        return [t.key for t in self.tokens if t.text[0].isalpha()]

    @cached_property
    def periods(self) -> list[Period]:
        """The periods of `text`."""
        return find_periods(self.text)

    @cached_property
    def trades(self) -> list[tuple[int, int]]:
        """Where names of trades stand, as first and last token."""
        return [(f.first, f.last) for f in names().occupation_matcher.find(self.tokens)]

    @cached_property
    def skills(self) -> list[tuple[int, int]]:
        """Where names of skills stand, as first and last token."""
        return [(f.first, f.last) for f in names().skill_matcher.find(self.tokens)]

    @cached_property
    def has_phone(self) -> bool:
        """Whether a telephone number stands in it."""
        return bool(_PHONE.search(self.rest))

    @cached_property
    def is_heading(self) -> bool:
        """Whether the table of headings names it."""
        return letters_of(self.text) in headings(self.document)

    @cached_property
    def hinted(self) -> frozenset[str]:
        """The kinds of hints that its words give."""
        return frozenset(kind for token in self.tokens for kind in hints().get(token.key, ()))

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each token stands in a period."""
        spans = [(p.begin, p.stop) for p in self.periods]
        return [any(a <= t.start < b for a, b in spans) for t in self.tokens]

    @cached_property
    def rest(self) -> str:
        """What is left of `text` without its periods."""
        kept, at = [], 0
        for period in self.periods:
            kept.append(self.text[at : period.begin])
            at = period.stop
        return "".join([*kept, self.text[at:]])


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
        "bullet": seen.line.text.startswith(_BULLET),
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
        "phone": bool(_PHONE.search(text)),
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
        if keys[0] in _languages():
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
    languages = sum(key in _languages() for key in seen.keys)
    if languages:
        found.add(f"languages={min(languages, 3)}")
    return found


def _heading(seen: Seen) -> set[str]:
    letters = letters_of(seen.text)
    if not letters or len(letters) > _HEAD_SIZE:
        return set()
    found = {f"letters={letters}"}
    found |= {f"4={letters[n : n + 4]}" for n in range(max(len(letters) - 3, 1))}
    kind = headings(seen.document).get(letters)
    if kind:
        found.add(f"table={kind}")
    return found


@dataclass(frozen=True)
class Setting:
    """How the lines of a document are set as a whole: what each is compared with."""

    size: float
    bold: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Setting:
        """The setting in which most letters stand."""
        weight: Counter[float] = Counter()
        bold = total = 0
        for line in lines:
            weight[round(line.look.size, 1)] += len(line.text)
            total += len(line.text)
            bold += len(line.text) * line.look.bold
        size = weight.most_common(1)[0][0] if weight else 0.0
        return cls(size, bold / max(total, 1))


def look_of(line: Line, before: Line | None, setting: Setting) -> set[str]:
    """How a line is set, beside the document as a whole and the line before."""
    look = line.look
    found = set()
    if setting.size and look.size:
        ratio = look.size / setting.size
        found.add(
            f"size={'small' if ratio < 0.93 else 'same' if ratio < 1.07 else 'large' if ratio < 1.3 else 'huge'}"
        )
    if setting.bold < 0.6 and look.bold:
        found.add("bold")
    if look.heading:
        found.add("heading")
    if before is not None:
        found |= _beside(line, before)
    return {LOOK + trait for trait in found}


def _beside(line: Line, before: Line) -> set[str]:
    found = set()
    if line.look.gap or _gap(line, before):
        found.add("gap")
    if line.style != before.style:
        found.add("other style")
    if line.page != before.page:
        found.add("new page")
    elif line.box and before.box:
        step = line.box[0] - before.box[0]
        if abs(step) > 5:
            found.add("right" if step > 0 else "left")
        if line.box[1] < before.box[1] - 5:
            found.add("up")
        elif abs(line.box[1] - before.box[1]) < 4:
            found.add("same row")
    return found


def _gap(line: Line, before: Line) -> bool:
    """Whether more space stands above a line than between two lines of a paragraph."""
    if line.page != before.page or not line.box or not before.box:
        return False
    space = line.box[1] - before.box[3]
    return space > 0.55 * max(line.look.size, before.look.size, 1.0)
