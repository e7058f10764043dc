"""A PDF of a few objects, written in the test that needs it."""

from __future__ import annotations

import io

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """An object that holds bytes."""
    head = b"<<%s/Length %d>>" % (entries, len(data))
    return head + b"stream\n" + data + b"\nendstream"


def page_of(
    content: bytes,
    *others: bytes,
    page: bytes = b"",
    root: bytes = b"",
    fonts: bytes = b"",
    resources: bytes = b"",
) -> bytes:
    """One page of 600 by 800 points: its content, and other objects, numbered from 10; `page`,
    `root`, `fonts` and `resources` are further entries of its dictionaries. F1 is Helvetica.
    """
    named = b"<</Font<</F1 5 0 R%s>>%s>>" % (fonts, resources)
    own = b"/Contents 4 0 R/Resources%s%s" % (named, page)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]%s>>" % own,
        4: stream(content),
        5: HELVETICA,
    }
    return written(objects | dict(enumerate(others, 10)))


def written(objects: dict[int, bytes]) -> bytes:
    """A file of numbered objects; the first one is its catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(objects) + 1
    out.write(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start))
    return out.getvalue()
