"""ZIP archives, opened in memory, with limits."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO

from pipeline.errors import UnreadableDocument
from pipeline.files.members import LARGEST_MEMBER, is_ignored, safe_name

MOST_MEMBERS = 5000
LARGEST_TOTAL = 2 * 1024 * 1024 * 1024
_OFFICE = ("word/", "content.xml", "xl/", "ppt/", "Index/Document.iwa")
_WRONG = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
_ENCRYPTED = 0b1
_UTF_8 = 0x800


def is_office(data: bytes) -> bool:
    """Whether an archive is a document of an office suite, or too damaged to tell."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.startswith(_OFFICE) for name in archive.namelist()[:3000])
    except _WRONG:
        return True


def zip_members(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """The members of an archive by their names, or why they are not opened.

    Raises UnreadableDocument: `broken` or `too_large`, for the archive as a whole.
    """
    archive, listed = _listed(name, data)
    total = 0
    for entry in listed:
        shown = f"{name}/{safe_name(_entry_name(entry))}"
        content = _unpacked(archive, entry, shown)
        if isinstance(content, bytes):
            total += len(content)
            if len(content) > LARGEST_MEMBER or total > LARGEST_TOTAL:
                fact, remedy = "trop gros une fois décompressé", "demander un document plus petit"
                content = UnreadableDocument(shown, "too_large", fact, remedy)
        yield shown, content
        if total > LARGEST_TOTAL:
            return


def _listed(name: str, data: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """An archive and its documents."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        listed = [i for i in archive.infolist() if not i.is_dir() and not is_ignored(i.filename)]
    except _WRONG:
        fact, remedy = "l'archive est endommagée", "la refaire ou déposer les documents"
        raise UnreadableDocument(name, "broken", fact, remedy) from None
    if len(listed) > MOST_MEMBERS:
        fact = f"plus de {MOST_MEMBERS} fichiers"
        raise UnreadableDocument(name, "too_large", fact, "déposer un dossier")
    return archive, listed


def _unpacked(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str
) -> bytes | UnreadableDocument:
    """The bytes of a member, or why there are none."""
    again = "demander de nouveau le document"
    if entry.flag_bits & _ENCRYPTED:
        fact, remedy = "l'archive est protégée", "demander une version sans mot de passe"
        return UnreadableDocument(shown, "encrypted", fact, remedy)
    try:
        with archive.open(entry) as stream:
            return stream.read(LARGEST_MEMBER + 1)
    except (*_WRONG, RuntimeError, EOFError):
        return UnreadableDocument(shown, "broken", "le fichier est endommagé dans l'archive", again)
    except Exception as error:  # zlib and lzma raise errors of their own
        fact = f"le fichier ne se décompresse pas ({type(error).__name__})"
        return UnreadableDocument(shown, "broken", fact, again)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member: macOS writes UTF-8 without saying so, old Windows cp850; zipfile reads
    both as cp437. Accents apart from their letters (macOS) are put back on them.
    """
    if entry.flag_bits & _UTF_8:
        return unicodedata.normalize("NFC", entry.filename)
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeError:
        return entry.filename
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeError:
        return raw.decode("cp850", "replace")
