"""What the desk shows, as HTML."""

from __future__ import annotations

from pipeline.ranking.answers import Answer
from pipeline.review import labels, report
from pipeline.review.desk.desk import MOST_FOUND, Desk, Shown
from pipeline.review.desk.publishing import Publisher
from pipeline.review.desk.rows import Opinions, listing
from pipeline.review.desk.sheets import line_of, pictures, quoted, sheets
from pipeline.review.desk.wishes import HEAVIEST, Factors, Wish
from pipeline.review.rendering import rendered
from pipeline.runs.decisions import VERDICTS, Decision


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
            authors=self._desk.authors(),
            listing=self.listing(wish),
            candidate=self.candidate(chosen, wish.factors) if chosen else "",
        )

    def listing(self, wish: Wish) -> str:
        """The list of candidates that are wanted."""
        said = self._desk.opinions()
        return rendered(
            "desk/liste.html",
            listing=listing(self._desk.order(wish.factors), wish, said),
            changed=bool(wish.factors),
            said=said,
            silence=Opinions(),
            verdicts=VERDICTS,
            fault=self._papers.fault,
        )

    def candidate(self, key: str, factors: Factors) -> str:
        """The answers of a candidate, and the pages of its CV."""
        shown = self._desk.shown(key, factors)
        why = quoted(shown.ranked.match)
        needs = shown.ranked.match.requirements
        return rendered(
            "desk/candidat.html",
            shown=shown,
            needs=[(need, line_of(shown.document, need.quote)) for need in needs],
            parts=shown.ranked.match.parts,
            verdicts=VERDICTS,
            now=self._desk.ranking,
            pictures=pictures(shown.document, shown.sizes, why),
            sheets=sheets(shown.document, why),
            anonymous=self._desk.run.settings.anonymous,
        )

    def search(self, asked: str, factors: Factors) -> str:
        """The CVs that hold some words."""
        found, hits = self._desk.find(asked, factors)
        return rendered("desk/recherche.html", asked=asked, found=found, hits=hits, most=MOST_FOUND)

    def comparison(self, keys: list[str], factors: Factors) -> str:
        """Candidates beside each other."""
        those = self._desk.compared(keys, factors)
        asked = those[0].ranked.match.answers
        by_criterion = [(a, [_answer(shown, a.criterion) for shown in those]) for a in asked]
        return rendered(
            "desk/comparaison.html",
            those=those,
            by_criterion=by_criterion,
            needs=self._desk.needs,
            said=self._desk.opinions(),
            silence=Opinions(),
            verdicts=VERDICTS,
        )

    def noted(self, made: Decision) -> str:
        """That a decision is noted, as one sentence."""
        verdict = VERDICTS.get(made.verdict, "décision retirée")
        return f"Enregistré : {verdict}, par {made.author}, le {labels.moment(made.at)}."


def _answer(shown: Shown, criterion: str) -> Answer:
    return next(a for a in shown.ranked.match.answers if a.criterion == criterion)
