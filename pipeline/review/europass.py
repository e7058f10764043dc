"""A portrait as Europass XML 3.3 (SkillsPassport) and back; codes of ours stand in attributes of
the same elements.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, indent, tostring

from pipeline.errors import BadSetting, harmless
from pipeline.lexicon.esco import occupation_uri, skill_uri
from pipeline.review.portrait import Known, Portrait, Study, Work

EUROPASS = "http://europass.cedefop.europa.eu/Europass"
_LANGUAGES = "Skills/Linguistic/{}ForeignLanguageList/{}ForeignLanguage"


def to_europass(portrait: Portrait) -> bytes:
    """A Europass SkillsPassport."""
    root = Element("SkillsPassport", {"xmlns": EUROPASS, "locale": "fr"})
    learner = SubElement(root, "LearnerInfo")
    _put_person(learner, portrait)
    for title, rome in portrait.occupations:
        path = "+OccupationList/+Occupation/Label"
        _put(learner, path, title, Code=rome, Esco=occupation_uri(title))
    for work in portrait.work:
        _put_work(learner, work)
    for study in portrait.studies:
        _put_study(learner, study)
    for name, level in portrait.languages:
        item = _put(learner, _LANGUAGES.format("+", "+"), "")
        _put(item, "Description/Label", name)
        _put(item, "ProficiencyLevel/Speaking", level)
    for skill in portrait.skills:
        said = {"Kind": skill.kind, "Level": skill.qualifier, "Esco": skill_uri(skill.name)}
        _put(learner, "Skills/Other/+SkillList/+Skill", skill.name, **said)
    for licence in portrait.licences:
        _put(learner, "Skills/Driving/+Licence", licence)
    indent(root, " ")
    body = harmless(tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _put_person(learner: Element, portrait: Portrait) -> None:
    person = SubElement(learner, "Identification")
    _put(person, "PersonName/FirstName", "")
    _put(person, "PersonName/Surname", portrait.name)
    _put(person, "ContactInfo/Email/Contact", portrait.email)
    _put(person, "ContactInfo/TelephoneList/Telephone/Contact", portrait.phone)
    _put(learner, "Headline/Description/Label", portrait.title)


def _put_work(learner: Element, work: Work) -> None:
    item = _put(learner, "+WorkExperienceList/+WorkExperience", "", Kind=work.kind)
    for name, value in (("From", work.start), ("To", work.end)):
        if value:
            _put(item, f"Period/{name}", "", Year=value[:4], Month=f"--{value[5:]}")
    if not work.end:
        _put(item, "Period/Current", "true")
    _put(item, "Position/Label", work.title)
    _put(item, "Employer/Name", work.employer)
    for task in work.tasks:
        _put(item, "Activities/+Activity", task)


def _put_study(learner: Element, study: Study) -> None:
    path = "+EducationList/+Education"
    item = _put(learner, path, "", Level=study.level, Status=study.status)
    if study.year:
        _put(item, "Period/To", "", Year=str(study.year))
    _put(item, "Title", study.title)


def _put(parent: Element, path: str, text: str, **attributes: str) -> Element:
    """Add the element at the end of a path, those on the way where they are missing; the last of a
    path is new where marked by +.
    """
    node = parent
    steps = path.split("/")
    newest = max((n for n, step in enumerate(steps) if step.startswith("+")), default=-1)
    for n, step in enumerate(steps):
        name = step.removeprefix("+")
        found = node.find(name)
        node = SubElement(node, name) if found is None or n == newest else found
    if text:
        node.text = text
    for key, value in attributes.items():
        if value:
            node.set(key, value)
    return node


def from_europass(data: bytes) -> Portrait:
    """The portrait in a Europass SkillsPassport.

    Raises BadSetting for anything else.
    """
    root = _root(data)
    learner = root.find("LearnerInfo")
    at = root if learner is None else learner
    names = (
        _text(at, "Identification/PersonName/FirstName"),
        _text(at, "Identification/PersonName/Surname"),
    )
    return Portrait(
        " ".join(filter(None, names)),
        _text(at, "Identification/ContactInfo/Email/Contact"),
        _text(at, "Identification/ContactInfo/TelephoneList/Telephone/Contact"),
        _text(at, "Headline/Description/Label"),
        tuple(_occupation_of(label) for label in at.iterfind("OccupationList/Occupation/Label")),
        tuple(_work_of(item) for item in at.iterfind("WorkExperienceList/WorkExperience")),
        tuple(_study_of(item) for item in at.iterfind("EducationList/Education")),
        tuple(_skill_of(item) for item in at.iterfind("Skills/Other/SkillList/Skill")),
        tuple(_language_of(item) for item in at.iterfind(_LANGUAGES.format("", ""))),
        tuple(item.text or "" for item in at.iterfind("Skills/Driving/Licence")),
    )


def _root(data: bytes) -> Element:
    """The root of a SkillsPassport, names without their space. Raises BadSetting."""
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise _refused("ce XML déclare des entités")
    try:
        root = fromstring(data)
    except ParseError:
        raise _refused("ce n'est pas du XML") from None
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    if root.tag != "SkillsPassport":
        raise _refused("ce n'est pas un SkillsPassport")
    return root


def _refused(fact: str) -> BadSetting:
    return BadSetting("Europass", fact, "exporter de nouveau le CV")


def _text(node: Element, path: str) -> str:
    return node.findtext(path) or ""


def _month(node: Element, path: str) -> str:
    point = node.find(path)
    if point is None:
        return ""
    said = (point.get("Year", ""), point.get("Month", "").strip("-"))
    return "-".join(filter(None, said))


def _occupation_of(label: Element) -> tuple[str, str]:
    return label.text or "", label.get("Code", "")


def _work_of(item: Element) -> Work:
    tasks = tuple(task.text or "" for task in item.iterfind("Activities/Activity"))
    whole = _text(item, "Activities").strip()
    return Work(
        _text(item, "Position/Label"),
        _text(item, "Employer/Name"),
        _month(item, "Period/From"),
        _month(item, "Period/To"),
        item.get("Kind", "post"),
        tasks or tuple(filter(None, [whole])),
    )


def _study_of(item: Element) -> Study:
    return Study(
        _text(item, "Title"),
        item.get("Level", ""),
        int(_month(item, "Period/To")[:4] or 0),
        item.get("Status", "obtained"),
    )


def _skill_of(item: Element) -> Known:
    return Known(item.text or "", item.get("Kind", "hard"), item.get("Level", ""))


def _language_of(item: Element) -> tuple[str, str]:
    return _text(item, "Description/Label"), _text(item, "ProficiencyLevel/Speaking")
