"""A portrait as Europass XML 3.3 (SkillsPassport) and back; codes of ours stand in attributes of
the same elements.
"""

from __future__ import annotations

from xml.etree import ElementTree

from pipeline.errors import BadSetting
from pipeline.lexicon.esco import occupation_uri, skill_uri
from pipeline.review.portrait import Known, Portrait, Study, Work

EUROPASS = "http://europass.cedefop.europa.eu/Europass"


def to_europass(p: Portrait) -> bytes:
    """A Europass SkillsPassport."""
    root = ElementTree.Element("SkillsPassport", {"xmlns": EUROPASS, "locale": "fr"})
    learner = ElementTree.SubElement(root, "LearnerInfo")
    person = ElementTree.SubElement(learner, "Identification")
    _put(person, "PersonName/FirstName", "")
    _put(person, "PersonName/Surname", p.name)
    _put(person, "ContactInfo/Email/Contact", p.email)
    _put(person, "ContactInfo/TelephoneList/Telephone/Contact", p.phone)
    _put(learner, "Headline/Description/Label", p.title)
    for title, rome in p.occupations:
        _put(
            learner,
            "+OccupationList/+Occupation/Label",
            title,
            Code=rome,
            Esco=occupation_uri(title),
        )
    for w in p.work:
        item = _put(learner, "+WorkExperienceList/+WorkExperience", "", Kind=w.kind)
        _period(item, w)
        _put(item, "Position/Label", w.title)
        _put(item, "Employer/Name", w.employer)
        for task in w.tasks:
            _put(item, "Activities/+Activity", task)
    for s in p.studies:
        item = _put(learner, "+EducationList/+Education", "", Level=s.level, Status=s.status)
        if s.year:
            _put(_put(item, "Period/To", ""), "", "", Year=str(s.year))
        _put(item, "Title", s.title)
    for name, level in p.languages:
        item = _put(learner, "Skills/Linguistic/+ForeignLanguageList/+ForeignLanguage", "")
        _put(item, "Description/Label", name)
        _put(item, "ProficiencyLevel/Speaking", level)
    for k in p.skills:
        _put(
            learner,
            "Skills/Other/+SkillList/+Skill",
            k.name,
            Kind=k.kind,
            Level=k.qualifier,
            Esco=skill_uri(k.name),
        )
    for licence in p.licences:
        _put(learner, "Skills/Driving/+Licence", licence)
    ElementTree.indent(root, " ")
    body: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _put(
    parent: ElementTree.Element, path: str, text: str, **attributes: str
) -> ElementTree.Element:
    """Add the element at the end of a path, those on the way where they are missing; the last of a
    path is new where marked by +.
    """
    node = parent
    steps = [s for s in path.split("/") if s]
    for n, step in enumerate(steps):
        name = step.removeprefix("+")
        found = node.find(name)
        fresh = found is None or (
            step.startswith("+") and n == max(i for i, s in enumerate(steps) if s.startswith("+"))
        )
        node = ElementTree.SubElement(node, name) if fresh or found is None else found
    if text:
        node.text = text
    for key, value in attributes.items():
        if value:
            node.set(key, value)
    return node


def _period(item: ElementTree.Element, w: Work) -> None:
    for name, value in (("From", w.start), ("To", w.end)):
        if value:
            _put(item, f"Period/{name}", "", Year=value[:4], Month=f"--{value[5:]}")
    if not w.end:
        _put(item, "Period/Current", "true")


def from_europass(data: bytes) -> Portrait:
    """The portrait in a Europass SkillsPassport.

    Raises BadSetting for anything else.
    """
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise BadSetting("Europass", "ce XML déclare des entités", "exporter de nouveau le CV")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        raise BadSetting("Europass", "ce n'est pas du XML", "exporter de nouveau le CV") from None
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    if root.tag != "SkillsPassport":
        raise BadSetting("Europass", "ce n'est pas un SkillsPassport", "exporter de nouveau le CV")

    def text(node: ElementTree.Element, path: str) -> str:
        return node.findtext(path) or ""

    def month(node: ElementTree.Element, path: str) -> str:
        point = node.find(path)
        return (
            ""
            if point is None
            else "-".join(filter(None, (point.get("Year", ""), point.get("Month", "").strip("-"))))
        )

    learner = root.find("LearnerInfo")
    at = root if learner is None else learner
    names = (
        text(at, "Identification/PersonName/FirstName"),
        text(at, "Identification/PersonName/Surname"),
    )
    return Portrait(
        " ".join(filter(None, names)),
        text(at, "Identification/ContactInfo/Email/Contact"),
        text(at, "Identification/ContactInfo/TelephoneList/Telephone/Contact"),
        text(at, "Headline/Description/Label"),
        tuple(
            (text(o, "Label"), o.find("Label").get("Code", ""))
            for o in at.iterfind("OccupationList/Occupation")
        ),  # type: ignore[union-attr]
        tuple(
            Work(
                text(w, "Position/Label"),
                text(w, "Employer/Name"),
                month(w, "Period/From"),
                month(w, "Period/To"),
                w.get("Kind", "post"),
                tuple(a.text or "" for a in w.iterfind("Activities/Activity"))
                or tuple(filter(None, [text(w, "Activities").strip()])),
            )
            for w in at.iterfind("WorkExperienceList/WorkExperience")
        ),
        tuple(
            Study(
                text(e, "Title"),
                e.get("Level", ""),
                int(month(e, "Period/To")[:4] or 0),
                e.get("Status", "obtained"),
            )
            for e in at.iterfind("EducationList/Education")
        ),
        tuple(
            Known(s.text or "", s.get("Kind", "hard"), s.get("Level", ""))
            for s in at.iterfind("Skills/Other/SkillList/Skill")
        ),
        tuple(
            (text(x, "Description/Label"), text(x, "ProficiencyLevel/Speaking"))
            for x in at.iterfind("Skills/Linguistic/ForeignLanguageList/ForeignLanguage")
        ),
        tuple(x.text or "" for x in at.iterfind("Skills/Driving/Licence")),
    )
