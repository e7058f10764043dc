"""What a candidate is told: what was read of the CV, how it counted, and their rights, in plain
French.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import one_line
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Candidate
from pipeline.ranking.answers import Answer
from pipeline.ranking.matches import Match
from pipeline.review.labels import MEANINGS, PARTS, STATES, STATUSES, WARNINGS, percent
from pipeline.runs.organisation import Organisation

NOT_READ = "Votre nom, votre genre, votre âge, votre adresse, votre nationalité, votre photo et votre situation de famille ne comptent pas."
RIGHTS = (
    "Un logiciel a classé les candidatures ; il n'a écarté personne et n'a rien décidé. La décision appartient aux personnes.",
    "Vous pouvez demander à l'employeur : à voir ce qui a été lu de vous, à le faire corriger ou effacer, à vous opposer à ce traitement,",
    "à ce qu'une personne examine votre candidature sans ce classement, et les raisons de la décision (RGPD, articles 13 à 22).",
    "Vous pouvez aussi saisir la CNIL (www.cnil.fr).",
)
FREE = "[à compléter par l'employeur]"
"""What stands where `organisation.toml` says nothing."""


def notice_text(
    match: Match, offer: Profile, candidate: Candidate, organisation: Organisation | None = None
) -> str:
    """The notice of one candidate for one offer; the score of others and the rank are not in it.

    What the employer does not say of itself stands as a place to fill.
    """
    told = organisation or Organisation()
    return "\n".join([*_uses(offer, told), *_lines(match, offer, candidate), *_rights(told)])


def missing(offer: Profile, organisation: Organisation) -> list[str]:
    """What a notice must say and `organisation.toml` does not, by table and key."""
    employer, data = organisation.employer, organisation.data
    asked = {
        "[employeur] nom": employer.name or offer.requirements.employer,
        "[employeur] contact": employer.contact,
        "[donnees] finalite": data.purpose,
        "[donnees] base_legale": data.basis,
        "[donnees] destinataires": data.recipients,
        "[donnees] conservation": data.retention,
    }
    return [key for key, said in asked.items() if not said]


def _uses(offer: Profile, organisation: Organisation) -> Iterator[str]:
    """Who asks for the data, what for, by which right, and for how long."""
    employer, data, needs = organisation.employer, organisation.data, offer.requirements
    yield f"Votre candidature : {offer.title}"
    if needs.reference:
        yield f"  Référence : {needs.reference}"
    yield ""
    yield "Qui traite vos données, et pourquoi"
    name = employer.name or needs.employer or FREE
    yield f"  Employeur : {', '.join(part for part in (name, employer.address) if part)}"
    yield f"  Contact : {employer.contact or FREE}"
    if data.officer:
        yield f"  Délégué à la protection des données : {data.officer}"
    yield f"  Finalité : {data.purpose or FREE}"
    yield f"  Base légale : {data.basis or FREE}"
    yield f"  Destinataires : {data.recipients or FREE}"
    yield f"  Conservation : {data.retention or FREE}"
    yield ""


def _rights(organisation: Organisation) -> Iterator[str]:
    employer, data = organisation.employer, organisation.data
    yield "Vos droits"
    yield from _indented(RIGHTS)
    yield f"  Pour les exercer, écrivez à : {data.officer or employer.contact or FREE}"


def _lines(match: Match, offer: Profile, candidate: Candidate) -> Iterator[str]:
    profile = candidate.profile
    yield "Ce qui a été lu de votre CV"
    yield f"  Fichier : {one_line(profile.file)} ({candidate.document.reading.pages} page(s))"
    yield f"  Expérience : {profile.career.years:g} an(s)".replace(".", ",")
    yield from (
        f"    {p.title} – {p.organisation}".rstrip(" –")
        for p in profile.career.posts
        if p.kind == "post"
    )
    yield f"  Diplôme le plus élevé : {profile.diploma}"
    yield f"  Langues : {', '.join(f'{name} ({level})' for name, level in profile.languages) or 'aucune lue'}"
    yield f"  Compétences : {', '.join(s.concept for s in profile.told_skills) or 'aucune lue'}"
    yield from (f"  Remarque : {WARNINGS.get(w.kind, w.kind)} ({w.detail})" for w in match.warnings)
    yield ""
    yield "Comment cela a compté pour cette offre"
    yield f"  {NOT_READ}"
    for part in match.parts:
        worth = f"{percent(part.points)} sur {percent(part.weight)} possibles"
        yield f"  {PARTS[part.name]} : {worth} ({MEANINGS[part.name]})"
        yield from (f"    {line}" for answer in part.answers for line in _answered(answer))
    for r in match.requirements:
        yield f"  Exigence « {r.name} » : {STATUSES[r.status]}" + (
            f" (« {r.quote} »)" if r.quote else ""
        )
    yield ""
    yield "Si quelque chose est mal lu, dites-le à l'employeur : un CV en PDF avec du texte est lu le mieux."
    yield ""


def _answered(answer: Answer) -> Iterator[str]:
    """What a criterion asked, and the line of the CV that counted for it."""
    if not answer.evidence:
        yield f"- {answer.text} : votre CV n'en dit rien."
        return
    yield f"+ {answer.text} : {STATES[answer.state]}"
    yield f"    « {answer.evidence[0].quote} »"


def _indented(lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
