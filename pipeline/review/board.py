"""The board on which recruiters review a run: a table, weights, two candidates side by side,
evidence on the page, decisions.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from pipeline.batch.run import Run
from pipeline.files.pictures import page_picture
from pipeline.ranking.matches import Evidence, Ranked
from pipeline.ranking.ranker import Weights
from pipeline.review import labels, report
from pipeline.review.explanations import compare, questions_for
from pipeline.runs.decisions import VERDICTS, Decisions

ALL = "tous"
_WIDE = widgets.Layout(width="100%")
_HEAVIEST, _STEP = 4.0, 0.25
_LONGEST_NAME = 48
_COLUMNS = (
    "Rang",
    "Groupe",
    "Candidat",
    "Score",
    "Parts du score",
    "Poste actuel",
    "Exigences",
    "Alertes",
    "Décision",
)

Source = Callable[[str], bytes | None]
"""The bytes of a candidate's file, by its name; None where it is not there any more, or is another
one.
"""


class Board:
    """A run on the screen. `source` gives the files of the candidates, `export` writes the
    decisions into the workbook and the report.
    """

    def __init__(
        self,
        run: Run,
        decisions: Decisions,
        source: Source,
        export: Callable[[], object] = lambda: None,
    ) -> None:
        self._run = run
        self._decisions = decisions
        self._source = source
        self._export = export
        self._by_file: dict[str, Ranked] = {}
        self._shown: list[str] = []
        self._evidence: list[Evidence] = []
        self._make()
        self._rank()

    def show(self) -> widgets.Widget:
        """The whole board."""
        tabs = widgets.Tab(
            [self._candidate_tab(), self._compare_tab(), self._unread_tab()],
            titles=("Candidat", "Comparer", "Mis de côté"),
        )
        weights = widgets.Accordion(
            [self._weights_box()],
            titles=("Régler les poids des parties du score",),
            selected_index=None,
        )
        return widgets.VBox(
            [self._header(), weights, self._filters(), self._count, self._table, tabs], layout=_WIDE
        )

    def _make(self) -> None:
        slider = widgets.FloatSlider
        self._sliders = {
            name: slider(
                1.0,
                min=0.0,
                max=_HEAVIEST,
                step=_STEP,
                description=labels.PARTS[name],
                continuous_update=False,
                style=_named(130),
            )
            for name, weight in self._run.settings.weights.items()
            if weight > 0
        }
        self._reset = widgets.Button(description="Rétablir les poids", icon="undo")
        needs = self._run.ranking[0].match.requirements if len(self._run.ranking) else ()
        self._needs = {r.name: _choice([ALL, *labels.STATUSES.values()], r.name) for r in needs}
        self._band = _choice([ALL], "Groupe")
        self._verdict = _choice([ALL, *VERDICTS.values(), "sans décision"], "Décision")
        self._count = widgets.HTML()
        self._table = ITable(pd.DataFrame(columns=list(_COLUMNS)), **_TABLE)
        self._candidate = widgets.Dropdown(description="Candidat", layout=_WIDE, style=_named(90))
        self._page = widgets.HTML(layout=_WIDE)
        self._quotes = widgets.Select(rows=9, layout=_WIDE, description="Preuves", style=_named(90))
        self._picture = widgets.HTML(layout=_WIDE)
        self._decision = widgets.ToggleButtons(
            options=[("sans décision", ""), *((v, k) for k, v in VERDICTS.items())]
        )
        self._comment = widgets.Textarea(placeholder="Motif, pour le procès-verbal", layout=_WIDE)
        self._author = widgets.Text(
            placeholder="Votre nom", description="Décidé par", style=_named(90)
        )
        self._save = widgets.Button(
            description="Enregistrer la décision",
            button_style="primary",
            layout=widgets.Layout(width="auto"),
        )
        self._said = widgets.HTML()
        self._pair = [
            widgets.Dropdown(description=name, layout=_WIDE, style=_named(90))
            for name in ("Pourquoi", "avant")
        ]
        self._difference = widgets.HTML(layout=_WIDE)
        self._watch()

    def _watch(self) -> None:
        for slider in self._sliders.values():
            slider.observe(lambda _: self._rank(), "value")
        for choice in (*self._needs.values(), self._band, self._verdict):
            choice.observe(lambda _: self._fill(), "value")
        self._reset.on_click(lambda _: self._reset_weights())
        self._table.observe(lambda change: self._pick(change["new"]), "selected_rows")
        self._candidate.observe(lambda _: self._open(), "value")
        self._quotes.observe(lambda _: self._show_evidence(), "value")
        self._save.on_click(lambda _: self._decide())
        for choice in self._pair:
            choice.observe(lambda _: self._compare(), "value")

    # what is shown

    def _header(self) -> widgets.HTML:
        offer = self._run.offer
        told = " · ".join(escape(fact) for fact in report.offer_facts(offer))
        counts = f"{len(self._run.ranking)} candidature(s) classée(s), {len(self._run.unread)} fichier(s) mis de côté"
        return widgets.HTML(
            f"<h2 style='margin:0'>{escape(offer.title)}</h2><p>{told}<br>{counts}. <b>{labels.HUMAN}</b></p>"
        )

    def _weights_box(self) -> widgets.Widget:
        note = widgets.HTML(
            "<p>1 : le poids d'origine ; 2 : deux fois plus ; 0 : la partie est laissée de côté. Le classement se refait aussitôt.</p>"
        )
        grid = widgets.GridBox(
            list(self._sliders.values()),
            layout=widgets.Layout(grid_template_columns="repeat(auto-fill, minmax(320px, 1fr))"),
        )
        return widgets.VBox([note, grid, self._reset])

    def _filters(self) -> widgets.Widget:
        return widgets.HBox(
            [self._band, self._verdict, *self._needs.values()],
            layout=widgets.Layout(flex_flow="row wrap"),
        )

    def _candidate_tab(self) -> widgets.Widget:
        decide = widgets.VBox(
            [
                widgets.HTML("<b>Décision</b>"),
                self._decision,
                self._comment,
                self._author,
                self._save,
                self._said,
            ]
        )
        half = {"flex": "1 1 480px", "min_width": "0"}
        left = widgets.VBox([self._page], layout=widgets.Layout(**half))
        right = widgets.VBox([decide, self._quotes, self._picture], layout=widgets.Layout(**half))
        sides = widgets.HBox(
            [left, right], layout=widgets.Layout(flex_flow="row wrap", grid_gap="16px")
        )
        return widgets.VBox([self._candidate, sides])

    def _compare_tab(self) -> widgets.Widget:
        return widgets.VBox([*self._pair, self._difference])

    def _unread_tab(self) -> widgets.Widget:
        rows = "".join(
            f"<tr><td>{escape(u.file)}</td><td>{escape(labels.REASONS.get(u.reason, u.reason))}</td><td>{escape(u.detail)}</td></tr>"
            for u in self._run.unread
        )
        body = f"<table>{rows}</table>" if rows else "<p>Tous les fichiers ont été lus.</p>"
        return widgets.HTML(
            f"<p>Un fichier non lu n'est pas classé : l'ouvrir à la main.</p>{body}"
        )

    # what happens

    def _rank(self) -> None:
        factors = {name: slider.value for name, slider in self._sliders.items()}
        if not any(factors.values()):
            return
        weights = Weights(self._run.settings.weights).times(factors)
        self._by_file = {r.match.file: r for r in self._run.ranking.reweighed(weights)}
        self._band.options = [
            ALL,
            *(
                str(n)
                for n in range(1, max((r.band for r in self._by_file.values()), default=0) + 1)
            ),
        ]
        options = [
            (f"{r.rank}. {self._name(file)} ({labels.percent(r.match.score)})", file)
            for file, r in self._by_file.items()
        ]
        for choice, place in (
            (self._candidate, 0),
            (self._pair[0], 0),
            (self._pair[1], min(1, len(options) - 1)),
        ):
            kept = choice.value if choice.value in self._by_file else None
            choice.options = options
            if options:
                choice.value = kept or options[place][1]
        self._fill()
        self._open()
        self._compare()

    def _reset_weights(self) -> None:
        for slider in self._sliders.values():
            slider.value = 1.0

    def _fill(self) -> None:
        decided = self._decisions.current()
        kept = [
            r
            for r in self._by_file.values()
            if self._is_wanted(r, decided[r.match.file].verdict if r.match.file in decided else "")
        ]
        self._shown = [r.match.file for r in kept]
        rows = [
            self._row(r, VERDICTS[decided[r.match.file].verdict] if r.match.file in decided else "")
            for r in kept
        ]
        self._table.update(pd.DataFrame(rows, columns=list(_COLUMNS)), **_TABLE)
        self._count.value = f"<p>{len(kept)} candidature(s) sur {len(self._by_file)}. Choisir une ligne ouvre le candidat.</p>"

    def _is_wanted(self, ranked: Ranked, verdict: str) -> bool:
        statuses = {r.name: labels.STATUSES[r.status] for r in ranked.match.requirements}
        decision = VERDICTS.get(verdict, "sans décision")
        return (
            self._band.value in (ALL, str(ranked.band))
            and self._verdict.value in (ALL, decision)
            and all(
                choice.value in (ALL, statuses.get(name)) for name, choice in self._needs.items()
            )
        )

    def _row(self, ranked: Ranked, verdict: str) -> tuple[Any, ...]:
        match = ranked.match
        needs = " · ".join(f"{r.name} : {labels.STATUSES[r.status]}" for r in match.requirements)
        alerts = " · ".join(labels.WARNINGS.get(w.kind, w.kind) for w in match.warnings)
        texts = [self._name(match.file), match.title, needs, alerts]
        name, title, needs, alerts = (escape(t) for t in texts)
        return (
            ranked.rank,
            ranked.band,
            name,
            labels.percent(match.score),
            _bar(ranked),
            title,
            needs,
            alerts,
            verdict,
        )

    def _name(self, file: str) -> str:
        name = self._run.candidates[file].identity.name or file
        return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"

    def _pick(self, rows: list[int]) -> None:
        if rows and rows[0] < len(self._shown):
            self._candidate.value = self._shown[rows[0]]

    def _open(self) -> None:
        file = self._candidate.value
        if file is None:
            return
        ranked = self._by_file[file]
        questions = "".join(f"<li>{escape(q)}</li>" for q in questions_for(ranked.match))
        asked = f"<h3>À demander en entretien</h3><ul>{questions}</ul>" if questions else ""
        self._page.value = report.candidate_page(ranked, self._run.candidates[file]) + asked
        found = [(p.name, e) for p in ranked.match.parts for e in p.evidence]
        self._evidence = [e for _, e in found]
        self._quotes.options = [
            (f"{labels.PARTS[n]} – {e.criterion[:60]} : « {e.quote[:110]} »", i)
            for i, (n, e) in enumerate(found)
        ]
        self._quotes.value = 0 if found else None
        self._show_evidence()
        last = self._decisions.current().get(file)
        self._decision.value = last.verdict if last else ""
        self._comment.value = last.comment if last else ""
        self._said.value = (
            f"<p>Décidé par {escape(last.author or 'une personne non nommée')} le {labels.moment(last.at)}.</p>"
            if last
            else ""
        )

    def _show_evidence(self) -> None:
        file, place = self._candidate.value, self._quotes.value
        if file is None or place is None or place >= len(self._evidence):
            self._picture.value = ""
            return
        evidence = self._evidence[place]
        document = self._run.read(file).document
        box = document.lines[evidence.line - 1].box
        data = None if self._run.settings.anonymous or box is None else self._source(file)
        picture = page_picture(data, evidence.page, [box]) if data and box else None
        if picture is None:
            note = (
                ""
                if box is None or self._run.settings.anonymous
                else "Le fichier du CV n'est plus à sa place ; voici le texte lu."
            )
            self._picture.value = report.text_page(document, {evidence.line}, note)
        else:
            alt = escape(f"Page {evidence.page} du CV, ligne surlignée : {evidence.quote}")
            self._picture.value = f'<img alt="{alt}" style="max-width:98%;border:1px solid #8886" src="{_inline(picture)}">'

    def _decide(self) -> None:
        file = self._candidate.value
        if file is None:
            return
        made = self._decisions.decide(
            file,
            self._run.candidates[file].id,
            self._decision.value,
            self._comment.value,
            self._author.value,
        )
        self._export()
        self._fill()
        self._said.value = f"<p>Enregistré : {VERDICTS.get(made.verdict, 'sans décision')}, le {labels.moment(made.at)}.</p>"

    def _compare(self) -> None:
        one, other = (choice.value for choice in self._pair)
        if one is None or other is None or one == other:
            self._difference.value = "<p>Choisir deux candidats.</p>"
            return
        told = compare(self._by_file[one].match, self._by_file[other].match)
        self._difference.value = f'<pre style="white-space:pre-wrap;font:15px/1.5 system-ui,sans-serif">{escape(told)}</pre>'


_TABLE: dict[str, Any] = {
    "select": "single",
    "allow_html": True,
    "maxBytes": 0,
    "showIndex": False,
    "classes": "display compact",
    "style": "width:100%;table-layout:auto",
    "lengthMenu": [10, 25, 100, 500],
    "language": {
        "decimal": ",",
        "aria": {
            "orderable": " : trier",
            "orderableReverse": " : trier dans l'autre sens",
            "orderableRemove": " : ne plus trier",
        },
        "paginate": {"first": "«", "previous": "‹", "next": "›", "last": "»"},
        "search": "Rechercher :",
        "lengthMenu": "Montrer _MENU_ lignes",
        "info": "_START_ à _END_ sur _TOTAL_",
        "infoEmpty": "aucune ligne",
        "infoFiltered": "(parmi _MAX_)",
        "zeroRecords": "Aucun candidat ne correspond.",
        "emptyTable": "Aucun candidat.",
        "select": {"rows": {"_": "", "0": "", "1": ""}},
    },
}


def _named(width: int) -> dict[str, str]:
    return {"description_width": f"{width}px"}


def _choice(options: list[str], name: str) -> widgets.Dropdown:
    return widgets.Dropdown(
        options=options,
        description=name,
        style={"description_width": "initial"},
        layout=widgets.Layout(width="auto"),
    )


def _bar(ranked: Ranked) -> str:
    pieces = "".join(
        f'<i title="{labels.PARTS[p.name]} {labels.percent(p.points)}" '
        f'style="display:block;width:{100 * p.points:.2f}%;background:{labels.COLOURS[p.name]}"></i>'
        for p in ranked.match.parts
    )
    return f'<span style="display:flex;height:12px;width:180px;background:#8882;border-radius:3px;overflow:hidden">{pieces}</span>'


def _inline(picture: bytes) -> str:
    import base64

    return "data:image/jpeg;base64," + base64.b64encode(picture).decode()
