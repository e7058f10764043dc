"""A run on the desk: its orders, its candidates, what is found in them and decided of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock, RLock

from pipeline.batch.run import Dossier, Run
from pipeline.documents import Document
from pipeline.errors import BadSetting
from pipeline.files.pictures import page_sizes
from pipeline.ranking.matches import Ranked
from pipeline.ranking.ranker import Weights
from pipeline.review.desk.jury import Jury, Seen
from pipeline.review.desk.pictures import Pictures
from pipeline.review.desk.rows import Opinions, Order, Row, key_of, opinions, order_of
from pipeline.review.desk.search import Found, Index, pieces
from pipeline.review.desk.wishes import Factors
from pipeline.review.explanations import questions_for
from pipeline.runs.decisions import NOTE, OPINION, STAGE, Decision, Decisions
from pipeline.runs.organisation import Organisation

ORDERS = 4
"""Orders of other weights that are kept."""
COMPARED = (2, 5)
"""The fewest and the most candidates beside each other."""
MOST_FOUND = 200
"""CVs of which a search shows the lines."""
Source = Callable[[str], bytes | None]
"""The bytes of a candidate's file, by its name; None where it is not there any more, or is another
one.
"""
Texts = Callable[[], Iterable[tuple[str, str]]]
"""The file and the text of each candidate, one paragraph or bullet a line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate as it is shown: where it stands, who it is, its text, what was said of it.

    `history` has the opinions that may be seen, `hidden` is the number of those that may not,
    `stages` what the jury decided, `notes` what members noted; `sizes` are those of the pages of
    its file, in points, none where it has no pages to show; `is_there` is False where its file is
    not at its place any more.
    """

    row: Row
    ranked: Ranked
    dossier: Dossier
    document: Document
    sizes: tuple[tuple[float, float], ...]
    is_there: bool
    history: tuple[Decision, ...]
    hidden: int
    stages: tuple[Decision, ...]
    notes: tuple[Decision, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate in whose CV the words stand: some lines, by number, in pieces."""

    row: Row
    lines: tuple[tuple[int, tuple[tuple[str, bool], ...]], ...]


