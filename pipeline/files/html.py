"""HTML through Beautiful Soup: blocks as paragraphs; scripts, styles and undisplayed elements are
not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString

from pipeline.documents import Look
from pipeline.files.marks import Flow

_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "label",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)\b"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{4,}",
    re.I,
)
_INK = re.compile(r"(?<![-\w])color\s*:\s*([^;]+)", re.I)
_PAPER = re.compile(r"(?<![-\w])background(?:-color|-image)?\s*:\s*([^;]+)", re.I)
_WHITE = re.compile(
    r"^(?:#fff|#ffffff|#fefefe|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0*)?\s*)?\))"
    r"(?=\s|!|$)",
    re.I,
)
_NO_PAPER = ("none", "transparent", "inherit", "initial", "unset")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[\w-]+|[\w-]*(?:[.#][\w-]+)+")
"""Selectors of elements, classes and ids."""


def read_html(data: bytes) -> Flow:
    """The paragraphs of an HTML page in reading order."""
    soup = BeautifulSoup(data, "lxml")
    for name, traits in _rules(soup):
        for node in soup.select(name):
            node["style"] = f"{traits};{node.get('style') or ''}"
    flow = Flow()
    _block(soup.body or soup, flow, Look())
    return flow


def _rules(soup: Any) -> Iterator[tuple[str, str]]:
    """The simple selectors of the style sheet of a page on screen, and what they set of what can
    be seen; later rules first, for those already set on a node win.
    """
    sheets = " ".join(s.get_text() for s in soup.find_all("style"))
    css = re.sub(r"/\*.*?\*/", "", sheets, flags=re.S)
    screen = re.sub(r"@media[^{]*print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    for selectors, traits in reversed(_RULE.findall(screen)):
        if not any(kind.search(traits) for kind in (_HIDDEN, _INK, _PAPER)):
            continue
        for name in selectors.split(","):
            if _SIMPLE.fullmatch(name.strip()):
                yield name.strip(), traits


def _block(node: Any, flow: Flow, look: Look) -> None:
    pending: list[str] = []

    def flush() -> None:
        text = re.sub(r"[ \t\r\f\v]*\n[ \t\r\f\v]*", " ", "".join(pending)).replace("\x1e", "\n")
        pending.clear()
        bullet = "• " if node.name == "li" and text.strip() else ""
        flow.add(bullet + text.strip(), look)

    for child in node.children:
        if isinstance(child, Comment | Doctype):
            continue
        if isinstance(child, NavigableString):
            pending.append(_seen(child, flow))
        elif child.name in _SILENT:
            continue
        elif _is_hidden(child):
            flow.hide(child.get_text(" "))
        elif child.name == "br":
            pending.append("\x1e")
        elif child.name in _INLINE and not _has_block(child):
            pending.append(_inline(child, flow))
        elif child.name == "tr":
            flush()
            _row(child, flow)
        else:
            flush()
            heading = child.name in ("h1", "h2", "h3", "h4", "h5", "h6")
            _block(child, flow, Look(heading=heading) if heading else look)
    flush()


def _inline(node: Any, flow: Flow) -> str:
    pieces = []
    for child in node.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            pieces.append(_seen(child, flow))
        elif child.name == "br":
            pieces.append("\x1e")
        elif _is_hidden(child):
            flow.hide(child.get_text(" "))
        elif child.name not in _SILENT:
            pieces.append(_inline(child, flow))
    return "".join(pieces)


def _row(row: Any, flow: Flow) -> None:
    inner = []
    for cell in row.find_all(["td", "th"], recursive=False):
        part = Flow()
        _block(cell, part, Look())
        inner.append(part)
    flow.add_row(inner)


def _is_hidden(node: Any) -> bool:
    return (
        node.has_attr("hidden")
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(node.get("style") or ""))
    )


def _seen(text: NavigableString, flow: Flow) -> str:
    """A text, empty where it is white on white paper: then it is noted as hidden."""
    ink = next((i for node in text.parents if (i := _set_by(node, _INK))), "")
    if not _WHITE.match(ink):
        return str(text)
    papers = (_set_by(node, _PAPER) for node in text.parents)
    paper = next((p for p in papers if p and not p.lower().startswith(_NO_PAPER)), "white")
    if not _WHITE.match(paper) or "url(" in paper or "gradient" in paper:
        return str(text)
    flow.hide(str(text))
    return ""


def _set_by(node: Any, kind: re.Pattern[str]) -> str:
    """What a node sets last of one trait; "" where it sets none."""
    found = kind.findall(node.get("style") or "") if node.name != "[document]" else []
    own = str(node.get("bgcolor") or "") if kind is _PAPER else ""
    return found[-1].strip() if found else own


def _has_block(node: Any) -> bool:
    return any(d.name not in _INLINE and d.name != "br" for d in node.find_all(True))
