"""How a CV writes its entries: what a second look at each line knows from the first look at all.

People write all entries of one kind in one manner; a line that is set and worded as other
beginnings of the same CV is likelier to be one too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.structure.chains import BEGIN, HEADING, FirstLook, Tag

_LOOK = frozenset(
    (
        "bullet", "caps", "title case", "look:bold", "look:heading", "look:size=small",
        "look:size=large", "look:size=huge", "look:gap", "look:right", "look:left",
    )
)  # fmt: skip
_WORDING = frozenset(
    (
        "date", "date alone", "date first", "date last", "range", "trade", "trade whole", "label",
        "dash", "bars", "wide gap", "commas", "stop last", "lower first", "bullet", "words=1",
        "words=2", "words=3", "words=14", "words=22", "words=many",
    )
)  # fmt: skip
_TELLING = (
    "date", "date alone", "date first", "date last", "trade", "trade word", "bullet", "caps",
    "look:bold", "look:gap", "look:other style", "hint=organisation", "wide gap", "bars",
)  # fmt: skip
"""Traits by which the beginnings of entries are compared."""
_KINDS = ("post", "edu")
BEGINNINGS = ("post", "edu", "mission", "proj", "vol")
"""Entries whose chance of beginning on a line the first look tells."""
_NEAR = (-3, -2, -1, 1, 2, 3)
_DEGREES = ((0.02, "no"), (0.1, "hardly"), (0.3, "maybe"), (0.6, "half"), (0.9, "likely"))
_FAR = 4
MOSTLY, SELDOM = 0.7, 0.2
"""Shares from which, and up to which, something is usual, and unusual, in a CV."""


def second_look(own: Sequence[AbstractSet[str]], first: FirstLook) -> list[list[str]]:
    """What the first labels of a CV tell of each of its lines, by their own traits: labels around,
    those of lines alike, and the manner of its entries.
    """
    names = [name_of(tag) for tag in first.tags]
    found = [[*told(tag), *_around(names, n)] for n, tag in enumerate(first.tags)]
    for traits, chances in zip(found, _chances(first), strict=True):
        traits += chances
    for traits, above in zip(found, _above(names), strict=True):
        traits += above
    for traits, alike in zip(found, _alike(own, names), strict=True):
        traits += alike
    for kind in _KINDS:
        for traits, usual in zip(found, _usual(own, names, kind), strict=True):
            traits += usual
    return found


def name_of(tag: Tag) -> str:
    """A label as the chains write it."""
    return BEGIN + tag.label if tag.begins else tag.label


def told(tag: Tag) -> list[str]:
    """The first label, and how sure it is."""
    name = name_of(tag)
    return [f"1st={name}", f"1st={name} {degree(tag.probability)}"]


def degree(chance: float) -> str:
    """A probability in a word."""
    return next((word for limit, word in _DEGREES if chance < limit), "surely")


def _chances(first: FirstLook) -> Iterator[list[str]]:
    """How likely entries begin on a line and on those beside it, and how likely it heads one."""
    begun = {kind: [degree(b) for _, b in first.chances[kind]] for kind in BEGINNINGS}
    size = len(first.tags)
    for n in range(size):
        found = [f"begins {kind} {words[n]}" for kind, words in begun.items() if words[n] != "no"]
        found.append(f"heads post {degree(first.chances['post'][n][0])}")
        for step in (-1, 1):
            near = begun["post"][n + step] if 0 <= n + step < size else "none"
            found.append(f"{step}:begins post {near} here {begun['post'][n]}")
        yield found


def _around(names: Sequence[str], n: int) -> Iterator[str]:
    for step in _NEAR:
        other = n + step
        yield f"{step}:1st={names[other] if 0 <= other < len(names) else 'none'}"


def _above(names: Sequence[str]) -> Iterator[list[str]]:
    """The heading above, the entry that was begun above, how far away, and the one before it."""
    heading, begun, before, distance = "none", "none", "none", 0
    for name in names:
        yield [
            f"heading={heading}",
            f"begun={begun} {min(distance, _FAR)}",
            f"begun={begun} after {before}",
        ]
        distance += 1
        if name.startswith(HEADING):
            heading = name
        if name.startswith(BEGIN):
            begun, before, distance = name, begun, 0


def _alike(own: Sequence[AbstractSet[str]], names: Sequence[str]) -> Iterator[list[str]]:
    """How the other lines that look or read as a line were labelled."""
    looks = [frozenset(traits & _LOOK) for traits in own]
    words = [frozenset(traits & _WORDING) for traits in own]
    both = list(zip(looks, words, strict=True))
    counted = [
        (kind, forms, _counted(forms, names))
        for kind, forms in (("look", looks), ("words", words), ("both", both))
    ]
    for n, name in enumerate(names):
        found = []
        for kind, forms, counts in counted:
            others = counts[forms[n]] - Counter((name,))
            found += majority(f"alike {kind}", others)
        yield found


def _counted(forms: Sequence[object], names: Sequence[str]) -> dict[object, Counter[str]]:
    found: dict[object, Counter[str]] = {}
    for form, name in zip(forms, names, strict=True):
        found.setdefault(form, Counter())[name] += 1
    return found


def majority(what: str, counts: Counter[str]) -> list[str]:
    """Which of some labels is the most frequent, and how much so."""
    if not counts:
        return [f"{what}=none"]
    name, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"{what}={name} {share_of(most, counts.total())}"]


def share_of(part: int, whole: int) -> str:
    """How large a share is, in a word."""
    if part >= MOSTLY * whole:
        return "mostly"
    return "seldom" if part <= SELDOM * whole else "partly"


def _usual(own: Sequence[AbstractSet[str]], names: Sequence[str], kind: str) -> Iterator[list[str]]:
    """Whether a line has what the beginnings of a kind of entry usually have in this CV, and a date
    as near.
    """
    begun = [n for n, name in enumerate(names) if name == BEGIN + kind]
    if len(begun) < 2:
        yield from ([] for _ in own)
        return
    dated = ["date" in traits for traits in own]
    offset = Counter(_next(dated, n) for n in begun)
    usual = min(offset.items(), key=lambda item: (-item[1], item[0]))[0]
    shares = {t: share_of(sum(t in own[n] for n in begun), len(begun)) for t in _TELLING}
    for n, traits in enumerate(own):
        found = [
            f"{kind} {t} {share} {'yes' if t in traits else 'no'}" for t, share in shares.items()
        ]
        found.append(f"{kind} dates usually {usual} here {_next(dated, n)} {_before(dated, n)}")
        yield found


def _next(dated: Sequence[bool], n: int) -> int:
    """How many lines below a line the next date stands."""
    return next((k for k in range(_FAR) if n + k < len(dated) and dated[n + k]), _FAR)


def _before(dated: Sequence[bool], n: int) -> int:
    return next((k for k in range(1, _FAR) if n - k >= 0 and dated[n - k]), _FAR)