class Desk:
    """A run, what is decided of it, and the files of its candidates; for several threads.

    `ranking` is the content id of the ranking, which decisions name.
    """

    def __init__(
        self,
        run: Run,
        decisions: Decisions,
        source: Source,
        texts: Texts,
        ranking: str,
        organisation: Organisation | None = None,
    ) -> None:
        self.run = run
        self.jury = Jury(decisions, organisation or Organisation(), ranking)
        self._source = source
        self._texts = texts
        self._lock = RLock()
        self._orders: OrderedDict[Factors, Order] = OrderedDict()
        self._index: Index | None = None
        self._indexing = Lock()
        self._pictures = Pictures()
        self._first = order_of(run, run.ranking, {})
        self._files = {row.key: row.file for row in self._first.rows}
        self._before = {row.file: row.rank for row in self._first.rows}

    @property
    def needs(self) -> tuple[str, ...]:
        """The requirements of the offer, by name."""
        first = self._first.rows[:1]
        return tuple(name for row in first for name, _ in row.needs)

    @property
    def bands(self) -> int:
        """How many bands the run has."""
        return max((row.band for row in self._first.rows), default=0)

    def order(self, factors: Factors = ()) -> Order:
        """The candidates under some weights.

        Raises BadSetting for unknown parts and where no weight is left.
        """
        if not factors:
            return self._first
        with self._lock:
            if factors not in self._orders:
                weights = Weights(self.run.settings.weights).times(dict(factors))
                ranking = self.run.ranking.reweighed(weights)
                self._orders[factors] = order_of(self.run, ranking, self._before)
            self._orders.move_to_end(factors)
            while len(self._orders) > ORDERS:
                self._orders.popitem(last=False)
            return self._orders[factors]

    def opinions(self, member: str = "") -> dict[str, Opinions]:
        """The opinions on each candidate that a member may see, by file."""
        return opinions(self.jury.seen(member).history)

    def shown(self, key: str, factors: Factors = (), member: str = "") -> Shown:
        """A candidate under some weights, with what a member may see.

        Raises BadSetting where there is none.
        """
        file = self._file(key)
        order = self.order(factors)
        with self._lock:
            ranked = order.ranked(key)
            document = self.run.read(file).document
            dossier = self.run.candidates[file]
            data = self._data(file)
        seen: Seen = self.jury.seen(member)
        return Shown(
            order.rows[order.places[key]],
            ranked,
            dossier,
            document,
            page_sizes(data) if data else (),
            data is not None or self.run.settings.anonymous,
            seen.of(file, OPINION),
            seen.hidden.get(file, 0),
            seen.of(file, STAGE),
            seen.of(file, NOTE),
            tuple(questions_for(ranked.match)),
        )

    def compared(self, keys: list[str], factors: Factors = (), member: str = "") -> list[Shown]:
        """Candidates beside each other, best first.

        Raises BadSetting for fewer or more than COMPARED, and for one that is not there.
        """
        fewest, most = COMPARED
        if not fewest <= len(set(keys)) <= most:
            remedy = f"en cocher de {fewest} à {most}"
            raise BadSetting("Comparer", f"{len(set(keys))} candidature(s) cochée(s)", remedy)
        found = [self.shown(key, factors, member) for key in dict.fromkeys(keys)]
        return sorted(found, key=lambda shown: shown.row.rank)

    def picture(self, key: str, page: int) -> bytes | None:
        """A page (from 1) of a candidate's file as JPEG, None where there is none to show."""
        made = self._pictures.kept(key, page)
        if made is not None:
            return made
        with self._lock:
            data = self._data(self._file(key))
        return self._pictures.drawn(key, page, data) if data else None

    def _file(self, key: str) -> str:
        if key not in self._files:
            fact = "cette candidature n'est pas dans ce classement"
            raise BadSetting(key, fact, "recharger la page")
        return self._files[key]

    def _data(self, file: str) -> bytes | None:
        """The file of a candidate; an anonymous run shows none."""
        return None if self.run.settings.anonymous else self._source(file)

    def decide(self, key: str, verdict: str, motive: str, author: str) -> Decision:
        """Note the opinion of a member.

        Raises BadSetting where there is no such candidate, and as `Jury.decide`.
        """
        return self.jury.decide(*self._named(key), verdict, motive, author)

    def note(self, key: str, criterion: str, text: str, author: str) -> Decision:
        """Keep the note of a member on a criterion; errors as in `decide`."""
        return self.jury.note(*self._named(key), criterion, text, author)

    def promote(self, keys: list[str], stage: str, motive: str, author: str) -> list[Decision]:
        """Note what the jury decides of some candidates; errors as in `decide`."""
        those = [self._named(key) for key in dict.fromkeys(keys)]
        return self.jury.promote(those, stage, motive, author)

    def _named(self, key: str) -> tuple[str, str]:
        """The file and the content id of a candidate."""
        file = self._file(key)
        with self._lock:
            return file, self.run.candidates[file].id

    def index(self) -> None:
        """Take in the words of all CVs, once."""
        with self._indexing:
            if self._index is not None:
                return
            made = Index()
            for file, text in self._texts():
                made.add(file, text)
            self._index = made

    def find(self, asked: str, factors: Factors = ()) -> tuple[int, list[Hit]]:
        """How many CVs hold all words, and the best placed of them with their lines."""
        self.index()
        order = self.order(factors)
        with self._lock:
            index = self._index or Index()
            found = sorted(index.find(asked), key=lambda f: order.places[key_of(f.file)])
            return len(found), [_hit(index, f, asked, order) for f in found[:MOST_FOUND]]


def _hit(index: Index, found: Found, asked: str, order: Order) -> Hit:
    row = order.rows[order.places[key_of(found.file)]]
    shown = ((n, tuple(pieces(index.line(found, n), asked))) for n in found.lines)
    return Hit(row, tuple(shown))
