"""Word 97-2003 (.doc) through olefile: the text of the main story by its piece table ([MS-DOC]
2.4.1).
"""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import olefile

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import Flow

_FIB_FLAGS = 0x0A
_CCP_TEXT = 0x4C
_FC_CLX, _LCB_CLX = 0x01A2, 0x01A6
_PATIENCE = 20
"""Seconds that another program may take."""
_PROGRAMS: tuple[tuple[tuple[str, ...], bool], ...] = (
    (("antiword", "-m", "UTF-8.txt", "-w", "0", "FILE"), True),
    (("catdoc", "-d", "utf-8", "-w", "FILE"), True),
    (
        (
            "soffice",
            "--headless",
            "-env:UserInstallation=file://FOLDER/profile",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            "FOLDER",
            "FILE",
        ),
        False,
    ),
)
"""Commands that read what we do not, and whether they answer on their standard output."""
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14?|\x15")


def read_doc(file: str, data: bytes) -> Flow:
    """The paragraphs of a Word 97-2003 document; cells of a table are paragraphs.

    Raises UnreadableDocument: `broken` or `encrypted`.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise _protected(file)
            if not ole.exists("WordDocument"):
                raise UnreadableDocument(
                    file,
                    "not_a_document",
                    "ce n'est pas un document Word",
                    "déposer un PDF, un DOCX, un ODT ou un texte",
                )
            main = ole.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", main, _FIB_FLAGS)[0]
            if flags & 0x0100:
                raise _protected(file)
            table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
        flow = _flow(_text(main, table))
    except (OSError, struct.error, IndexError, ValueError, KeyError, TypeError, AttributeError):
        flow = Flow()
    if not flow.marks:
        flow = _flow(_by_program(data))
    if flow.marks:
        return flow
    raise UnreadableDocument(
        file,
        "broken",
        "le fichier .doc est endommagé ou d'une version ancienne",
        "l'enregistrer en PDF et déposer la copie, ou installer LibreOffice, antiword ou catdoc",
    )


def _protected(file: str) -> UnreadableDocument:
    fact = "le document Word est protégé par un mot de passe"
    return UnreadableDocument(file, "encrypted", fact, "demander une version sans mot de passe")


def _by_program(data: bytes) -> str:
    """The text that a program installed on this machine finds in a document that the piece table
    does not give; "" for none.

    Macros are not run: antiword and catdoc know none, and LibreOffice does not run them in a
    conversion.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        for command, answers in _PROGRAMS:
            program = shutil.which(command[0])
            if program is None:
                continue
            arguments = [
                a.replace("FILE", str(source)).replace("FOLDER", folder) for a in command[1:]
            ]
            try:
                done = subprocess.run(
                    [program, *arguments], capture_output=True, timeout=_PATIENCE, check=False
                )
            except (OSError, subprocess.TimeoutExpired):
                continue
            written = Path(folder, "document.txt")
            text = done.stdout if answers else written.read_bytes() if written.is_file() else b""
            if done.returncode == 0 and text.strip():
                return text.decode("utf-8", "replace").replace("\n", "\r")
    return ""


def _text(main: bytes, table: bytes) -> str:
    length = struct.unpack_from("<I", main, _CCP_TEXT)[0]
    start, size = (
        struct.unpack_from("<I", main, _FC_CLX)[0],
        struct.unpack_from("<I", main, _LCB_CLX)[0],
    )
    clx = table[start : start + size]
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise ValueError("no piece table")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    pieces = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{pieces + 1}I", plc)
    out = []
    for n in range(pieces):
        where = struct.unpack_from("<I", plc, 4 * (pieces + 1) + 8 * n + 2)[0]
        count = places[n + 1] - places[n]
        if where & 0x40000000:
            begin = (where & 0x3FFFFFFF) // 2
            out.append(main[begin : begin + count].decode("cp1252", "replace"))
        else:
            out.append(main[where : where + 2 * count].decode("utf-16-le", "replace"))
    return "".join(out)[:length]


def _flow(text: str) -> Flow:
    flow = Flow()
    blank = True
    shown = _FIELD.sub("", text).replace("\x1e", "-").replace("\x1f", "")
    for paragraph in re.split(r"[\r\x07\x0c]", shown):
        line = paragraph.replace("\x0b", "\n").replace("\x0e", "\n")
        if line.strip():
            flow.add(line.strip(), Look(gap=blank))
        blank = not line.strip()
    return flow
