"""Skills in a line: by name, by frame (an action on an object), and how well each is said to be
known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from pipeline.lexicon.entries import LINKS, Frame
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.skills import QUALIFIERS
from pipeline.lexicon.spelling import is_word
from pipeline.lexicon.words import fold, masculine, stop_words

REACH = 7
"""An action and its object stand at most so many words apart."""
_NUMBERS = frozenset(
    [
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quinze",
        "vingt",
        "trente",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
    ]
)
LONGEST_LABEL = 45
"""What stands before a colon within so many characters is the label of a list."""
LONGEST_ITEM = 5
"""Items of more words, links left out, are sentences."""
_BETWEEN = frozenset(",;•·|:.•●■▪")
_TELLING = frozenset(
    [
        "je",
        "j",
        "ai",
        "suis",
        "mon",
        "ma",
        "mes",
        "nous",
        "vous",
        "i",
        "my",
        "pas",
        "jamais",
        "qui",
        "que",
        "quand",
        "sans",
        "ne",
    ]
)
_DOING = re.compile(r"^[a-zà-ÿ]{3,}(?:er|ir|oir|dre|tre|ant)$")
"""A verb, in small letters: "suivre les travaux", "assurant la qualité"."""
_CAMEL = re.compile(r"^(?:[A-Z]?[a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*)$")
"""Capitals inside a word: TimescaleDB, PHPStan."""
_NAME = re.compile(r"^[A-Z][\w.+#]+$")
_BREAKS = frozenset(".;:!?()«»|•–—")


def by_frame(tokens: Sequence[Token], frames: Sequence[Frame]) -> list[Found]:
    """Skills told by what was done to whom, at most once a concept a line."""
    found: dict[str, Found] = {}
    for clause in _clauses(tokens):
        keys = [tokens[n].key for n in clause]
        nouns = [masculine(tokens[n].text) for n in clause]
        for frame in frames:
            if frame.concept not in found and (span := _span(frame, clause, keys, nouns, tokens)):
                found[frame.concept] = Found(frame.concept, *span)
    return list(found.values())


def _clauses(tokens: Sequence[Token]) -> list[list[int]]:
    """Places of the words between strong signs; ":" and ";" separate, commas do not."""
    clauses: list[list[int]] = [[]]
    for n, token in enumerate(tokens):
        if token.text in _BREAKS or (token.text == "-" and _stands_alone(tokens, n)):
            clauses.append([])
        elif token.is_word and token.key not in LINKS:
            clauses[-1].append(n)
    return [c for c in clauses if c]


def _stands_alone(tokens: Sequence[Token], n: int) -> bool:
    before = n > 0 and tokens[n - 1].end == tokens[n].start
    return not before or (n + 1 < len(tokens) and tokens[n + 1].start > tokens[n].end)


def _span(
    frame: Frame, clause: list[int], keys: list[str], nouns: list[str], tokens: Sequence[Token]
) -> tuple[int, int] | None:
    objects = _places(frame.objects, nouns)
    if not objects:
        return None
    if not frame.actions:
        for at, end in objects:
            for number in (at - 1, end + 1):
                if 0 <= number < len(clause) and _is_number(tokens[clause[number]]):
                    return clause[min(at, number)], clause[max(end, number)]
        return None
    for a_start, a_end in _places(frame.actions, keys):
        for o_start, o_end in objects:
            apart = o_start - a_end if o_start > a_end else a_start - o_end
            if 0 < apart <= REACH and (a_start, a_end) != (o_start, o_end):
                return clause[min(a_start, o_start)], clause[max(a_end, o_end)]
    return None


def _places(names: frozenset[tuple[str, ...]], keys: list[str]) -> list[tuple[int, int]]:
    found = []
    for n in range(len(keys)):
        for size in (1, 2, 3, 4):
            if tuple(keys[n : n + size]) in names and n + size <= len(keys):
                found.append((n, n + size - 1))
    return found


def _is_number(token: Token) -> bool:
    if token.text.isdigit():
        return 1 < int(token.text) < 1000
    return token.text.casefold() in _NUMBERS


def listed(text: str, tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The items of a line that lists skills ("Langages : Java, Cobol") which no name of the lexicon
    covers, each by its own words.
    """
    start = text.find(":") + 1 if 0 < text.find(":") < LONGEST_LABEL else 0
    taken = {n for f in found for n in range(f.first, f.last + 1)}
    out: list[Found] = []
    for item in _items(tokens, start):
        words = [n for n in item if tokens[n].is_word and tokens[n].key not in LINKS]
        if (
            words
            and len(words) <= LONGEST_ITEM
            and sum(n in taken for n in words) < 0.5 * len(words)
            and _names_something(tokens, words)
        ):
            surface = text[tokens[item[0]].start : tokens[item[-1]].end]
            out.append(Found(surface.lower(), item[0], item[-1]))
    return out


