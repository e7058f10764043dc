"""The French in which parts, statuses and warnings are shown to recruiters."""

from __future__ import annotations

from datetime import date

PARTS = {
    "occupation": "Métier",
    "mission": "Missions",
    "skill": "Compétences",
    "experience": "Expérience",
    "diploma": "Diplôme",
    "language": "Langues",
    "licence": "Permis",
    "residence": "Résidence",
}
"""The kinds of criteria."""
STATES = {
    "shown": "montré",
    "partly": "en partie",
    "not_shown": "non trouvé",
    "to_check": "à vérifier",
}
_OPEN = 0.5
"""Years between the fewest and the most from which both are shown."""
MEANINGS = {
    "occupation": "proximité entre les postes occupés et le métier de l'offre, selon leur durée",
    "mission": "pour chaque mission de l'offre, la ligne du CV qui la montre",
    "skill": "compétences demandées : employées dans un poste avant d'être seulement citées",
    "experience": "mois passés dans des postes proches, au regard de l'expérience demandée ; "
    "au-delà, rien n'est ajouté ni retiré",
    "diploma": "diplôme le plus élevé, au regard de celui que demande l'offre",
    "language": "langues demandées par l'offre, au niveau demandé",
    "licence": "permis demandés par l'offre",
    "residence": "rien d'un CV ne le dit : à vérifier",
}
COLOURS = {"occupation": "#2f5d8a", "mission": "#3f8f7f", "skill": "#7aa33a",
    "experience": "#7d5ba6", "diploma": "#5c6b73", "language": "#a63d6f", "licence": "#d39b2a",
    "residence": "#b5543c",
}  # fmt: skip
STATUSES = {"pass": "oui", "fail": "non", "unknown": "à vérifier"}
WARNINGS = {
    "hidden_text": "Texte caché",
    "offer_copy": "Phrases de l'offre recopiées",
    "offer_followed": "Suit l'offre ligne à ligne",
    "keyword_stuffing": "Accumulation de mots-clés",
    "future_post": "Poste à venir",
    "overlap": "Postes qui se recouvrent",
    "mixed_alphabets": "Deux alphabets mêlés",
    "instruction_to_machine": "Consigne adressée à un logiciel",
    "duplicate": "Plusieurs envois",
    "not_a_cv": "Ne ressemble pas à un CV",
    "not_an_offer": "Ressemble à un CV",
    "ocr": "Document numérisé",
    "partly_read": "Lecture partielle",
    "language": "Langue",
    "garbled": "Texte peut-être mal lu",
}
REASONS = {
    "missing": "introuvable",
    "permission": "accès refusé",
    "folder": "dossier",
    "empty": "vide",
    "too_large": "trop gros",
    "encrypted": "protégé",
    "broken": "endommagé",
    "scan": "image sans texte",
    "no_text": "sans texte",
    "language": "langue non lue",
    "not_a_document": "pas un document",
    "too_long": "trop long",
    "link": "lien",
    "nested": "archive trop profonde",
    "timeout": "trop long à lire",
    "memory": "trop gourmand en mémoire",
    "crash": "lecture interrompue",
    "attachment": "joint à un dossier",
    "not_a_cv": "pas un CV",
    "offer": "l'offre elle-même",
    "error": "erreur",
}
HUMAN = "Vivier ordonne et explique ; la décision appartient aux personnes."


MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def day(moment: str) -> str:
    """A moment as a recruiter reads its day: "2026-11-05T09:00" is "5 novembre 2026"; what is no
    date stays as it is.

    >>> day("2026-11-05"), day("2027-01-01T10:00:00+11:00"), day("dès que possible")
    ('5 novembre 2026', '1er janvier 2027', 'dès que possible')
    """
    try:
        found = date.fromisoformat(moment[:10])
    except ValueError:
        return moment
    return f"{'1er' if found.day == 1 else found.day} {MONTHS[found.month - 1]} {found.year}"


def moment(text: str) -> str:
    """A moment to the minute: "5 novembre 2026 à 09:00"."""
    return f"{day(text)} à {text[11:16]}" if len(text) > 15 else day(text)


def experience(years: float, span: tuple[float, float]) -> str:
    """Years of experience, and between what they lie where dates without months leave half a year
    or more open.

    >>> experience(4.0, (3.2, 5.0))
    '4 ans (3,2 à 5 selon les mois)'
    """
    low, high = span
    text = f"{years:g} ans" + (
        f" ({low:g} à {high:g} selon les mois)" if high - low >= _OPEN else ""
    )
    return text.replace(".", ",")


def percent(value: float) -> str:
    """A share as a recruiter reads it: "43,2 %"."""
    return f"{100 * value:.1f}".replace(".", ",") + " %"
