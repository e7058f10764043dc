"""CVs that are data: Europass XML, written out as the lines that a person would read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import BULLET, Flow, written_month
from pipeline.files.plain import decode

_EUROPASS = ("SkillsPassport", "LearnerInfo", "Candidate", "Profile", "ProcessCandidate")
_POSTS = ("WorkExperience", "EmployerHistory")
_STUDIES = ("Education", "EducationOrganizationAttendance")
_TITLES = ("Position", "PositionTitle", "Title", "DegreeName", "JobTitle", "ProgramName")
_HOLDERS = ("Employer", "Organisation", "OrganizationName")
_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")


def is_europass(data: bytes) -> bool:
    """Whether bytes are XML with a root that Europass uses."""
    head = data[:3000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return (
        head.startswith(b"<")
        and any(name.encode() in head for name in _EUROPASS)
        and b"<html" not in head.lower()
    )


def read_europass(file: str, data: bytes) -> Flow:
    """The lines of a Europass XML: SkillsPassport (3.x) or Candidate (2020).

    Raises UnreadableDocument: `broken`.
    """
    root = _tree(data)
    if root is None:
        raise UnreadableDocument(
            file, "broken", "le XML ne se lit pas", "exporter de nouveau le CV, ou demander un PDF"
        )
    flow = Flow()
    _person(root, flow)
    _xml_entries(flow, "Expérience", _all(root, _POSTS))
    _xml_entries(flow, "Formation", _all(root, _STUDIES))
    _xml_skills(flow, root)
    _xml_languages(flow, root)
    return flow


def _tree(data: bytes) -> Any:
    """The root of XML, of what can be made out of it where it is damaged, None where that is
    nothing.

    Damaged bytes are made text first: a tag that is no UTF-8 could not be asked for its name.
    """
    safe = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
    try:
        return etree.fromstring(data, etree.XMLParser(**safe))
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        return etree.fromstring(
            decode(data).encode("utf-8", "replace"),
            etree.XMLParser(**safe, recover=True, encoding="utf-8"),
        )
    except (etree.XMLSyntaxError, ValueError):
        return None


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _all(node: Any, names: Iterable[str]) -> list[Any]:
    """The topmost descendants with one of the names."""
    wanted = frozenset(names)
    found = [n for n in node.iter() if _local(n) in wanted]
    inside = {id(n) for n in found}
    return [n for n in found if not any(id(a) in inside for a in n.iterancestors())]


def _words(node: Any) -> str:
    """What an element says to a person: its label where it has one, else all its text."""
    label = next(
        (n for n in node.iter() if _local(n) in ("Label", "Description") and n is not node), node
    )
    return " ".join(" ".join(label.itertext()).split())


def _first(node: Any, names: Iterable[str]) -> str:
    return next((text for n in _all(node, names) if (text := _words(n))), "")


def _person(root: Any, flow: Flow) -> None:
    person = next(iter(_all(root, ("Identification", "CandidatePerson"))), root)
    name = " ".join(
        t
        for t in (
            _first(person, ("FirstName", "GivenName")),
            _first(person, ("Surname", "FamilyName")),
        )
        if t
    )
    flow.add(name, Look(heading=True))
    flow.add(_first(root, ("Headline", "DesiredOccupation")))
    mail = next(
        (_words(n) for n in _all(person, ("Email", "Communication")) if "@" in _words(n)), ""
    )
    flow.add(next((word for word in mail.split() if "@" in word), ""))
    flow.add(_first(root, ("PersonalStatement", "ExecutiveSummary")))


def _period(node: Any) -> str:
    dates = _all(node, ("Period", "PositionHistory", "AttendancePeriod", "EmploymentPeriod"))
    holder = dates[0] if dates else node
    start, end = _date(holder, ("From", "StartDate")), _date(holder, ("To", "EndDate"))
    current = any(
        _words(n).lower() == "true"
        for n in _all(holder, ("Current", "CurrentIndicator", "Ongoing"))
    )
    return " - ".join(p for p in (start, end or ("aujourd'hui" if current else "")) if p)


def _date(node: Any, names: Iterable[str]) -> str:
    for found in _all(node, names):
        if year := found.get("year"):
            month = (found.get("month") or "").strip("-")
            return f"{int(month):02d}/{year}" if month.isdigit() else year
        if text := _words(found):
            return written_month(text[:10])
    return ""


def _xml_entries(flow: Flow, title: str, nodes: list[Any]) -> None:
    if nodes:
        flow.head(title)
    for node in nodes:
        head = " – ".join(t for t in (_first(node, _TITLES), _holder(node)) if t)
        flow.add(f"{head}\t{_period(node)}".strip())
        for text in _described(node):
            flow.add(BULLET + text)


def _holder(node: Any) -> str:
    holder = next(iter(_all(node, _HOLDERS)), None)
    if holder is None:
        return ""
    return _first(holder, ("Name",)) or _words(holder)


def _described(node: Any) -> Iterator[str]:
    for activity in _all(node, ("Activities", "Description", "OccupationalSkillsCovered")):
        if _local(activity.getparent()) in _TITLES:
            continue
        for text in _markup_lines("\n".join(activity.itertext())):
            yield text.lstrip("-•* ")


def _markup_lines(text: str) -> list[str]:
    """The lines of a text in which Europass keeps HTML as characters."""
    if "<" in text:
        inner = etree.fromstring(f"<div>{text}</div>", etree.HTMLParser(no_network=True))
        text = "\n".join(inner.itertext()) if inner is not None else text
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def _xml_skills(flow: Flow, root: Any) -> None:
    lines = [
        text
        for group in _all(
            root,
            (
                "Communication",
                "Organisational",
                "JobRelated",
                "Computer",
                "Other",
                "PersonCompetency",
            ),
        )
        if _local(group.getparent()) in ("Skills", "PersonQualifications")
        for text in _markup_lines(
            "\n".join(n for n in (_first(group, ("Description", "CompetencyName")),) if n)
        )
    ]
    if lines:
        flow.head("Compétences")
    for text in lines:
        flow.add(BULLET + text)


def _xml_languages(flow: Flow, root: Any) -> None:
    mother = [(_words(n), "langue maternelle") for n in _all(root, ("MotherTongue",))]
    foreign = [
        (_first(n, ("Description", "LanguageCode")) or _words(n), _level(n))
        for n in _all(root, ("ForeignLanguage",))
    ]
    if mother or foreign:
        flow.head("Langues")
    for name, level in [*mother, *foreign]:
        flow.add(BULLET + name + (f" ({level})" if level else ""))


def _level(node: Any) -> str:
    """The commonest CEFR level among listening, reading, speaking and writing."""
    levels = [
        t
        for n in node.iter()
        if isinstance(n.tag, str) and (t := (n.text or "").strip().upper()) in _CEFR
    ]
    return max(sorted(set(levels)), key=levels.count) if levels else ""
