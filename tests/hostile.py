"""Strings that try to command whatever shows them, and honest ones that must stay as they are."""

from __future__ import annotations

import random
from collections.abc import Iterator

_HEADS = ("", "=", "+", "-", "@", "\t=", " \u200b=", "\ufeff+", "＝", "\r=", "'=")
_PIECES = (
    "cmd|'/c calc'!A0", 'HYPERLINK("http://exemple.test","ici")', "1+1", "SUM(A1:A9)*",
    "\x1b[31mrouge\x1b[0m", "\x1b]0;titre\x07",
    "\x1b]8;;http://exemple.test\x1b\\lien\x1b]8;;\x1b\\",
    "\x9b2J", "\x1bc", "\x08\x08\x08", "\x7f", "\x00", "\x0c", "\x85",
    "\u202egnp.exe", "\u202dpdf\u202c", "\u2066gauche\u2069", "\u2067droite", "\u2028", "\u2029",
    "\r\n=1+1", '";=2+2;"', "\n- faux candidat", "\tcolonne",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)', "</td></table>",
    "&lt;b&gt;", "&#8238;", "<!--", "]]>", "<?php ?>", "{{ 7*7 }}", "{% if 1 %}", "${jndi:x}",
    "$\\frac{", "$", "_x202E_", "_x003D_1", "[link](javascript:alert(1))",
    "\\u202e", "%0a", "\ud83d", "\uffff",
)  # fmt: skip
_WORDS = ("Léa", "Ó Briain", "مريم", "שרה", "D'Arc", "développeuse", "C++", "Nouméa", "王")
HONEST = (
    "Zoë Müller-Lefèvre", "Siobhán O’Connor", "D'Artagnan", "مريم الهاشمي", "שרה כהן",
    "نور‎ (Nour)",
    "Nguyễn Văn Đức", "Łukasz Żak", "李小龙", "Ángel Ñuñez & fils", "Ὀδυσσεύς", "नमस्ते",
    "A < B et C > D",
    "100 % – 3 ans", "C#/.NET", "Tā", "Wallis‑et‑Futuna", "Été 2024 : œuvre", "👩‍💻 développeuse",
)  # fmt: skip
"""Names and lines of honest people: letters with accents, of other scripts and directions."""


def hostile(number: int) -> Iterator[str]:
    """So many strings, the same ones each time; the first ones have every piece."""
    chance = random.Random(22)
    for n in range(number):
        piece = _PIECES[n] if n < len(_PIECES) else chance.choice(_PIECES)
        head, words = chance.choice(_HEADS), chance.sample(_WORDS, 2)
        yield f"{head}{words[0]}{piece}{chance.choice(('', words[1], chance.choice(_PIECES)))}"
