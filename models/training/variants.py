"""Variants of labelled CVs: the same content in other looks, so that content decides and form is a hint.

Headings change their words, lose them or go; heads of entries are put together anew; dates are written
otherwise; bullets, blank lines, wraps, page feet, capitals come and go; sections are left out or moved.
All of it is drawn from a seeded generator: the same seed gives the same variants.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dates import redated
from treebank import Labelled, LabelledCv, Span, cleaned

from pipeline.documents import Line, Look
from pipeline.lexicon.headings import HEADINGS
from pipeline.lexicon.occupations import OCCUPATIONS, rome_titles
from pipeline.structure.chains import HEADING
from pipeline.structure.lines import BODY

HEADS = ("post", "edu", "mission", "proj", "vol")
LIKE_POSTS = ("proj", "vol")
"""Entries that are written as posts are, dates and all."""
ROWS = {
    "post": (
        "d t o p", "t o p d", "d|t o p", "t o p|d", "t|o p d", "o p|t d", "o p d|t", "t d|o p", "d|t|o p", "t|o|p|d", "o|t|d",
        "d t|o p", "t o d", "o t d", "o p t d", "d o t p", "d o p|t", "o|d|t", "t|d|o p", "d p|t o", "p o t d", "d p o t", "o d|t",
        "t o|d", "p|d|t|o",
    ),
    "edu": (
        "d dip o p", "dip o p d", "d|dip o p", "dip|o p d", "o p|dip d", "dip o d", "dip d o", "o dip d", "d o dip", "dip d", "dip|o|d",
        "d|dip|o p", "dip d|o p", "d dip|o",
    ),
    "mission": ("d o t", "o t d", "t o d", "o|t d", "o d|t", "t|o d"),
    "proj": ("d t o", "t d", "d|t o", "t|d", "t|o d", "t", "o t d", "d t"),
    "vol": ("d t o p", "t o p d", "d|t o p", "t|o p|d", "o p|t d", "t|d o p", "o t"),
}  # fmt: skip
"""Arrangements of the fields of a head: rows apart by "|"."""
FORM = {
    "post": {
        "d": ("Dates", "Période", "Du - au", "Date", "Durée d'emploi"),
        "t": ("Fonction ou poste occupé", "Poste", "Fonction", "Intitulé du poste", "Emploi occupé", "Poste occupé"),
        "o": ("Nom et adresse de l'employeur", "Employeur", "Entreprise", "Société", "Nom de l'employeur", "Structure"),
        "p": ("Lieu", "Ville", "Localité"),
    },
    "edu": {
        "d": ("Dates", "Année", "Période", "Année d'obtention"),
        "dip": ("Intitulé du certificat ou diplôme délivré", "Diplôme", "Intitulé du diplôme", "Titre", "Qualification"),
        "o": ("Nom et type de l'établissement d'enseignement", "Établissement", "École", "Organisme", "Lieu de formation"),
        "p": ("Lieu", "Ville"),
    },
}  # fmt: skip
"""What a form writes before each field of a head."""
TASKS = (
    "Principales activités et responsabilités",
    "Tâches",
    "Missions",
    "Activités",
    "Descriptif",
)
SECTOR = ("Type ou secteur d'activité", "Secteur", "Domaine")
SECTORS = (
    "Agroalimentaire",
    "Bâtiment",
    "Santé",
    "Services",
    "Commerce de détail",
    "Transport",
    "Administration publique",
    "Industrie",
    "Hôtellerie",
)
SIGNS = (" – ", ", ", " | ", " - ", "  ", " · ", " / ", "\t", " — ", " : ", ". ", "    ", " • ")
BULLETS = ("", "", "- ", "• ", "o ", "→ ", "* ", "➢ ", "– ", "▪ ")
ICONS = ("◆ ", "★ ", "■ ", "▶ ", "● ", "# ", "/// ", "— ", "✎ ", "» ")
FEET = (
    "Page {n}", "{n}/2", "- {n} -", "Curriculum vitae – {name}", "{name} – page {n}", "Dernière mise à jour : novembre 2026",
    "CV mis à jour le 12/10/2026", "{name}    CV 2026    {n}", "p. {n}",
)  # fmt: skip
STREETS = ("rue des Acacias", "avenue de la Gare", "impasse du Puits", "chemin des Vignes", "boulevard Clemenceau", "lot. Les Palmiers",
    "place de l'Église", "allée des Tilleuls", "quai du Port", "venelle du Four", "résidence Bellevue, bât. C", "route de Saint-Elme")  # fmt: skip
TOWNS = ("29000 Quimper", "69003 Lyon", "98800 Nouméa", "1000 Bruxelles", "75011 Paris", "97410 Saint-Pierre", "31000 Toulouse",
    "1400 Yverdon", "59000 Lille", "33000 Bordeaux", "G1R 2B5 Québec", "20250 Casablanca")  # fmt: skip


ORGANISATIONS = (
    "Mairie de {n}", "Ville de {n}", "{n}", "{n} SA", "{n} SARL", "Groupe {n}", "Société {n}", "Ets {n}", "Établissements {n}", "Cabinet {n}",
    "Clinique {n}", "CHU de {n}", "Centre hospitalier de {n}", "EHPAD {n}", "Hôtel {n}", "Restaurant {n}", "Garage {n}", "Boulangerie {n}",
    "Agence {n}", "{n} Conseil", "{n} Consulting", "{n} Technologies", "Transports {n}", "Laboratoires {n}", "Collège {n}", "Lycée {n}",
    "École {n}", "Association {n}", "Banque {n}", "Mutuelle {n}", "Assurances {n}", "Imprimerie {n}", "Usine {n}", "Ministère de {n}",
    "Conseil départemental de {n}", "Communauté de communes de {n}", "Préfecture de {n}", "Pharmacie {n}", "Brasserie {n}", "Maison {n}",
    "Ateliers {n}", "{n} & Fils", "{n}, {n}", "Studio {n}", "Domaine de {n}", "Ferme de {n}", "Crèche {n}", "Université de {n}", "Fonderie {n}",
    "{n} Intérim", "Bâti {n}", "{n} Services", "Office {n}", "Coopérative {n}", "Musée de {n}", "Théâtre de {n}", "{n} Logistique", "ONG {n}",
    "la {n}", "les {n}", "{n} France", "{n} International", "{n} Group", "Institut {n}", "Chambre de {n}", "SNC {n}", "Fromagerie {n}",
)  # fmt: skip
SYLLABLES = ("ar", "bel", "cor", "dra", "ker", "lan", "mor", "val", "fré", "gui", "hau", "jas", "lou", "mar", "nor", "ol", "per", "qué", "ros", "sau", "tré",
    "vau", "zan", "brun", "cour", "mont", "ville", "mur", "sec", "tal", "ian", "ys", "ette", "on", "ac", "euil", "igny", "ance", "in", "as")  # fmt: skip
_DASH = re.compile(r"(?<=[\w.]) ?(?:[–—→-]|à|/)\s(?=\w)")
KNOWN = ("t", "o", "p")
"""Fields whose words are exchanged."""


@dataclass(frozen=True)
class Pool:
    """Headings of each kind, from the table and from CVs; titles, organisations and places."""

    headings: dict[str, list[str]]
    values: dict[str, list[str]]
    trades: tuple[str, ...]

    @classmethod
    def of(cls, cvs: Sequence[LabelledCv]) -> Pool:
        """Those of some CVs, and those of the tables."""
        values: dict[str, list[str]] = {tag: [] for tag in KNOWN}
        for line in (line for cv in cvs for line in cv.lines if line.label in HEADS):
            for span in line.spans:
                if span.tag in values:
                    values[span.tag].append(line.piece(span))
        trades = [name for row in OCCUPATIONS.rows for name in (row.title, row.feminine)]
        trades += [title for title, _ in rome_titles()]
        found: dict[str, list[str]] = {}
        for row in HEADINGS.rows:
            if row.document == "cv":
                found.setdefault(HEADING + row.kind, []).extend(row.headings[:40])
        for cv in cvs:
            for line in cv.lines:
                if line.label.startswith(HEADING):
                    found.setdefault(line.label, []).append(line.text)
        return cls(found, values, tuple(trades))


def variant(cv: LabelledCv, pool: Pool, seed: int, exchanged: bool = False) -> LabelledCv:
    """A CV in another look; `exchanged` also with other titles, employers and places."""
    rng = random.Random(f"{cv.author}/{cv.name}/{seed}")
    lines = list(cv.lines)
    if exchanged:
        lines = _exchanged(lines, pool, rng)
    for step in (
        _fewer,
        _moved,
        _recomposed,
        _redated,
        _stacked,
        _tasked,
        headed,
        bulleted,
        wrapped,
        _footed,
        _contacted,
        _plain,
    ):
        lines = step(lines, pool, rng)
    lines = [cleaned(line) for line in lines if any(c.isalnum() for c in line.text)]
    return replace(cv, lines=tuple(looked(gapped(lines, rng), rng)))


Lines = list[Labelled]
Step = Callable[[Lines, Pool, random.Random], Lines]


def _blocks(lines: Lines) -> list[Lines]:
    """Sections: a heading with what follows it, the head of the CV first."""
    blocks: list[Lines] = [[]]
    for line in lines:
        if line.label.startswith(HEADING) and (
            blocks[-1] and not blocks[-1][-1].label.startswith(HEADING)
        ):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _entries(block: Lines) -> list[Lines]:
    """Entries of a block, each begun line with those below it; what stands before the first first."""
    entries: list[Lines] = [[]]
    for line in block:
        if line.begins and line.label != "mission":
            entries.append([])
        entries[-1].append(line)
    return entries


def _fewer(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Now and then a short CV: few sections, few entries, few lines below each."""
    if rng.random() > 0.3:
        return lines
    head, *rest = _blocks(lines)
    kept = [block for block in rest if rng.random() < 0.6]
    out = list(head)
    if rng.random() < 0.5:
        out = [line for line in head if line.label in ("name", "contact", "headline")][
            : rng.randint(1, 4)
        ] or out
    for block in kept:
        first, *entries = _entries(block)
        out += first
        for entry in entries[: rng.randint(1, 3)]:
            heads = [line for line in entry if not line.label.endswith(BODY)]
            bodies = [line for line in entry if line.label.endswith(BODY)]
            out += heads + bodies[: rng.randint(0, 3)]
    return out


