"""An employer that is named once above several posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.documents import Document, Entry
from pipeline.structure.chains import HEADING


def shared_employers(
    document: Document, entries: Sequence[Entry], employers: Sequence[str]
) -> Iterator[str]:
    """The employer of each entry: its own, else that which stands above its title and those of the
    entries between.
    """
    shared, last = "", 0
    for entry, own in zip(entries, employers, strict=True):
        if any(label.startswith(HEADING) for label in document.labels[last : entry.head[0]]):
            shared = ""
        last = entry.head[0]
        if own:
            shared = own if _stands_above(entry) else ""
        yield own or (shared if entry.kind == "post" and _tells_title(entry) else "")


def _stands_above(entry: Entry) -> bool:
    """Whether the employer of an entry stands on a line of its own above the title."""
    title, organisation = entry.first("title"), entry.first("organisation")
    return bool(title and organisation and organisation.line < title.line)


def _tells_title(entry: Entry) -> bool:
    """Whether the head of an entry tells a title, no place, and above the title nothing but
    fields: another employer may stand there else.
    """
    title = entry.first("title")
    if title is None or entry.first("place") is not None:
        return False
    told = {f.line for f in entry.fields}
    return told.issuperset(n for n in entry.head if n < title.line)
