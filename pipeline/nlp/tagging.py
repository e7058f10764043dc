"""Skills without a list: a trained chain marks the words that a CV names as skills, the tables
being a hint; words of two trades are decided by their sentence and the trade around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.lexicon.compiled import Names
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.skills import TOOL
from pipeline.lexicon.spelling import is_word
from pipeline.lexicon.tables import MODELS
from pipeline.lexicon.words import fold
from pipeline.nlp.senses import is_common
from pipeline.structure.chains import chain

FILE = "skills/skills.crf"
OUTSIDE = "O"
HARD, SOFT = "s", "soft"
LIKELY = 0.25
"""A token this likely to be part of a skill is (chosen on authors left out: recall .78 at .79)."""
SURE = 0.6
"""A name that means something else too is a skill where it is marked this surely."""
SMALL = frozenset(
    map(fold, ("de", "du", "des", "à", "au", "aux", "et", "pour", "avec", "sur", "en"))
)
"""Words with which no skill ends."""
_SEPARATORS = frozenset(",;•·|/:.()–—-+&●■▪→")
_RUNS = re.compile(r"(.)\1+")
_NEAR = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a line: its label, the ROME code of its post (or of the whole CV), and the
    tools that the CV names by words that mean nothing else, and by themselves.
    """

    label: str = ""
    trade: str = ""
    tools: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Marked:
    """A skill marked on tokens `first` to `last`, included; `kind` HARD or SOFT."""

    kind: str
    first: int
    last: int
    probability: float


def mark_skills(
    tokens: Sequence[Token], around: Around, names: Names, named: Sequence[Found]
) -> list[Marked]:
    """The skills of a line, hard ones before soft ones, each kind from left to right; `named` are
    the names of the tables in it.
    """
    items = sequence(tokens, around, names, named)
    tagger = chain(MODELS / FILE)
    found: list[Marked] = []
    for kind in (HARD, SOFT):
        found += joined(tokens, tagger.probabilities(items, kind), kind)
    return found


def joined(
    tokens: Sequence[Token], probabilities: Sequence[tuple[float, float]], kind: str
) -> list[Marked]:
    """Tokens likely enough to be skills, put together; a likely beginning begins another one."""
    found: list[Marked] = []
    run: list[int] = []
    for n, (likely, begun) in enumerate([*probabilities, (0.0, 0.0)]):
        if run and (likely < LIKELY or begun > likely / 2):
            found += _marked(tokens, probabilities, run, kind)
            run = []
        if likely >= LIKELY:
            run.append(n)
    return found


def _marked(
    tokens: Sequence[Token], probabilities: Sequence[tuple[float, float]], run: list[int], kind: str
) -> list[Marked]:
    """A run of tokens as a skill, without the signs at its ends and the small words behind it."""
    while run and (not tokens[run[-1]].is_word or tokens[run[-1]].key in SMALL):
        run = run[:-1]
    while run and not tokens[run[0]].is_word and tokens[run[0]].text != ".":
        run = run[1:]
    if not run:
        return []
    return [Marked(kind, run[0], run[-1], max(probabilities[n][0] for n in run))]


def sequence(
    tokens: Sequence[Token], around: Around, names: Names, named: Sequence[Found]
) -> list[list[str]]:
    """The traits of each token of a line."""
    known = _known(tokens, named, names, around.tools)
    own = [_own(token) | known[n] for n, token in enumerate(tokens)]
    items = _items(tokens)
    label = around.label
    found = []
    for n in range(len(tokens)):
        traits = [*own[n], f"label={label}", f"trade={around.trade[:3]}"]
        traits += [f"{label} {trait}" for trait in own[n] if trait.startswith(("known", "shape"))]
        traits += [f"{around.trade[:3]} {trait}" for trait in own[n] if trait.startswith("domain=")]
        traits += [f"{around.trade[:1]} {trait}" for trait in own[n] if trait.startswith("k=")]
        traits += items[n]
        for step in _NEAR:
            traits += _neighbour(own, n, step)
        found.append(traits)
    return found


def _own(token: Token) -> set[str]:
    found = {f"k={token.key}", f"end={token.key[-4:]}", f"shape={_shape(token.text)}"}
    if token.is_word and not is_word(token.text):
        found.add("no word")
    return found


def _shape(text: str) -> str:
    kinds = (
        "A" if c.isupper() else "a" if c.islower() else "9" if c.isdigit() else c for c in text
    )
    return _RUNS.sub(r"\1", "".join(kinds))[:8]


def tools_of(
    lines: Iterable[tuple[Sequence[Token], Sequence[Found]]], names: Names
) -> frozenset[str]:
    """The tools of the tables that stand in lines, those whose names are words of the language left
    out: they tell nothing of their sense.
    """
    return frozenset(
        f.concept
        for tokens, found in lines
        for f in found
        if names.skills[f.concept].kind == TOOL and not is_common(tokens, f)
    )


def _known(
    tokens: Sequence[Token], found: Sequence[Found], names: Names, tools: frozenset[str]
) -> list[set[str]]:
    """What the tables say of each token: kind and domain of the skill whose name it is part of, and
    whether it is a tool among tools.
    """
    out: list[set[str]] = [set() for _ in tokens]
    for f in found:
        skill = names.skills[f.concept]
        traits = {f"known={skill.kind}", f"domain={skill.domain}"}
        if skill.kind == TOOL:
            others = len(tools - {f.concept})
            beside = any(o is not f and names.skills[o.concept].kind == TOOL for o in found)
            traits.add(f"known={_few(others)} tools")
            traits.add(
                f"known{' common' if is_common(tokens, f) else ''} tool among {_few(others)}"
            )
            if beside:
                traits.add("known tool beside")
        for n in range(f.first, f.last + 1):
            out[n] |= {f"known {'first' if n == f.first else 'in'}", *traits}
    return out


def _few(number: int) -> str:
    return "no" if not number else "few" if number < 4 else "many"


def _items(tokens: Sequence[Token]) -> list[list[str]]:
    """Where each token stands in the list that its line may be."""
    signs = [n for n, token in enumerate(tokens) if token.text in _SEPARATORS]
    commas = sum(tokens[n].text in ",;|·•/" for n in signs)
    colon = next((n for n in signs if tokens[n].text == ":"), -1)
    depth = 0
    found = []
    for n, token in enumerate(tokens):
        depth = max(depth + (token.text == "(") - (token.text == ")"), 0)
        before = max((s for s in signs if s < n), default=-1)
        after = min((s for s in signs if s > n), default=len(tokens))
        size = after - before - 1
        traits = [
            f"item={min(size, 6)}",
            f"at={min(n - before - 1, 4)}",
            f"left={min(after - n - 1, 4)}",
        ]
        traits.append(f"sign before={tokens[before].text if before >= 0 else 'start'}")
        traits.append(f"sign after={tokens[after].text if after < len(tokens) else 'end'}")
        traits.append(f"commas={min(commas, 4)}")
        if colon >= 0:
            traits.append("behind colon" if n > colon else "before colon")
        if depth:
            traits.append("in brackets")
        found.append(traits)
    return found


_SHARED = ("w=", "known", "no word", "shape=")


def _neighbour(own: Sequence[set[str]], n: int, step: int) -> list[str]:
    other = n + step
    if not 0 <= other < len(own):
        return [f"{step}:none"]
    kept = _SHARED if abs(step) < 3 else ("known", "shape=")
    return [f"{step}:{trait}" for trait in own[other] if trait.startswith(kept)]
