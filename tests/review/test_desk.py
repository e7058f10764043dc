"""The desk in a real browser: open, search, decide as two members, compare, weigh."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from pipeline.review.desk.rows import key_of
from pipeline.runs.decisions import Decisions
from pipeline.runs.folder import ranking_id
from tests.review.conftest import Served

POLICY = "Content Security Policy"
ROWS = "#list .row"
playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PDF, TEXT = key_of("c005.pdf"), key_of("c008.rtf")


@pytest.fixture
def page(context: Any, served: Served) -> Iterator[Any]:
    """The desk in a tab; nothing comes from elsewhere, and the browser complains of nothing."""
    tab = context.new_page()
    asked, complaints = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda said: complaints.append(said.text) if POLICY in said.text else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(served.origin)
    tab.wait_for_selector(ROWS)
    yield tab
    tab.close()
    assert all(url.startswith(served.origin) for url in asked)
    assert complaints == []


def opened(page: Any, key: str) -> None:
    """Open a candidate by its row."""
    page.click(f'{ROWS}[data-key="{key}"] a')
    page.wait_for_selector(f'.answers[data-key="{key}"]')


def wide(image: Any) -> int:
    """The width of a picture that has come, in its own pixels."""
    end = time.monotonic() + 15
    while not (found := int(image.evaluate("i => i.naturalWidth"))) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def names(page: Any) -> list[str]:
    """The candidates as they are listed."""
    return page.locator(f"{ROWS} .who a").all_inner_texts()


def test_a_quoted_line_is_shown_on_the_page_of_a_pdf(page: Any) -> None:
    opened(page, PDF)
    page.wait_for_selector(".picture img")
    assert page.locator(".picture").count() == 3
    quote = page.locator(".part .quote").first
    quote.click()
    marked = page.locator(".mark.current")
    assert marked.get_attribute("data-line") == quote.get_attribute("data-line")
    image = page.locator(".picture img").first
    assert wide(image) > 500
    box, image = marked.bounding_box(), image.bounding_box()
    assert image["x"] < box["x"] and box["x"] + box["width"] < image["x"] + image["width"]


def test_a_quoted_line_is_shown_in_a_text_that_has_no_pages(page: Any) -> None:
    opened(page, TEXT)
    assert page.locator(".picture").count() == 0
    quote = page.locator(".part .quote").first
    quote.click()
    told = page.inner_text(".sheet .current mark")
    assert told and told.strip("- ") in quote.inner_text()


def test_keys_lead_from_one_candidate_to_the_next(page: Any) -> None:
    first, second = names(page)[:2]
    assert first in page.inner_text(".answers h2")
    page.keyboard.press("j")
    page.wait_for_selector(f'.answers[data-name="{second}"]')
    page.keyboard.press("k")
    page.wait_for_selector(f'.answers[data-name="{first}"]')
    page.keyboard.press("?")
    assert "candidature suivante" in page.inner_text("#help[open]")
    page.keyboard.press("Escape")


def test_words_are_found_in_all_cvs_whatever_their_accents(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("ingenierie logicielle")
    page.wait_for_selector(f'#hits .row[data-key="{PDF}"]')
    hit = page.locator(f'#hits .row[data-key="{PDF}"] .found').first
    assert "ingénierie" in " ".join(hit.locator("mark").all_inner_texts()).lower()
    hit.click()
    page.wait_for_selector(f'.answers[data-key="{PDF}"]')
    page.wait_for_selector(".pages .current", state="attached")
    page.fill("#search", "zzzz")
    page.wait_for_selector("#hits >> text=ne se trouve dans aucun CV")
    page.click(".close-search")
    assert page.locator(ROWS).count() == 52


def sit(page: Any, member: str) -> None:
    """Say who is at the desk."""
    page.click("[data-open=member]")
    page.fill("#member-name", member)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".tools .me >> text={member}")
    page.wait_for_selector("#member:not([open])", state="attached")
    page.wait_for_load_state("networkidle")


def decided(page: Any, key: str, motive: str) -> None:
    """Give an opinion with the keyboard alone."""
    page.keyboard.press(key)
    page.wait_for_selector("#decide[open]")
    assert page.input_value("#motive") == ""
    page.keyboard.type(motive)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decide:not([open])", state="attached")
    page.wait_for_selector(f".opinions li:first-child:has-text('{motive}')")


def test_members_are_blind_until_the_opinions_are_opened(page: Any, served: Served) -> None:
    opened(page, PDF)
    sit(page, "Léa")
    decided(page, "1", "Conduite de projets publics")
    row = f'{ROWS}[data-key="{PDF}"]'
    page.wait_for_selector(f"{row} .tag.keep")
    sit(page, "Tom")
    page.wait_for_selector(".closed >> text=1 avis")
    assert "Conduite de projets publics" not in page.content()
    assert page.locator(f"{row} .tag.keep").count() == 0
    decided(page, "3", "Pas disponible avant un an")
    assert page.locator(f"{row} .tag.divided").count() == 0
    page.click("[data-open=jury]")
    page.wait_for_selector("#jury[open] >> text=1 sur")
    page.fill("#opening-motive", "Chacun a lu")
    page.click("text=Ouvrir les avis >> nth=-1")
    page.wait_for_selector(f"{row} .tag.divided")
    page.reload()
    page.wait_for_selector(".opinions")
    assert page.locator(".opinions li").count() == 2
    made = Decisions(served.out).history()
    said = [(d.kind, d.verdict, d.author) for d in made]
    assert said == [("", "keep", "Léa"), ("", "reject", "Tom"), ("opening", "", "Tom")]
    assert {d.run for d in made} == {ranking_id(served.out)}
    page.click("text=Filtres")
    page.select_option("#f-verdict", "divided")
    playwright.expect(page.locator(ROWS)).to_have_count(1)
    end = time.monotonic() + 120
    while "Pas disponible" not in (served.out / "rapport.html").read_text(encoding="utf-8"):
        assert time.monotonic() < end, "the report was not written anew"
        time.sleep(0.2)


def test_the_jury_decides_of_several_with_one_motive(page: Any, served: Served) -> None:
    sit(page, "Léa")
    ticks = page.locator(f"{ROWS} .tick")
    for place in range(7):
        ticks.nth(place).check()
    page.click("[data-open=stage-ticked]")
    page.wait_for_selector("#stage[open] >> text=7 candidatures")
    page.select_option("#stage-choice", "shortlisted")
    page.fill("#stage-motive", "Les plus proches de la grille")
    page.click("#stage .main")
    playwright.expect(page.locator(f"{ROWS} .tag.stage.shortlisted")).to_have_count(7)
    made = [d for d in Decisions(served.out).history() if d.kind == "stage"]
    assert len(made) == 7 and {d.comment for d in made} == {"Les plus proches de la grille"}
    page.click(f"{ROWS} .who a")
    with page.expect_popup() as shown:
        page.click("text=Fiche d'entretien")
    sheet = shown.value
    sheet.wait_for_selector(".answer")
    assert "Ce que le CV laisse ouvert" in sheet.inner_text("main")
    assert len(PdfReader(BytesIO(sheet.pdf(prefer_css_page_size=True))).pages) >= 1
    sheet.close()
    page.click("text=Filtres")
    page.select_option("#f-stage", "shortlisted")
    playwright.expect(page.locator(ROWS)).to_have_count(7)


def test_a_note_on_a_criterion_is_its_author_s(page: Any) -> None:
    opened(page, TEXT)
    sit(page, "Noa")
    page.keyboard.press("n")
    page.fill("#note-text", "À préciser : quel budget ?")
    page.click("text=Garder la note")
    page.wait_for_selector(".notes li >> text=quel budget")
    assert barriers(page) == []


def test_no_decision_without_author_and_motive(page: Any, served: Served) -> None:
    before = Decisions(served.out).history()
    page.keyboard.press("2")
    page.wait_for_selector("#member[open]")
    page.fill("#member-name", "Léa")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decide[open]")
    page.click("text=Enregistrer l'avis")
    assert page.locator("#decide[open]").count() == 1
    page.fill("#motive", "   ")
    page.click("text=Enregistrer l'avis")
    page.wait_for_selector("#decide .fault >> text=pas de motif")
    page.keyboard.press("Escape")
    assert Decisions(served.out).history() == before


def test_candidates_are_compared(page: Any) -> None:
    for _ in range(3):
        page.keyboard.press("x")
        key = page.get_attribute(".answers", "data-key")
        page.keyboard.press("j")
        page.wait_for_selector(f'.answers:not([data-key="{key}"])')
    page.keyboard.press("c")
    page.wait_for_selector("#compare[open] .compared")
    titles = page.locator(".compared thead th").all_inner_texts()
    assert [re.sub(r"^\d+\. ", "", title) for title in titles] == names(page)[:3]
    assert "Missions" in page.inner_text(".compared tbody")


def test_weights_change_the_order_and_the_old_one_stays_in_sight(page: Any) -> None:
    before = names(page)
    page.click("text=Poids des critères")
    page.locator("#w-occupation").fill("0")
    page.wait_for_selector(f"{ROWS} .moved")
    assert names(page) != before and sorted(names(page)) == sorted(before)
    page.reload()
    page.wait_for_selector(f"{ROWS} .moved")
    page.click("text=Rétablir les poids")
    playwright.expect(page.locator(f"{ROWS} .moved")).to_have_count(0)
    assert names(page) == before


@pytest.mark.parametrize("width", [390, 820, 1500])
def test_nothing_is_wider_than_the_screen(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for part in ("list", "answers", "pages"):
        if page.is_visible(f"[data-tab={part}]"):
            page.click(f"[data-tab={part}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_desk_prints_whole(page: Any) -> None:
    page.emulate_media(media="print")
    for part in (".left", ".answers", ".pages"):
        assert page.locator(part).bounding_box()["height"] > 300
    assert not page.is_visible(".tools") and not page.is_visible(".decide")
    folded = page.locator(".answers details")
    assert folded.count() and not folded.first.evaluate("d => d.open")
    paper = PdfReader(BytesIO(page.pdf()))
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    for quote in page.locator(".quote q").all()[-3:]:
        assert quote.inner_text().strip("« »")[:30] in text.replace("\n", " ")
    assert not folded.first.evaluate("d => d.open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_people_of_all_abilities_can_use_it(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for panel in page.locator("summary").all()[:2]:
        panel.click()
    assert barriers(page) == []
    opened(page, PDF)
    page.locator(".part .quote").first.click()
    assert barriers(page) == []
    sit(page, "Léa")
    for key, dialog in (("1", "#decide"), ("e", "#stage")):
        page.keyboard.press(key)
        page.wait_for_selector(f"{dialog}[open]")
        assert barriers(page) == []
        page.keyboard.press("Escape")
    for dialog in ("member", "jury"):
        page.click(f"[data-open={dialog}]")
        page.wait_for_selector(f"#{dialog}[open]")
        assert barriers(page) == []
        page.keyboard.press("Escape")
    page.fill("#search", "projet")
    page.wait_for_selector("#hits .row")
    assert barriers(page) == []


def barriers(page: Any) -> list[str]:
    """What axe finds against WCAG, levels A and AA."""
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [
        f"{rule['id']} : {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
