"""What the desk shows, as HTML."""

from __future__ import annotations

from pipeline.ranking.answers import Answer
from pipeline.review import labels, report
from pipeline.review.desk.desk import MOST_FOUND, Desk, Shown
from pipeline.review.desk.publishing import Publisher
from pipeline.review.desk.rows import Opinions, listing, opinions
from pipeline.review.desk.sheets import line_of, pictures, quoted, sheets
from pipeline.review.desk.wishes import HEAVIEST, Factors, Wish
from pipeline.review.interviews import interview_page
from pipeline.review.rendering import rendered
from pipeline.runs.decisions import STAGES, VERDICTS, Decision

HEARD = ("shortlisted", "interviewed")
"""The stages at which a candidate is heard."""


class View:
    """The pages of one desk; `papers` are written beside it."""

    def __init__(self, desk: Desk, papers: Publisher) -> None:
        self._desk = desk
        self._papers = papers

    def page(self, wish: Wish, key: str) -> str:
        """The whole desk: the list, and a candidate: the one asked for, else the first one."""
        run = self._desk.run
        first = next(iter(self._desk.order(wish.factors).rows), None)
        chosen = key or (first.key if first else "")
        factors = dict(wish.factors)
        kinds = dict.fromkeys(c.kind for c in run.grid if c.counts)
        weights = [(kind, factors.get(kind, 1.0)) for kind in kinds]
        return rendered(
            "desk/bureau.html",
            run=run,
            facts=report.offer_facts(run.offer),
            weights=weights,
            heaviest=HEAVIEST,
            wish=wish,
            needs=self._desk.needs,
            bands=self._desk.bands,
            verdicts=VERDICTS,
            stages=STAGES,
            members=self._desk.jury.members(),
            named=bool(self._desk.jury.organisation.jury),
            listing=self.listing(wish),
            candidate=self.candidate(chosen, wish.factors, wish.member) if chosen else "",
        )

    def listing(self, wish: Wish) -> str:
        """The list of candidates that are wanted."""
        seen = self._desk.jury.seen(wish.member)
        said = opinions(seen.history)
        return rendered(
            "desk/liste.html",
            listing=listing(self._desk.order(wish.factors), wish, said, seen.stages),
            changed=bool(wish.factors),
            said=said,
            reached=seen.stages,
            contrary=seen.contrary,
            stages=STAGES,
            silence=Opinions(),
            verdicts=VERDICTS,
            fault=self._papers.fault,
        )

    def candidate(self, key: str, factors: Factors, member: str = "") -> str:
        """The answers of a candidate, and the pages of its CV, as a member may see them."""
        shown = self._desk.shown(key, factors, member)
        why = quoted(shown.ranked.match)
        needs = shown.ranked.match.requirements
        return rendered(
            "desk/candidat.html",
            shown=shown,
            needs=[(need, line_of(shown.document, need.quote)) for need in needs],
            parts=shown.ranked.match.parts,
            verdicts=VERDICTS,
            stages=STAGES,
            stage=shown.stages[-1].verdict if shown.stages else next(iter(STAGES)),
            notes=_last_notes(shown),
            criteria=list(dict.fromkeys(c.text for c in self._desk.run.grid)),
            member=member,
            heard=HEARD,
            now=self._desk.jury.ranking,
            pictures=pictures(shown.document, shown.sizes, why),
            sheets=sheets(shown.document, why),
            anonymous=self._desk.run.settings.anonymous,
        )

    def search(self, asked: str, factors: Factors) -> str:
        """The CVs that hold some words."""
        found, hits = self._desk.find(asked, factors)
        return rendered("desk/recherche.html", asked=asked, found=found, hits=hits, most=MOST_FOUND)

    def comparison(self, keys: list[str], factors: Factors, member: str = "") -> str:
        """Candidates beside each other."""
        those = self._desk.compared(keys, factors, member)
        asked = those[0].ranked.match.answers
        by_criterion = [(a, [_answer(shown, a.criterion) for shown in those]) for a in asked]
        return rendered(
            "desk/comparaison.html",
            those=those,
            by_criterion=by_criterion,
            needs=self._desk.needs,
            said=self._desk.opinions(member),
            silence=Opinions(),
            verdicts=VERDICTS,
        )

    def jury(self, member: str) -> str:
        """Who sits in the jury, how far each is, and whether the opinions are open."""
        seen = self._desk.jury.seen(member)
        run = self._desk.run
        names = {c.file: run.candidates[c.file].identity.name or c.file for c in seen.conflicts}
        return rendered(
            "desk/jury.html",
            seats=self._desk.jury.seats(),
            seen=seen,
            names=names,
            total=len(run.ranking),
            stages=STAGES,
            verdicts=VERDICTS,
            organisation=self._desk.jury.organisation,
        )

    def interview(self, key: str, member: str) -> str:
        """What to ask a candidate, as a page to print."""
        shown = self._desk.shown(key, (), member)
        organisation = self._desk.jury.organisation
        return interview_page(self._desk.run, shown.ranked, organisation, _last_notes(shown))

    def promoted(self, made: list[Decision]) -> str:
        """That the jury decided of some candidates, as one sentence."""
        first = made[0]
        count = f"{len(made)} candidatures" if len(made) > 1 else "1 candidature"
        return f"Enregistré : {count}, {STAGES[first.verdict]}, par {first.author}."

    def noted(self, made: Decision) -> str:
        """That a decision is noted, as one sentence."""
        verdict = VERDICTS.get(made.verdict, "décision retirée")
        return f"Enregistré : {verdict}, par {made.author}, le {labels.moment(made.at)}."


def _answer(shown: Shown, criterion: str) -> Answer:
    return next(a for a in shown.ranked.match.answers if a.criterion == criterion)


def _last_notes(shown: Shown) -> list[Decision]:
    """The last note of each member on each criterion; those taken back are left out."""
    last = {(d.author, d.criterion): d for d in shown.notes}
    return [d for d in last.values() if d.comment]