def beside(
    text: str, tokens: Sequence[Token], found: Sequence[Found], tools: Collection[str]
) -> list[Found]:
    """Names that no table knows but that stand in one list with a tool of the lexicon ("Celery,
    Redis"), or have capitals inside.
    """
    taken = {n for f in found for n in range(f.first, f.last + 1)}
    known = {n for f in found if f.concept in tools for n in range(f.first, f.last + 1)}
    out: list[Found] = []
    for group in _lists(tokens):
        listed_with_tool = any(n in known for item in group for n in item)
        for item in group:
            words = [tokens[n].text for n in item]
            named = (
                listed_with_tool
                and len(item) <= 3
                and not all(w.isdigit() or is_word(w) for w in words)
            )
            inside = len(item) == 1 and _CAMEL.match(words[0]) and not is_word(words[0])
            if not any(n in taken for n in item) and (named or inside):
                surface = text[tokens[item[0]].start : tokens[item[-1]].end]
                out.append(Found(surface.lower(), item[0], item[-1]))
    return out


def _lists(tokens: Sequence[Token]) -> list[list[list[int]]]:
    """Items between commas, grouped by the brackets and stops around them; words in small letters
    end an item.
    """
    groups: list[list[list[int]]] = [[[]]]
    first = next((n for n, token in enumerate(tokens) if token.is_word), 0)
    for n, token in enumerate(tokens):
        if token.text in ("(", ")", ".", ";", ":"):
            groups.append([[]])
        elif token.text in ",/+&·" or token.key in ("et", "and", "ou"):
            groups[-1].append([])
        elif n > first and token.is_word and (_NAME.match(token.text) or _CAMEL.match(token.text)):
            groups[-1][-1].append(n)
        elif token.is_word and groups[-1][-1]:
            groups[-1].append([])
    return [kept for group in groups if (kept := [item for item in group if item])]


def _items(tokens: Sequence[Token], start: int) -> list[list[int]]:
    """Runs of tokens between commas and the like, from character `start` on; what stands in
    brackets is a remark.
    """
    items: list[list[int]] = [[]]
    depth = 0
    for n, token in enumerate(tokens):
        depth += token.text.count("(") - token.text.count(")")
        if token.start < start or token.text in "()" or depth > 0:
            continue
        if (
            token.text in _BETWEEN
            or (token.text in "-–—/" and _stands_alone(tokens, n))
            or token.key == "et"
        ):
            items.append([])
        else:
            items[-1].append(n)
    return [kept for item in items if (kept := _trimmed(tokens, item))]


def _trimmed(tokens: Sequence[Token], item: list[int]) -> list[int]:
    while item and not tokens[item[0]].is_word and tokens[item[0]].text != ".":
        item = item[1:]
    while item and not tokens[item[-1]].is_word:
        item = item[:-1]
    return item


def _names_something(tokens: Sequence[Token], words: list[int]) -> bool:
    """Whether an item has a word with a meaning, and no verb in the first person: what is told is
    no item of a list.
    """
    texts = [tokens[n].text for n in words]
    told = (
        any(t.casefold() in _TELLING for t in texts)
        or bool(_DOING.match(texts[0]))
        or texts[0].isdigit()
    )
    return not told and any(
        len(t) > 1 and any(c.isalpha() for c in t) and tokens[n].key not in stop_words()
        for n, t in zip(words, texts, strict=True)
    )


@cache
def _qualifier_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (row.qualifier, tuple(fold(w) for w in item.split()))
        for row in QUALIFIERS.rows
        for item in row.words
    )


def qualifier(tokens: Sequence[Token], found: Found) -> str:
    """How well a skill is said to be known: "mastered", "notions", "learning", "negated",
    "supervised" or "".
    """
    before = _near(tokens, range(found.first - 1, max(found.first - 5, -1), -1), ",.;:(")[::-1]
    after = _near(tokens, range(found.last + 1, min(found.last + 5, len(tokens))), ",.;:")
    for name, words in _qualifier_words():
        if _contains(before, words) or (
            name in ("notions", "learning", "mastered") and _contains(after, words)
        ):
            return name
    return ""


def _near(tokens: Sequence[Token], places: range, stops: str) -> list[str]:
    keys = []
    for n in places:
        if tokens[n].text in stops and not (tokens[n].text == "(" and "(" not in stops):
            break
        if tokens[n].is_word:
            keys.append(tokens[n].key)
    return keys


def _contains(keys: list[str], words: tuple[str, ...]) -> bool:
    return any(tuple(keys[n : n + len(words)]) == words for n in range(len(keys) - len(words) + 1))
