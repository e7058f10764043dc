"""What people changed in a grid of criteria, told in French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.ranking.criteria import Criterion, Grid
from pipeline.review.grids import KINDS, NEEDS


def grid_changes(before: Grid, after: Grid) -> list[str]:
    """Each criterion that was changed, added or taken out, one sentence each, in the order of the
    grid.

    A criterion whose words were changed is known again by its line of the offer and its kind.
    """
    pairs = _paired(list(before), list(after))
    told = []
    for old, new in pairs:
        if old is None and new is not None:
            told.append(f"ajouté : {new.text} ({_said(new)})")
        elif old is not None and new is None:
            told.append(f"retiré : {old.text} ({_said(old)})")
        elif old is not None and new is not None:
            told += _changed(old, new)
    return told


def _paired(
    before: list[Criterion], after: list[Criterion]
) -> list[tuple[Criterion | None, Criterion | None]]:
    """Each criterion of two grids with what it was before, or became."""
    left = list(before)
    was: dict[int, Criterion] = {}
    keys = (
        lambda c: (c.text, c.kind),
        lambda c: (c.text,),
        lambda c: (c.line, c.kind) if c.line else (),
    )
    for key in keys:
        for n, new in enumerate(after):
            old = next((c for c in left if key(c) and key(c) == key(new)), None)
            if n not in was and old is not None:
                was[n] = old
                left.remove(old)
    pairs = [(was.get(n), new) for n, new in enumerate(after)]
    return [*pairs, *((old, None) for old in left)]


def _changed(old: Criterion, new: Criterion) -> Iterator[str]:
    if old.text != new.text:
        yield f"reformulé : {old.text} → {new.text}"
    moved = [
        f"{name} {was} → {now}"
        for name, was, now in (
            ("nature", KINDS[old.kind], KINDS[new.kind]),
            ("importance", NEEDS[old.need], NEEDS[new.need]),
            ("poids", _number(old.weight), _number(new.weight)),
            ("alternatives", _names(old.any_of), _names(new.any_of)),
            ("niveau", old.level or "aucun", new.level or "aucun"),
        )
        if was != now
    ]
    if moved:
        yield f"{new.text} : {' ; '.join(moved)}"


def _said(c: Criterion) -> str:
    return f"{KINDS[c.kind]}, {NEEDS[c.need]}, poids {_number(c.weight)}"


def _number(weight: float) -> str:
    return f"{weight:g}".replace(".", ",")


def _names(words: Iterable[str]) -> str:
    return " | ".join(words) or "aucune"
