"""Lists of skills: honest ones of a trade, and those that pile up words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.profile import Profile
from pipeline.ranking.stuffing import stuffing

TOOLS = (
    "Java, Kotlin, Python, C#, PHP, JavaScript, TypeScript, SQL, Bash, Django, Symfony",
    "Laravel, React, Angular, Vue.js, Node.js, PostgreSQL, MySQL, MongoDB, Redis, Elasticsearch",
    "Kubernetes, Ansible, Terraform, Jenkins, GitLab CI, Git, SonarQube, Grafana, Prometheus, Jira",
    "Kafka, RabbitMQ, Kibana, Hibernate, Maven, Gradle, JUnit, Mockito, Sass, AWS, Azure, Debian",
)
CV = """Alix Guernes
alix.guernes@example.fr

EXPÉRIENCE PROFESSIONNELLE

{} – Halles de Guernes – mars 2014 à mai 2020
- Accueil des clients

COMPÉTENCES

{}
"""


@pytest.mark.parametrize(
    ("title", "lines", "is_stuffed"),
    [
        ("Développeuse informatique", TOOLS, False),
        ("Vendeuse", TOOLS[:1], False),
        ("Vendeuse", (*TOOLS, *TOOLS), True),
        ("Développeuse informatique", (*TOOLS, *TOOLS), True),
    ],
)
def test_a_list_of_ones_trade_is_no_stuffing(
    title: str, lines: tuple[str, ...], is_stuffed: bool, profile_from: Callable[..., Profile]
) -> None:
    cv = profile_from(CV.format(title, "\n".join(lines)))
    assert bool(list(stuffing(cv))) is is_stuffed
