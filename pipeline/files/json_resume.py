"""CVs that are data: JSON Resume, written out as the lines that a person would read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import BULLET, Flow, written_month


def is_json_resume(data: bytes) -> bool:
    """Whether bytes are a JSON Resume (jsonresume.org, schema 1.0)."""
    found = _json(data)
    return isinstance(found, dict) and bool({"basics", "work", "education"} & found.keys())


def _json(data: bytes) -> Any:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def read_json_resume(file: str, data: bytes) -> Flow:
    """The lines of a JSON Resume.

    Raises UnreadableDocument: `broken`.
    """
    found = _json(data)
    if not isinstance(found, dict):
        raise UnreadableDocument(
            file, "broken", "le JSON ne se lit pas", "exporter de nouveau le CV, ou demander un PDF"
        )
    flow = Flow()
    _basics(_dict(found.get("basics")), flow)
    _entries(
        flow,
        "Expérience",
        _dicts(found.get("work")),
        ("position",),
        ("name", "company", "location"),
    )
    _entries(flow, "Bénévolat", _dicts(found.get("volunteer")), ("position",), ("organization",))
    _entries(flow, "Projets", _dicts(found.get("projects")), ("name",), ("entity", "type"))
    _entries(
        flow, "Formation", _dicts(found.get("education")), ("studyType", "area"), ("institution",)
    )
    _entries(flow, "Certifications", _dicts(found.get("certificates")), ("name",), ("issuer",))
    _lists(flow, "Compétences", _dicts(found.get("skills")), "name", "level", "keywords")
    _lists(flow, "Langues", _dicts(found.get("languages")), "language", "fluency", "")
    _lists(flow, "Centres d'intérêt", _dicts(found.get("interests")), "name", "", "keywords")
    return flow


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _texts(record: dict[str, Any], names: Iterable[str]) -> list[str]:
    return [text for name in names if (text := _text(record.get(name)))]


def _basics(basics: dict[str, Any], flow: Flow) -> None:
    place = _dict(basics.get("location"))
    for text in _texts(basics, ("name", "label")):
        flow.add(text, Look(heading=text == _text(basics.get("name"))))
    flow.add(" ".join(_texts(place, ("address", "postalCode", "city", "region"))))
    flow.add(" · ".join(_texts(basics, ("email", "phone", "url"))))
    flow.add(_text(basics.get("summary")))


def _entries(
    flow: Flow,
    title: str,
    records: list[dict[str, Any]],
    names: Iterable[str],
    holders: Iterable[str],
) -> None:
    if records:
        flow.head(title)
    for record in records:
        start, end = _text(record.get("startDate")), _text(record.get("endDate"))
        date = _text(record.get("date"))
        lasting = "aujourd'hui" if start and title in ("Expérience", "Bénévolat") else ""
        period = " - ".join(
            p for p in (written_month(start), written_month(end) or lasting) if p
        ) or written_month(date)
        head = " – ".join(
            t for t in (" ".join(_texts(record, names)), *_texts(record, holders)) if t
        )
        flow.add(f"{head}\t{period}".strip())
        for text in [
            _text(record.get("summary")),
            _text(record.get("description")),
            _text(record.get("score")),
        ]:
            flow.add(BULLET + text if text else "")
        for text in [*_strings(record.get("highlights")), *_strings(record.get("courses"))]:
            flow.add(BULLET + text)


def _strings(value: Any) -> list[str]:
    return [t for v in value if (t := _text(v))] if isinstance(value, list) else []


def _lists(
    flow: Flow, title: str, records: list[dict[str, Any]], name: str, level: str, words: str
) -> None:
    if records:
        flow.head(title)
    for record in records:
        shown = _text(record.get(name))
        degree = f" ({_text(record.get(level))})" if level and _text(record.get(level)) else ""
        listed = ", ".join(_strings(record.get(words)))
        flow.add(BULLET + shown + degree + (" : " if shown and listed else "") + listed)
