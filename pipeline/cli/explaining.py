"""Why a candidate stands where they stand: `vivier explain`, `compare`, `match`, `notice`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pipeline.cli.commands import Argument, Option, command
from pipeline.cli.options import (
    BASE,
    CV,
    OFFER,
    TODAY,
    WEIGHTS,
    begin,
    remark,
    remark_unread,
    say,
    understanding_of,
    understood,
    understood_one,
    weights_of,
)
from pipeline.errors import BadUsage, one_line

MOST_BESIDE = 5
"""CVs that can be compared with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOptions:
    """One CV against one offer."""

    offer: OFFER
    cv: CV
    weights: WEIGHTS = ""
    today: TODAY = ""
    base: BASE = ""


@command("explain", PairOptions)
def explain(options: PairOptions) -> None:
    """Explique le score d'un CV pour une offre : d'où vient chaque point, ce qui manque, que
    demander en entretien.
    """
    begin(options.offer, options.cv, text_alone=True)
    from pipeline.profiles.profile import without_lists
    from pipeline.ranking.ranker import rank
    from pipeline.review.explanations import explain as explained

    understand, weights = understanding_of(options.today, options.base), weights_of(options.weights)
    offer = understood_one(options.offer, "offer", understand).profile
    found = understood_one(options.cv, "cv", understand)
    match = rank(offer, [found.profile], weights)[0].match
    unlisted = rank(offer, [without_lists(found.profile)], weights)[0].match
    say(explained(match, offer, found.identity.name, unlisted.score))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOptions(PairOptions):
    """One CV against one offer, and what the employer says of itself."""

    organisation: Annotated[
        Path | None,
        Option(
            "--organisation",
            metavar="FILE",
            help="Ce que dit l'employeur (par défaut : organisation.toml, s'il est là).",
        ),
    ] = None


@command("notice", NoticeOptions)
def notice(options: NoticeOptions) -> None:
    """Écrit, en français simple et pour le candidat, qui traite ses données et pourquoi, ce qui a
    été lu de son CV, comment cela a compté, et ses droits.
    """
    begin(options.offer, options.cv, text_alone=True)
    from pipeline.ranking.ranker import rank
    from pipeline.review.notices import missing, notice_text
    from pipeline.runs.organisation import ORGANISATION, Organisation, read_organisation

    path = options.organisation or Path(ORGANISATION)
    is_told = options.organisation is not None or path.is_file()
    told = read_organisation(path) if is_told else Organisation()
    understand = understanding_of(options.today, options.base)
    offer = understood_one(options.offer, "offer", understand).profile
    found = understood_one(options.cv, "cv", understand)
    match = rank(offer, [found.profile], weights_of(options.weights))[0].match
    say(notice_text(match, offer, found, told))
    free = missing(offer, told)
    if free:
        remark(f"À compléter dans {path} : {', '.join(free)} (vivier organisation l'écrit).")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """Two to five CVs for one offer."""

    offer: OFFER
    cv: CV
    other: Annotated[Path, Argument("CV", "Un autre CV.")]
    more: Annotated[tuple[Path, ...], Argument("CV", "Jusqu'à trois autres CV.")] = ()
    weights: WEIGHTS = ""
    today: TODAY = ""
    base: BASE = ""


@command("compare", CompareOptions)
def compare(options: CompareOptions) -> None:
    """Met de deux à cinq CV côte à côte, critère par critère : ce qui les départage d'abord."""
    if len(options.more) > MOST_BESIDE - 2:
        raise BadUsage("CV", f"donner au plus {MOST_BESIDE} CV")
    begin(options.offer, options.cv, options.other, *options.more, text_alone=True)
    from pipeline.ranking.ranker import rank
    from pipeline.review.explanations import compare as compared

    understand = understanding_of(options.today, options.base)
    offer = understood_one(options.offer, "offer", understand).profile
    paths = (options.cv, options.other, *options.more)
    profiles = [understood_one(path, "cv", understand).profile for path in paths]
    say(compared(rank(offer, profiles, weights_of(options.weights))))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchOptions:
    """One CV against several offers."""

    cv: CV
    offers: Annotated[tuple[Path, ...], Argument("OFFERS", "Un dossier d'offres, ou des offres.")]
    weights: WEIGHTS = ""
    today: TODAY = ""
    base: BASE = ""


@command("match", MatchOptions)
def match(options: MatchOptions) -> None:
    """Confronte un CV à plusieurs offres, la plus proche d'abord."""
    begin(options.cv, *options.offers, text_alone=True)
    from pipeline.batch.run import Unread
    from pipeline.ranking.ranker import rank
    from pipeline.review.labels import percent

    understand, weights = understanding_of(options.today, options.base), weights_of(options.weights)
    found = understood_one(options.cv, "cv", understand).profile
    scored = []
    for outcome in understood(options.offers, "offer", understand):
        if isinstance(outcome, Unread):
            remark_unread(outcome)
            continue
        offer = outcome.profile
        scored.append((-rank(offer, [found], weights)[0].match.score, offer.file, offer.title))
    for score, file, title in sorted(scored):
        say(f"{percent(-score):>8}  {title}  ({one_line(file)})")
