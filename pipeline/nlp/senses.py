"""Whether a word that is the name of a skill means it: by what stands beside it, by the other tools
of the document, and by the trade.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.lexicon.compiled import Names
from pipeline.lexicon.entries import LINKS, carries_meaning
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.senses import company, trades_of
from pipeline.lexicon.skills import TOOL
from pipeline.lexicon.spelling import is_word
from pipeline.lexicon.words import stop_words

COMPUTING = "M18"
"""The ROME domain of those to whom the names of tools mean tools."""
_ENGLISH_LINKS = frozenset(("of", "the", "to"))
_JOINTS = frozenset(",/;|·•()+&")


def is_common(tokens: Sequence[Token], found: Found) -> bool:
    """Whether a name is one short word, or one that means something else too."""
    text = tokens[found.first].text
    return found.first == found.last and (len(text) < 3 or is_word(text))


def listed_tools(
    lines: Iterable[tuple[Sequence[Token], Sequence[Found]]], names: Names
) -> frozenset[str]:
    """The tools that a document names by themselves, in no longer name."""
    return frozenset(
        f.concept
        for tokens, found in lines
        for f in _tools(found, names)
        if not _is_unit(tokens, f) and not _is_part(tokens, f, _tools(found, names))
    )


def meant(
    tokens: Sequence[Token],
    found: Sequence[Found],
    names: Names,
    trade: str,
    listed: frozenset[str],
) -> list[Found]:
    """The names of a line that mean their skill, to someone of a `trade` (a ROME code, "" for
    unknown) whose document has some tools `listed`.
    """
    tools = _tools(found, names)
    kept = (f for f in found if _fits_trade(tokens, f, trade))
    return [f for f in kept if f not in tools or _is_tool(tokens, f, tools, trade, listed)]


def _tools(found: Sequence[Found], names: Names) -> list[Found]:
    return [f for f in found if names.skills[f.concept].kind == TOOL]


def _fits_trade(tokens: Sequence[Token], found: Found, trade: str) -> bool:
    words = " ".join(token.text for token in tokens[found.first : found.last + 1])
    trades = trades_of(words)
    return not trades or trade.startswith(trades)


def _is_tool(
    tokens: Sequence[Token],
    found: Found,
    tools: Sequence[Found],
    trade: str,
    listed: frozenset[str],
) -> bool:
    """Whether the name of a tool means it: no unit, a letter among tools, small letters beside a
    tool alone, no part of a longer name unless the document names the tool by itself too.
    """
    if _is_unit(tokens, found):
        return False
    if len(tokens[found.first].text) == 1 and found.first == found.last:
        return _is_language(tokens, found, tools)
    if trade.startswith(COMPUTING) or not is_common(tokens, found):
        return True
    if tokens[found.first].text.islower() and not found.concept.islower():
        return is_beside_tool(tokens, found, tools)
    return found.concept in listed or not _is_part(tokens, found, tools)


def _is_unit(tokens: Sequence[Token], found: Found) -> bool:
    """Whether a short name stands behind a number: "16 Go"."""
    before = tokens[found.first - 1].text if found.first else ""
    return len(tokens[found.first].text) < 3 and before[:1].isdigit()


def _is_language(tokens: Sequence[Token], found: Found, tools: Sequence[Found]) -> bool:
    """Whether a letter is a language of programming: beside a tool, or behind a word for that."""
    before = tokens[found.first - 1].key if found.first else ""
    behind = tokens[found.last + 1].text if found.last + 1 < len(tokens) else ""
    if behind in (".", "-", "'", "’") or _is_category(tokens, found.first):
        return False
    return before in company("letter") or is_beside_tool(tokens, found, tools)


def _is_category(tokens: Sequence[Token], place: int) -> bool:
    """Whether a letter is a class of what stands before it, or before other letters: "permis B et
    C".
    """
    for token in reversed(tokens[:place]):
        if token.key in company("category"):
            return True
        is_letter = len(token.text) <= 2 and token.text[0].isupper()
        if not (is_letter or token.text in _JOINTS or token.text == ":" or token.key in LINKS):
            return False
    return False


def is_beside_tool(tokens: Sequence[Token], found: Found, tools: Sequence[Found]) -> bool:
    """Whether a name stands next to that of another tool."""
    return any(
        _is_next(tokens, other.last, found.first) or _is_next(tokens, found.last, other.first)
        for other in tools
    )


def _is_next(tokens: Sequence[Token], last: int, first: int) -> bool:
    """Whether only signs of a list and small words stand between two places."""
    between = tokens[last + 1 : first]
    return last < first and all(t.text in _JOINTS or t.key in stop_words() for t in between)


def _is_part(tokens: Sequence[Token], found: Found, tools: Sequence[Found]) -> bool:
    """Whether a name stands within a longer one: "Spring Summer", "Word of Mouth", not "logiciel
    Sage".
    """
    covered = {n for t in tools for n in range(t.first, t.last + 1)}
    beside = (found.first - 1, found.last + 1)
    return any(
        0 <= n < len(tokens) and n not in covered and _lengthens(tokens, n, n > found.last)
        for n in beside
    )


def _lengthens(tokens: Sequence[Token], n: int, is_behind: bool) -> bool:
    """Whether the word beside a name makes a longer name of it."""
    token = tokens[n]
    if token.text == "&":
        return True
    if is_behind and token.text.lower() in _ENGLISH_LINKS:
        return True
    if not token.is_word or token.key in LINKS or token.key in company("beside"):
        return False
    return carries_meaning(token.key) and token.pos != "VERB"
