"""What the glyphs of an embedded TrueType font stand for, by its own table (OpenType, cmap)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_UNICODE = {(0, n) for n in range(7)} | {(3, 1), (3, 10)}
"""Platforms and encodings whose codes are characters."""
_MOST_GLYPHS = 0x10000


def characters_of_glyphs(data: bytes) -> dict[int, str]:
    """The character of each glyph; none where the font has no such table, or is damaged."""
    try:
        tables = dict(_tables(data))
        return dict(_of_cmap(tables.get(b"cmap", b"")))
    except (struct.error, IndexError, ValueError, OverflowError):
        return {}


def _tables(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for n in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * n)
        yield tag, data[start : start + length]


def _of_cmap(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Glyphs and their characters, those of the first codes last, so that they count."""
    if not cmap:
        return
    pairs: dict[int, int] = {}
    for n in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * n)
        if (platform, encoding) in _UNICODE:
            pairs.update(_subtable(cmap[start:]))
    for code in sorted(pairs, reverse=True):
        if pairs[code]:
            yield pairs[code], chr(code)


def _subtable(table: bytes) -> Iterator[tuple[int, int]]:
    """The codes of a table and their glyphs."""
    form = struct.unpack_from(">H", table)[0]
    if form == 4:
        yield from _segments(table)
    elif form == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        for n, glyph in enumerate(struct.unpack_from(f">{count}H", table, 10)):
            yield first + n, glyph
    elif form == 12:
        for n in range(min(struct.unpack_from(">L", table, 12)[0], _MOST_GLYPHS)):
            first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * n)
            for code in range(first, min(last, first + _MOST_GLYPHS) + 1):
                yield code, glyph + code - first


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 4 * count)
    at = 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, at)
    for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if not offsets[n]:
                yield code, (code + deltas[n]) & 0xFFFF
                continue
            place = at + 2 * n + offsets[n] + 2 * (code - start)
            glyph = struct.unpack_from(">H", table, place)[0] if place + 2 <= len(table) else 0
            yield code, (glyph + deltas[n]) & 0xFFFF if glyph else 0
