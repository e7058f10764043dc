"""The tokens of a content stream: operations, numbers, strings, names (ISO 32000-1, 7.2, 7.3)."""

from __future__ import annotations

import re

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)"
OPERATION = re.compile(
    rb"\s*+((?:[-+.\d]++\s+0\s+Td\s*+<[0-9A-Fa-f]++>\s*+Tj\s*+){2,}+)"
    rb"|((?:[-+.\d\s]++|/[^\s()<>\[\]{}/%]*+|"
    + _STRING
    + rb"|<<(?:[^<>]|<[^<>]*+>|<<[^>]*+>>)*+>>|<[0-9A-Fa-f\s]*+>"
    rb"|\[(?:[^\[\]()]|" + _STRING + rb")*+\])*+)([A-Za-z'\"][A-Za-z0-9*'\"]*+)|%[^\r\n]*+",
    re.S,
)
"""A chain of glyphs placed one by one on one line (as browsers write them), or operands and their
operator.
"""
LINK = re.compile(rb"([-+.\d]+)\s+0\s+Td\s*<([0-9A-Fa-f]+)>")
ITEM = re.compile(rb"(" + _STRING + rb")|<([0-9A-Fa-f\s]*)>|([-+.\d]+)", re.S)
NAME = re.compile(rb"/([^\s()<>\[\]{}/%]*)")
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_ACTUAL = re.compile(rb"/ActualText\s*(?:(" + _STRING + rb")|<([0-9A-Fa-f\s]*)>)", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
INLINE_PICTURE = re.compile(rb"(?<![^\s])BI\s.*?\sID\s.*?\sEI(?=\s|$)", re.S)


def numbers(operands: bytes) -> list[float]:
    """The numbers of a run of operands, misspelt ones ("--5", "1.2.3") read as well as can be."""
    try:
        return [float(n) for n in operands.split()]
    except ValueError:
        return [float(n) for n in _NUMBER.findall(operands)]


def string(token: bytes) -> bytes:
    """The bytes of a string written in brackets."""
    inner = token[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner


def hexadecimal(digits: bytes) -> bytes:
    """The bytes of a string written in hexadecimal; a missing last digit is 0."""
    bare = b"".join(digits.split()).decode("latin-1")
    return bytes.fromhex(bare + "0" * (len(bare) % 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes((int(code, 8) & 255,)) if code[0] in b"01234567" else _ESCAPES.get(code, code)


def actual_text(operands: bytes) -> str | None:
    """The text that a marked span says to stand for; None where it says none."""
    found = _ACTUAL.search(operands)
    if not found:
        return None
    raw = string(found[1]) if found[1] else hexadecimal(found[2])
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "ignore")
    return raw.decode("latin-1")


def name_of(token: bytes) -> str:
    """The name that a token writes ("/A#20b" is "A b")."""
    bare = token.rsplit(b"/", 1)[-1].decode("latin-1")
    return re.sub(r"#([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), bare) if "#" in bare else bare
