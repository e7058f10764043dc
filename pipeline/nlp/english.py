"""English words as the French words in their place: a CV in English is compared and searched by the
words that its French twin has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from pipeline.lexicon.actions import actions
from pipeline.lexicon.english import ENGLISH
from pipeline.lexicon.entries import carries_meaning
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.spelling import english_lemma
from pipeline.lexicon.words import fold

LANGUAGE = "en"


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    return {row.word: _pieces(row.french) for row in ENGLISH.rows}


def _pieces(words: Sequence[str]) -> tuple[str, ...]:
    """Words with a hyphen as two."""
    return tuple(piece for word in words for piece in word.split("-") if piece)


@lru_cache(maxsize=50_000)
def french_words(word: str) -> tuple[str, ...]:
    """The French words in the place of an English one: by the table, by its action, by the table
    under its lemma; itself if unknown.

    A word with a hyphen is two, as it is to the pipeline.

    >>> french_words("databases"), french_words("Developed"), french_words("Kafka")
    (('bases', 'données'), ('développer',), ('Kafka',))
    """
    known, small = _glossary(), word.casefold()
    if word in known or small in known:
        return known.get(word) or known[small]
    if verb := actions().verb_of(word, fold(word)):
        return (verb,)
    return known.get(english_lemma(small), (word,))


def found_in_french(
    tokens: Sequence[Token], find: Callable[[Sequence[Token]], list[Found]]
) -> list[Found]:
    """What `find` finds in the French words of an English line, told of the English ones: "needs
    analysis" is "analyse besoins".
    """
    french, places = _in_french(tokens)
    spans = ((f, places[f.first : f.last + 1]) for f in find(french))
    return [Found(f.concept, min(span), max(span)) for f, span in spans]


def with_french(
    named: list[Found], tokens: Sequence[Token], find: Callable[[Sequence[Token]], list[Found]]
) -> list[Found]:
    """What is named in an English line, then what `find` finds in its French words alone."""
    taken = {n for f in named for n in range(f.first, f.last + 1)}
    concepts = {f.concept for f in named}
    fresh = (f for f in found_in_french(tokens, find) if f.concept not in concepts)
    return named + [f for f in fresh if taken.isdisjoint(range(f.first, f.last + 1))]


def _in_french(tokens: Sequence[Token]) -> tuple[list[Token], list[int]]:
    """The French words of a line in French order, each run of English words turned round, and the
    place of the English word of each.
    """
    french: list[Token] = []
    places: list[int] = []
    for run in _runs(tokens):
        for place in reversed(run):
            token = tokens[place]
            words = french_words(token.text) if token.is_word else (token.text,)
            french += [Token(word, fold(word), token.start) for word in words]
            places += [place] * len(words)
    return french, places


def _runs(tokens: Sequence[Token]) -> Iterator[list[int]]:
    """Places of words that stand together; a verb that begins a line, a sign or a small word stands
    alone.
    """
    run: list[int] = []
    for place, token in enumerate(tokens):
        whole = token.is_word and any(
            carries_meaning(fold(word)) for word in french_words(token.text)
        )
        if not whole or (run and _does(tokens[run[-1]])):
            yield from ([run] if run else [])
            run = []
        if whole:
            run.append(place)
        else:
            yield [place]
    yield from ([run] if run else [])


def _does(token: Token) -> bool:
    return token.key in actions().participles