def _moved(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    if rng.random() > 0.25:
        return lines
    head, *rest = _blocks(lines)
    rng.shuffle(rest)
    return head + [line for block in rest for line in block]


def _exchanged(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Other titles, employers and places in the heads of posts: content that no author foresaw."""
    share = rng.choice((0.0, 0.3, 0.8))
    return [
        _with_others(line, pool, rng)
        if line.label in ("post", "mission") and rng.random() < share
        else line
        for line in lines
    ]


def _with_others(line: Labelled, pool: Pool, rng: random.Random) -> Labelled:
    text, spans, shift = line.text, [], 0
    for span in line.spans:
        start, end = span.start + shift, span.end + shift
        if span.tag in KNOWN and rng.random() < 0.7:
            other = _like(text[start:end], _other(span.tag, pool, rng))
            text = text[:start] + other + text[end:]
            shift += len(other) - (end - start)
            end = start + len(other)
        spans.append(Span(span.tag, start, end))
    return replace(line, line=replace(line.line, text=text), spans=tuple(spans))


def _other(tag: str, pool: Pool, rng: random.Random) -> str:
    """Another value of a field: of another CV, of a table, or made of syllables."""
    if tag == "t" and rng.random() < 0.6:
        return rng.choice(pool.trades)
    if tag == "o" and rng.random() < 0.6:
        return rng.choice(ORGANISATIONS).replace("{n}", _name(rng))
    if tag == "p" and rng.random() < 0.4:
        return _name(rng)
    return rng.choice(pool.values[tag])


def _name(rng: random.Random) -> str:
    word = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()
    return f"{word}-{_name(rng)}" if rng.random() < 0.15 else word


def _like(old: str, new: str) -> str:
    """A value with the capitals of the one whose place it takes."""
    if len(old) > 3 and old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new[:1].lower() + new[1:]


def _recomposed(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """The heads of entries in another arrangement, the same for the whole CV."""
    chosen = {kind: rng.choice(ROWS[kind]) for kind in HEADS if rng.random() < 0.6}
    if "post" in chosen and rng.random() < 0.6:
        chosen |= dict.fromkeys(LIKE_POSTS, chosen["post"])
    signs = [rng.choice(SIGNS), rng.choice(SIGNS), rng.choice(SIGNS)]
    brackets = rng.random() < 0.25
    form = rng.choice(FORMS) if rng.random() < 0.12 else None
    out: Lines = []
    at = 0
    while at < len(lines):
        kind = lines[at].label
        end = at + 1
        if lines[at].begins and (kind in chosen or (form and kind in FORM)):
            while end < len(lines) and lines[end].label == kind and not lines[end].begins:
                end += 1
            head = lines[at:end]
            if form and kind in FORM:
                out += _formed(head, form, rng) or head
            else:
                out += _composed(head, chosen[kind], signs, brackets, rng) or head
        else:
            out.append(lines[at])
        at = end
    return out


def _composed(
    head: Lines, rows: str, signs: Sequence[str], brackets: bool, rng: random.Random
) -> Lines | None:
    """A head in another arrangement; None where it holds more than its fields."""
    fields: dict[str, str] = {}
    undated = not any(s.tag == "d" for line in head for s in line.spans)
    if head[0].label in LIKE_POSTS and undated and rng.random() < 0.5:
        fields["d"] = _period(rng)
    rest = ""
    for line in head:
        at = 0
        for span in line.spans:
            if span.tag in fields or span.tag not in ("t", "o", "p", "d", "dip", "c", "dur"):
                return None
            fields[span.tag] = line.piece(span)
            rest += line.text[at : span.start]
            at = span.end
        rest += line.text[at:]
    if sum(c.isalnum() for c in rest) > 2 or ("t" not in fields and "dip" not in fields):
        return None
    label, made = head[0].label, []
    lead = rng.choice(LEADS) if label == "mission" else ""
    for row in rows.split("|"):
        text, spans = "", []
        for place, tag in enumerate(t for t in row.split() if t in fields):
            value = fields[tag]
            before, after = ("(", ")") if brackets and tag in ("p", "d") and text else ("", "")
            sign = " " if before else signs[place % len(signs)]
            text += (sign if text else "") + before
            spans.append(Span(tag, len(text), len(text) + len(value)))
            text += value + after
            if tag == "t" and "c" in fields:
                spans.append(Span("c", len(text) + 2, len(text) + 2 + len(fields["c"])))
                text += f" ({fields['c']})"
            if tag == "d" and "dur" in fields:
                spans.append(Span("dur", len(text) + 2, len(text) + 2 + len(fields["dur"])))
                text += f" ({fields['dur']})"
        if text:
            made.append(
                Labelled(
                    Line(text, look=head[0].line.look if not made else Look()),
                    label,
                    not made,
                    tuple(spans),
                )
            )
    if lead and made and made[0].spans[0].tag == "o":
        made[0] = _prefixed(made[0], lead)
    return made


LEADS = ("", "", "Mission chez ", "Mission : ", "Client : ", "Client ", "Pour ", "Prestation pour ",
    "Mission – ", "Mandat : ", "Intervention chez ", "Chez ")  # fmt: skip
"""What may stand before the client of a mission."""


FORMS = ("\n", "\n", " : ", "    ", "\t")
"""What stands between the label of a form and what was filled in: a new line, a colon, a gap."""


def _formed(head: Lines, between: str, rng: random.Random) -> Lines | None:
    """A head as a form: each field behind its label; None where a field stands twice or has none."""
    kind = head[0].label
    spans = [(span.tag, line.piece(span)) for line in head for span in line.spans]
    fields = dict(spans)
    if len(fields) < len(spans) or not fields.keys() <= FORM[kind].keys() or len(fields) < 2:
        return None
    made: Lines = []
    for tag in _order_of_form(kind, fields, rng):
        made += _filled(kind, tag, rng.choice(FORM[kind][tag]), fields[tag], between)
    if kind == "post" and rng.random() < 0.3:
        made += _filled(kind, "", rng.choice(SECTOR), rng.choice(SECTORS), between)
    if kind == "post" and rng.random() < 0.5:
        made.append(Labelled(Line(rng.choice(TASKS)), "post.body", False))
    return [replace(made[0], begins=True), *made[1:]]


def _order_of_form(kind: str, fields: dict[str, str], rng: random.Random) -> list[str]:
    tags = [tag for tag in FORM[kind] if tag in fields]
    if rng.random() < 0.4:
        rng.shuffle(tags)
    return tags


def _filled(kind: str, tag: str, label: str, value: str, between: str) -> Lines:
    if between == "\n":
        spans = (Span(tag, 0, len(value)),) if tag else ()
        return [Labelled(Line(label), kind, False), Labelled(Line(value), kind, False, spans)]
    start = len(label) + len(between)
    spans = (Span(tag, start, start + len(value)),) if tag else ()
    return [Labelled(Line(label + between + value), kind, False, spans)]


TASKED = ("Encadrement d'un {t}", "Assistance au {t}", "Formation des {t}s", "Travail avec le {t}",
    "Remplacement de la {t}", "Recrutement d'un {t}", "Appui au {t} du siège", "Relais du {t}",
    "Suivi de deux {t}s", "Sous la direction du {t}")  # fmt: skip
"""Tasks that name a trade that is not that of the post."""
DATED = (
    " en {y}",
    " ({y})",
    " depuis {y}",
    " de {y} à {z}",
    " en mars {y}",
    ", {y}",
    " (juin {y})",
)


def _tasked(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Now and then tasks that name a trade, or a date, and begin no post."""
    if rng.random() > 0.35:
        return lines
    out: Lines = []
    for line in lines:
        out.append(line)
        if line.label not in ("post.body", "mission.body") or rng.random() > 0.2:
            continue
        year = rng.randint(1998, 2023)
        if rng.random() < 0.5:
            mark = rng.choice(DATED).format(y=year, z=year + rng.randint(1, 4))
            text = line.text.rstrip(" .,;") + mark
            out[-1] = replace(line, line=replace(line.line, text=text))
            continue
        bullet = "- " if line.text.startswith("- ") else ""
        task = rng.choice(TASKED).format(t=rng.choice(pool.trades).lower())
        out.append(Labelled(Line(bullet + task), line.label, False))
    return out


def _period(rng: random.Random) -> str:
    """A year, or two."""
    year = rng.randint(1995, 2024)
    lasting = f"depuis {year}"
    return rng.choice((f"{year}", f"{year} – {year + rng.randint(1, 3)}", lasting))


def _stacked(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Now and then dates that stand alone are cut where they end: start above, end below."""
    if rng.random() > 0.12:
        return lines
    return [piece for line in lines for piece in _start_and_end(line)]


def _start_and_end(line: Labelled) -> Iterator[Labelled]:
    alone = len(line.spans) == 1 and line.spans[0].tag == "d"
    cut = _DASH.search(line.text) if alone and line.label in HEADS else None
    if cut is None:
        yield line
        return
    yield _cut(line, 0, cut.end())
    yield replace(_cut(line, cut.end(), len(line.text)), begins=False)


def _redated(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Dates in another form, the same for the whole CV."""
    if rng.random() > 0.5:
        return lines
    form = rng.randrange(12)
    return [_with_dates(line, form, rng) for line in lines]


def _with_dates(line: Labelled, form: int, rng: random.Random) -> Labelled:
    text, spans, shift = line.text, [], 0
    for span in line.spans:
        start, end = span.start + shift, span.end + shift
        if span.tag == "d" and line.label in HEADS:
            other = redated(text[start:end], form)
            if other:
                text = text[:start] + other + text[end:]
                shift += len(other) - (end - start)
                end = start + len(other)
        spans.append(Span(span.tag, start, end))
    return replace(line, line=replace(line.line, text=text), spans=tuple(spans))


def headed(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Headings with other words, in another dress, or none."""
    way, dress = rng.random(), rng.random()
    out = []
    for line in lines:
        if not line.label.startswith(HEADING):
            out.append(line)
            continue
        if way < 0.12 and rng.random() < 0.8:
            continue
        text = line.text
        if way > 0.45 or rng.random() < 0.2:
            text = rng.choice(pool.headings.get(line.label, [text]))
        out.append(
            replace(line, line=replace(line.line, text=_dressed(text, dress, rng)), spans=())
        )
    return out


def _dressed(text: str, dress: float, rng: random.Random) -> str:
    if dress < 0.2:
        return text.upper()
    if dress < 0.27:
        return " ".join(text.upper().replace(" ", "  ")).replace("     ", "   ")
    if dress < 0.34:
        return rng.choice(ICONS) + text
    if dress < 0.40:
        return text + " :"
    if dress < 0.46 and len(text) > 5:
        at = rng.randrange(1, len(text) - 1)
        return text[:at] + rng.choice(("", text[at] * 2, text[at + 1])) + text[at + 1 :]
    if dress < 0.5:
        return text.lower()
    return text


def bulleted(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Other bullets before what stands below entries, now and then before their heads."""
    if rng.random() > 0.5:
        return lines
    below, above = rng.choice(BULLETS), rng.choice(BULLETS) if rng.random() < 0.25 else None
    out = []
    for line in lines:
        bullet = None
        if (
            line.label.endswith(BODY)
            or line.label in ("skill", "int", "lang")
            and rng.random() < 0.5
        ):
            bullet = below
        elif line.begins and line.label in ("post", "edu", "cert", "proj", "vol"):
            bullet = above
        out.append(line if bullet is None else _prefixed(_unbulleted(line), bullet))
    return out


def _unbulleted(line: Labelled) -> Labelled:
    return _cut(line, 2, len(line.text)) if line.text.startswith("- ") else line


def _prefixed(line: Labelled, prefix: str) -> Labelled:
    spans = tuple(Span(s.tag, s.start + len(prefix), s.end + len(prefix)) for s in line.spans)
    return replace(line, line=replace(line.line, text=prefix + line.text), spans=spans)


def _cut(line: Labelled, start: int, end: int) -> Labelled:
    """A piece of a line with the tagged pieces in it."""
    spans = tuple(
        Span(s.tag, max(s.start, start) - start, min(s.end, end) - start)
        for s in line.spans
        if s.start < end and s.end > start
    )
    return replace(line, line=replace(line.line, text=line.text[start:end]), spans=spans)


def wrapped(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Long lines cut as on a narrow page, or cut ones put together."""
    way = rng.random()
    if way < 0.2:
        width = rng.randint(45, 95)
        return [piece for line in lines for piece in _pieces(line, width)]
    if way < 0.4:
        return list(_unwrapped(lines))
    return lines


def _pieces(line: Labelled, width: int) -> Iterator[Labelled]:
    start = 0
    while len(line.text) - start > width and " " in line.text[start : start + width]:
        end = line.text.rindex(" ", start, start + width)
        if end <= start:
            break
        piece = _cut(line, start, end)
        yield replace(piece, begins=line.begins and start == 0)
        start = end + 1
    yield replace(_cut(line, start, len(line.text)), begins=line.begins and start == 0)


def _unwrapped(lines: Lines) -> Iterator[Labelled]:
    last: Labelled | None = None
    for line in lines:
        if last is not None and _goes_on(last, line):
            tail = _prefixed(line, last.text + " ")
            last = replace(
                tail,
                begins=last.begins,
                spans=last.spans + tail.spans,
                line=replace(tail.line, look=last.line.look),
            )
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _goes_on(last: Labelled, line: Labelled) -> bool:
    running = last.label == line.label and (line.label.endswith(BODY) or line.label == "summary")
    return running and line.text[:1].islower() and not line.begins and not line.line.look.gap


def _footed(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """A foot or head of a page somewhere, even inside an entry."""
    if rng.random() > 0.15 or len(lines) < 12:
        return lines
    name = next((line.text for line in lines if line.label == "name"), "CV")
    foot = rng.choice(FEET).format(n=rng.choice((1, 2)), name=name)
    at = rng.randrange(6, len(lines))
    return [*lines[:at], Labelled(Line(foot), "other", False), *lines[at:]]


def _contacted(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Another line of address, telephone or age in the head, before the name or behind it."""
    if rng.random() > 0.3:
        return lines
    number, street, town = rng.randint(1, 140), rng.choice(STREETS), rng.choice(TOWNS)
    phone = rng.choice(
        ("06 00 12 34 56", "+687 00 12 34", "+33 6 00 12 34 56", "0470/00.12.34", "514 555-0123")
    )
    told = (
        f"{number} {street}", f"{number}, {street} – {town}", town, phone, f"{phone} – {street}", f"{rng.randint(19, 62)} ans",
        f"Né le {rng.randint(1, 28)}/0{rng.randint(1, 9)}/19{rng.randint(60, 99)}", "Permis B, véhiculé", "Marié, deux enfants",
        f"Adresse : {number} {street}, {town}", f"prenom.nom@example.org | {phone}", f"{town} | {phone} | prenom@example.org",
    )  # fmt: skip
    at = rng.choice((0, 1, 1, 2))
    return [*lines[:at], Labelled(Line(rng.choice(told)), "contact", False), *lines[at:]]


def _plain(lines: Lines, pool: Pool, rng: random.Random) -> Lines:
    """Now and then without accents, or heads in capitals."""
    way = rng.random()
    if way < 0.05:
        return [replace(line, line=replace(line.line, text=_bare(line.text))) for line in lines]
    if way < 0.12:
        return [_capitals(line) if line.label in HEADS else line for line in lines]
    return lines


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", c)[0] for c in text)


def _capitals(line: Labelled) -> Labelled:
    upper = line.text.upper()
    return (
        replace(line, line=replace(line.line, text=upper)) if len(upper) == len(line.text) else line
    )


def gapped(lines: Lines, rng: random.Random) -> Lines:
    """Blank lines as the author set them, none, before sections, or before every entry."""
    way = rng.random()
    if way < 0.4:
        return lines
    out = []
    for line in lines:
        section = line.label.startswith(HEADING)
        gap = way > 0.6 and (section or (way > 0.8 and line.begins))
        out.append(replace(line, line=replace(line.line, look=Look(gap=gap))))
    return out


def looked(lines: Lines, rng: random.Random) -> Iterator[Labelled]:
    """How lines are set: nothing but gaps in a text, sizes and weights in a document."""
    if rng.random() < 0.45:
        yield from lines
        return
    body = rng.choice((8.5, 9.0, 10.0, 10.5, 11.0, 12.0))
    sized, declared = rng.random() < 0.85, rng.random() < 0.2
    large, bold = rng.random() < 0.6, rng.random() < 0.7
    heads_bold, heads_large = rng.random() < 0.6, rng.random() < 0.15
    for line in lines:
        size, weight, heading = body, False, False
        if line.label == "name":
            size, weight = body * rng.choice((1.5, 1.8, 2.2)), bold
        elif line.label == "headline" and large:
            size = body * 1.2
        elif line.label.startswith(HEADING):
            size, weight, heading = body * (1.25 if large else 1.0), bold, declared
        elif line.label in HEADS and line.begins:
            size, weight = body * (1.1 if heads_large else 1.0), heads_bold
            heading = declared and heads_large
        look = replace(line.line.look, size=size if sized else 0.0, bold=weight, heading=heading)
        yield replace(line, line=replace(line.line, look=look))
