"""HTML through Beautiful Soup: blocks as paragraphs; scripts, styles and undisplayed elements are
not text.
"""

from __future__ import annotations

import re
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
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)\b|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?|white)\b(?!.*background)|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{4,}",
    re.I,
)


def read_html(data: bytes) -> Flow:
    """The paragraphs of an HTML page in reading order."""
    soup = BeautifulSoup(data, "lxml")
    for name in _hidden_by_rules(soup):
        for node in soup.select(name):
            node["hidden"] = ""
    flow = Flow()
    _block(soup.body or soup, flow, Look())
    return flow


def _hidden_by_rules(soup: Any) -> list[str]:
    """The simple selectors (classes, ids, elements) that the style sheet of a page hides on screen."""
    css = re.sub(
        r"/\*.*?\*/", "", " ".join(s.get_text() for s in soup.find_all("style")), flags=re.S
    )
    screen = re.sub(r"@media[^{]*print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", screen)
    names = [
        n.strip()
        for selectors, traits in rules
        if _HIDDEN.search(traits)
        for n in selectors.split(",")
    ]
    return [n for n in names if re.fullmatch(r"[\w-]*(?:[.#][\w-]+)+", n)]


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
            pending.append(str(child))
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
            pieces.append(str(child))
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


def _has_block(node: Any) -> bool:
    return any(d.name not in _INLINE and d.name != "br" for d in node.find_all(True))
