"""Who is let in, and what is left when the desk ends."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from pipeline.batch.run import Run
from pipeline.review.desk.access import Gate
from pipeline.review.desk.desk import Desk
from pipeline.review.desk.publishing import Publisher
from pipeline.review.desk.routes import application
from pipeline.review.desk.rows import key_of
from pipeline.review.papers import publish
from pipeline.runs.decisions import Decisions
from tests.review.conftest import Served, opened

KEY = key_of("c005.pdf")
ROUTES = (
    "/",
    "/liste",
    f"/candidat/{KEY}",
    f"/page/{KEY}/1.jpg",
    "/recherche?q=java",
    f"/comparaison?c={KEY}&c={key_of('c008.rtf')}",
    "/jury?membre=Ana",
    f"/entretien/{KEY}?membre=Ana",
    "/static/papier.css",
    "/static/desk.js",
    "/static/desk.css",
    "/nulle-part",
)
DECISION = json.dumps({"candidate": KEY, "verdict": "keep", "motive": "Oui", "author": "Noa"})
STAGE = {"candidates": KEY, "stage": "admissible", "motive": "Oui", "author": "Noa"}
NOTE = {"candidate": KEY, "criterion": "Java", "note": "Oui", "author": "Noa"}
POSTED = {
    "/decisions": DECISION,
    "/etapes": json.dumps(STAGE),
    "/notes": json.dumps(NOTE),
    "/ouverture": json.dumps({"motive": "Chacun a lu", "author": "Noa"}),
}
"""What each route takes that notes something."""


@pytest.fixture(scope="module")
def cookie(served: Served) -> str:
    """The cookie that is given for the token."""
    answer = served.ask(served.address.removeprefix(served.origin))
    given = answer.headers["set-cookie"]
    assert answer.status == 200 and "HttpOnly" in given and "SameSite=strict" in given
    return str(given).partition(";")[0]


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_is_closed_without_cookie_host_and_origin(
    route: str, served: Served, cookie: str
) -> None:
    known = served.ask(route, Cookie=cookie)
    assert known.status == (404 if route == "/nulle-part" else 200)
    assert "unsafe" not in known.headers["content-security-policy"]
    assert known.headers["cache-control"] == "no-store"
    name = cookie.partition("=")[0]
    strange: tuple[dict[str, str], ...] = (
        {},
        {"Cookie": f"{name}=autre"},
        {"Cookie": cookie, "Host": served.host.replace("127.0.0.1", "localhost")},
        {"Cookie": cookie, "Host": "exemple.nc"},
        {"Cookie": cookie, "Origin": "http://exemple.nc"},
        {"Cookie": cookie, "Origin": "null"},
        {"Cookie": cookie, "Sec_Fetch_Site": "cross-site"},
        {"Cookie": cookie, "Sec_Fetch_Site": "same-site"},
    )
    for headers in strange:
        answer = served.ask(route, **headers)
        assert answer.status == 403, headers
        assert "c005" not in answer.told.decode()  # type: ignore[attr-defined]


def test_memory_does_not_grow_with_visits(served: Served, cookie: str, sample_run: Run) -> None:
    status = Path(f"/proc/{served.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc on this machine")
    keys = [key_of(file) for file in list(sample_run.candidates)[:12]]

    def visit() -> int:
        for key in keys:
            for path in ("/", f"/candidat/{key}", f"/page/{key}/1.jpg", "/recherche?q=projet"):
                served.ask(path, Cookie=cookie)
        (line,) = (x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1])

    visit()
    first = [visit() for _ in range(2)][-1]
    last = [visit() for _ in range(4)][-1]
    assert last - first < 12 * 1024, f"{first} kB, then {last} kB"


def test_every_route_of_the_desk_is_tried(sample_run: Run, tmp_path: Path) -> None:
    desk = Desk(sample_run, Decisions(tmp_path), lambda file: None, tuple, "classement")
    papers = Publisher(lambda: None)
    made = application(desk, Gate("127.0.0.1:1"), papers)
    papers.close()
    paths = [route.path.partition("{")[0] for route in made.routes]
    tried = [*(route.partition("?")[0] for route in ROUTES), *POSTED]
    for path in paths:
        assert any(known.startswith(path) for known in tried if path != "/" or known == "/"), path
    posting = {r.path for r in made.routes if "POST" in (getattr(r, "methods", None) or ())}
    assert posting == set(POSTED)


@pytest.mark.parametrize("route", POSTED)
def test_a_decision_comes_from_the_desk_alone(route: str, served: Served, cookie: str) -> None:
    body = POSTED[route]
    before = Decisions(served.out).history()
    strange: tuple[dict[str, str], ...] = (
        {"Origin": served.origin},
        {"Cookie": cookie},
        {"Cookie": cookie, "Origin": "http://exemple.nc"},
        {"Cookie": cookie, "Origin": served.origin, "Host": "exemple.nc"},
        {"Cookie": cookie, "Origin": served.origin, "Sec_Fetch_Site": "cross-site"},
    )
    for headers in strange:
        assert served.ask(route, "POST", body, **headers).status == 403
    ours = {"Cookie": cookie, "Origin": served.origin}
    wrong = [
        "",
        "[]",
        '{"candidate": 1}',
        body.replace("Noa", " "),
        body.replace("Oui", "a" * 99_999),
    ]
    for said in wrong[: -1 if route == "/ouverture" else None]:
        assert served.ask(route, "POST", said, **ours).status == 400
    if KEY in body:
        assert served.ask(route, "POST", body.replace(KEY, "0" * 16), **ours).status == 400
    assert Decisions(served.out).history() == before
    assert served.ask(route, "POST", body, **ours).status == 201
    assert len(Decisions(served.out).history()) == len(before) + 1


def test_the_address_opens_it_once(served: Served, cookie: str) -> None:
    entry = served.address.removeprefix(served.origin)
    assert served.ask(entry).status == 403
    assert served.ask("/entrer").status == 403 and served.ask("/entrer?jeton=%C3%A9").status == 403
    assert served.ask("/", Cookie=cookie).status == 200


def test_the_token_is_not_in_the_list_of_processes(served: Served) -> None:
    told = Path(f"/proc/{served.process.pid}/cmdline")
    if not told.exists():
        pytest.skip("no /proc on this machine")
    assert served.address.partition("=")[2].encode() not in told.read_bytes()


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_it_ends_and_leaves_nothing(
    how: str, sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(signal, how):
        pytest.skip(f"no {how} on this machine")
    place = tmp_path / "passage"
    place.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    publish(sample_run, tmp_path / "out")
    desk = opened(tmp_path / "out")
    (door,) = place.rglob("*.html")
    assert door.stat().st_mode & 0o777 == 0o600 and door.parent.stat().st_mode & 0o777 == 0o700
    assert desk.address in door.read_text()
    children = Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children")
    assert not children.exists() or children.read_text() == ""
    assert desk.end(getattr(signal, how)) == 0
    assert [left for left in place.glob("vivier/travail/*") if left.is_dir()] == []
    with socket.socket() as asked, pytest.raises(OSError):
        asked.connect(("127.0.0.1", int(desk.host.partition(":")[2])))
