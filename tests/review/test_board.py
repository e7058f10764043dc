"""The board in a real browser: search, weights, evidence, decisions; nothing leaves the page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.run import Run
from pipeline.review.papers import publish
from pipeline.runs.decisions import Decisions
from tests.conftest import ROOT

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ROWS = "table.dataTable tbody tr"


@pytest.fixture(scope="module")
def out(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("revue")
    publish(sample_run, place)
    return place


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    words = [sys.executable, "-m", "pipeline.cli.main", "review", str(out), "--no-browser"]
    server = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        made = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 1800})
    opened.set_default_timeout(60_000)
    opened.answered = []
    opened.on("response", lambda r: opened.answered.append(r.url))
    opened.goto(address)
    opened.wait_for_selector(ROWS)
    opened.wait_for_selector("img[alt^='Page']")
    yield opened
    opened.close()


def test_only_the_token_opens_it(browser: Any, address: str) -> None:
    closed = browser.new_page()
    answer = closed.goto(address.partition("?")[0])
    assert address.startswith("http://127.0.0.1:") and (
        answer.status in (401, 403) or "login" in closed.url
    )
    closed.close()


def test_nothing_comes_from_elsewhere(page: Any) -> None:
    assert page.answered and all(
        url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
        for url in page.answered
    )


def test_search_and_filter(page: Any) -> None:
    assert page.locator(ROWS).count() == 10 and "53 candidature(s) sur 53" in page.inner_text(
        "body"
    )
    page.fill("input[type=search]", "Figueiredo")
    page.wait_for_function(f"document.querySelectorAll('{ROWS}').length === 1")
    assert "Rui Figueiredo" in page.inner_text(ROWS)
    page.fill("input[type=search]", "")
    page.get_by_label("Groupe", exact=True).select_option("1")
    page.wait_for_selector("text=/^[0-9]+ candidature\\(s\\) sur 53/")
    page.wait_for_function("!document.body.innerText.includes('53 candidature(s) sur 53')")


def test_moving_a_weight_changes_the_order(page: Any) -> None:
    before = page.locator(ROWS).all_inner_texts()
    page.click("text=Régler les poids")
    handle = page.locator(".widget-slider", has_text="Vocabulaire").locator(".noUi-handle")
    handle.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('table.dataTable tbody').innerText !== before",
        arg="\n".join(before),
    )
    page.wait_for_function(
        "before => [...document.querySelectorAll('table.dataTable tbody tr')].map(r => r.cells[2].innerText).join() !== before",
        arg=",".join(line.split("\t")[2] for line in before),
    )
    page.click("text=Rétablir les poids")
    page.wait_for_function(
        "before => [...document.querySelectorAll('table.dataTable tbody tr')].map(r => r.cells[2].innerText).join() === before",
        arg=",".join(line.split("\t")[2] for line in before),
    )


def test_a_row_opens_the_candidate_and_its_evidence(page: Any) -> None:
    page.locator(ROWS).nth(2).click()
    name = page.locator(ROWS).nth(2).inner_text().split("\t")[2]
    page.wait_for_selector(f".vivier h2:has-text('{name}')")
    first = page.get_attribute("img[alt^='Page']", "src")
    page.locator("select[size]").select_option(index=3)
    page.wait_for_function(
        "first => document.querySelector(\"img[alt^='Page']\").src !== first", arg=first
    )


def test_a_decision_is_there_after_reloading(page: Any, address: str, out: Path) -> None:
    page.locator(ROWS).nth(1).click()
    name = page.locator(ROWS).nth(1).inner_text().split("\t")[2]
    page.wait_for_selector(f".vivier h2:has-text('{name}')")
    page.click("button:has-text('retenir')")
    page.fill("textarea", "Entretien mardi")
    page.keyboard.press("Tab")
    page.fill("input[placeholder='Votre nom']", "Léa")
    page.keyboard.press("Tab")
    page.click("text=Enregistrer la décision")
    page.wait_for_selector("text=Enregistré : retenir")
    page.goto(address)
    page.wait_for_selector(f"{ROWS}:has-text('retenir')")
    assert name in page.inner_text(f"{ROWS}:has-text('retenir')")
    made = next(iter(Decisions(out).current().values()))
    assert (made.verdict, made.comment, made.author) == ("keep", "Entretien mardi", "Léa")
    assert "Entretien mardi" in (out / "rapport.html").read_text(encoding="utf-8")
