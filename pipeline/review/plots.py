"""Pictures for notebooks and the audit: parts of scores, a career on a line of time, skills by
year, offers against candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pipeline.batch.run import Run
from pipeline.errors import one_line
from pipeline.profiles.profile import Profile
from pipeline.review.labels import COLOURS, PARTS

_KINDS = {
    "post": "#2f5d8a",
    "internship": "#d39b2a",
    "apprenticeship": "#7aa33a",
    "leave": "#9aa5b1",
    "volunteering": "#7d5ba6",
}
_KIND_NAMES = {
    "post": "poste",
    "internship": "stage",
    "apprenticeship": "alternance",
    "leave": "congé",
    "volunteering": "bénévolat",
}
_LONGEST = 44


def parts_plot(run: Run, first: int = 20) -> Axes:
    """The first candidates as stacked bars, one colour a kind of criterion."""
    shown = run.ranking[:first][::-1]
    axes = _axes(9, 1.2 + 0.32 * max(len(shown), 1))
    left = [0.0] * len(shown)
    for part in [p.name for p in shown[0].match.parts] if shown else []:
        points = [100 * next(p.points for p in r.match.parts if p.name == part) for r in shown]
        axes.barh(range(len(shown)), points, left=left, color=COLOURS[part], label=PARTS[part])
        left = [a + b for a, b in zip(left, points, strict=True)]
    axes.set_yticks(
        range(len(shown)),
        [
            f"{r.rank}. {_short(run.candidates[r.match.file].identity.name or r.match.file)}"
            for r in shown
        ],
    )
    axes.set_xlabel("Points (%)")
    if shown:
        axes.legend(loc="lower right", frameon=False, fontsize=8)
    return axes


def career_plot(profile: Profile, today: date) -> Axes:
    """The posts of a career on a line of time, the last one above."""
    posts = [p for p in profile.career.posts if p.start and p.kind in _KINDS][::-1]
    axes = _axes(9, 1.0 + 0.42 * max(len(posts), 1))
    seen: set[str] = set()
    for row, post in enumerate(posts):
        start, end = _years(post.start), _years(post.end or (today.year, today.month)) + 1 / 12
        label = _KIND_NAMES[post.kind] if post.kind not in seen else None
        axes.barh(row, end - start, left=start, color=_KINDS[post.kind], label=label)
        seen.add(post.kind)
    axes.set_yticks(range(len(posts)), [_short(p.title) for p in posts])
    axes.set_xlabel("Année")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(seen) > 1:
        axes.legend(frameon=False, fontsize=8)
    return axes


def skills_plot(profile: Profile, asked: Sequence[str] = (), most: int = 25) -> Axes:
    """The skills used in dated posts, by the months of use, those that an offer asks in another
    colour.
    """
    used = sorted(
        (s for s in profile.skills if s.months),
        key=lambda s: (s.concept not in asked, -s.months, s.concept),
    )[:most][::-1]
    axes = _axes(9, 1.0 + 0.28 * max(len(used), 1))
    colours = ["#7aa33a" if s.concept in asked else "#9db8d2" for s in used]
    axes.barh([_short(s.concept) for s in used], [s.months / 12 for s in used], color=colours)
    for row, skill in enumerate(used):
        axes.text(skill.months / 12, row, f" {skill.last_year or ''}", va="center", fontsize=8)
    axes.set_xlabel(
        "Années d'emploi dans des postes datés (à droite : dernière année ; en vert : demandé par l'offre)"
    )
    return axes


def heat_plot(table: pd.DataFrame, title: str = "") -> Axes:
    """Scores in percent, candidates by offers, darker for higher."""
    axes = _axes(2.5 + 1.3 * table.shape[1], 1.6 + 0.3 * max(len(table), 1))
    axes.imshow(table.to_numpy(dtype=float), cmap="Blues", vmin=0, aspect="auto")
    axes.set_xticks(
        range(table.shape[1]), [_short(str(c), 24) for c in table.columns], rotation=25, ha="right"
    )
    axes.set_yticks(range(len(table)), [_short(str(i)) for i in table.index])
    most = float(table.to_numpy(dtype=float).max()) if table.size else 0.0
    for row, values in enumerate(table.to_numpy(dtype=float)):
        for column, value in enumerate(values):
            axes.text(
                column,
                row,
                f"{value:.0f}",
                ha="center",
                va="center",
                fontsize=8,
                color="white" if value > 0.6 * most else "black",
            )
    axes.set_title(one_line(title).replace("$", r"\$"))
    return axes


def audit_plot(moved: Mapping[str, Sequence[float]]) -> Axes:
    """For each kind of twin, a point for each twin: by how much its score moved."""
    kinds = [name for name, values in moved.items() if values][::-1]
    axes = _axes(9, 1.2 + 0.36 * max(len(kinds), 1))
    for row, name in enumerate(kinds):
        values = moved[name]
        axes.plot(values, [row] * len(values), "o", color="#2f5d8a", alpha=0.35, markersize=6)
        axes.text(
            1.01,
            row,
            f"{sum(v > 0 for v in values)} sur {len(values)}",
            va="center",
            fontsize=8,
            transform=axes.get_yaxis_transform(),
        )
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_xlim(
        left=-0.0005, right=max(0.01, 1.1 * max((max(v) for v in moved.values() if v), default=0.0))
    )
    axes.set_xlabel(
        "Écart de score entre un CV et son jumeau (à droite : jumeaux dont le score a changé)"
    )
    return axes


def _axes(width: float, height: float) -> Axes:
    _, axes = plt.subplots(figsize=(width, height), layout="constrained")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return axes


def _years(point: tuple[int, int] | None) -> float:
    return point[0] + (point[1] - 1) / 12 if point else 0.0


def _short(text: str, length: int = _LONGEST) -> str:
    """A label: nothing in it commands, no sign of a dollar begins a formula."""
    text = one_line(text).replace("$", r"\$")
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
