"""Which files a folder holds: walked without following links out of it, its archives and mails
unpacked beside it.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import NoDocuments, UnreadableDocument
from pipeline.files.containers import Refused, kind_of, members
from pipeline.files.loading import load
from pipeline.files.remote import Remote

_SKIPPED = ("thumbs.db", "desktop.ini")
_CONTAINERS = (".zip", ".eml", ".msg", ".csv", ".json")
_DOCUMENTS = (".docx", ".docm", ".dotx", ".odt", ".doc", ".dot", ".pdf")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the name by which people know it: it lies at `place`, or, where `below`, at its
    name in that folder.
    """

    place: Path | Remote
    name: str
    below: bool = False

    @property
    def path(self) -> Path | Remote:
        """Where the file lies. A folder may hold a million: their paths are made when they are
        asked for.
        """
        return self.place / self.name if self.below and isinstance(self.place, Path) else self.place


def find_files(places: Sequence[Path | Remote]) -> tuple[list[Found], list[UnreadableDocument]]:
    """The files of folders (walked recursively, hidden files left out) and the files named, and
    those that cannot be opened.

    Files of several places that share a name are called by their paths from the folder that holds
    them all.

    Raises NoDocuments where a place does not exist or nothing is found.
    """
    found: list[Found] = []
    closed: list[UnreadableDocument] = []
    for place in places:
        if isinstance(place, Remote):
            found += [Found(path, name) for path, name in place.files()]
        elif place.is_dir():
            walked, shut = _walk(place)
            found += walked
            closed += shut
        elif place.exists() or place.is_symlink():
            found.append(Found(place, _readable(place.name)))
        else:
            raise NoDocuments(
                str(place), "ce dossier ou fichier n'existe pas", "vérifier le chemin"
            )
    if not found and not closed:
        raise NoDocuments(
            str(places[0]),
            "le dossier est vide",
            "y déposer des CV (PDF, DOCX, ODT, RTF, HTML, TXT)",
        )
    return (_told_apart(found) if len(places) > 1 else found), closed


def _told_apart(found: list[Found]) -> list[Found]:
    """Each file once; those that share a name, if need be only the longer name of another, by
    longer names.
    """
    files = {f.path.resolve() if isinstance(f.path, Path) else f.path: f for f in found}
    named = {place: f.name for place, f in files.items()}
    longer: set[Path] = set()
    while True:
        times = Counter(named.values())
        shared = {
            place for place, name in named.items() if times[name] > 1 and isinstance(place, Path)
        } - longer
        if not shared:
            return [
                f if f.name == named[place] else Found(f.path, named[place])
                for place, f in files.items()
            ]
        longer |= shared
        above = os.path.commonpath([path.parent for path in longer])
        named |= {path: _readable(path.relative_to(above).as_posix()) for path in longer}


def _readable(name: str) -> str:
    """A name as people can read it: one whose bytes are not UTF-8 was given by an older system."""
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp1252", "replace")


def _walk(folder: Path) -> tuple[list[Found], list[UnreadableDocument]]:
    found: list[Found] = []
    closed: list[UnreadableDocument] = []

    def shut(error: OSError) -> None:
        name = Path(error.filename or folder)
        shown = _readable(name.relative_to(folder).as_posix()) if name != folder else "."
        closed.append(
            UnreadableDocument(
                shown, "permission", "le dossier ne s'ouvre pas", "donner le droit de lecture"
            )
        )

    for root, folders, files in os.walk(folder, onerror=shut):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        below = "" if Path(root) == folder else f"{Path(root).relative_to(folder).as_posix()}/"
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith((".", "~$")) or name.lower() in _SKIPPED:
                continue
            shown = _readable(f"{below}{name}")
            if path.is_symlink() and not _inside(path, folder):
                closed.append(
                    UnreadableDocument(
                        shown, "link", "lien vers l'extérieur du dossier", "y copier le fichier"
                    )
                )
            elif not _is_file(path):
                closed.append(
                    UnreadableDocument(
                        shown, "missing", "ce n'est pas un fichier lisible", "vérifier le lien"
                    )
                )
            else:
                found.append(
                    Found(folder, shown, True) if shown == f"{below}{name}" else Found(path, shown)
                )
    return found, closed


def _inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def _is_file(path: Path) -> bool:
    """Whether a path leads to a regular file; pipes, devices and circles of links do not."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, RuntimeError):
        return False


def may_hold_others(found: Found) -> bool:
    """Whether a file may be an archive or a mail, by its name and its first bytes."""
    low = found.name.lower()
    if low.endswith(_CONTAINERS):
        return True
    if low.endswith(_DOCUMENTS):
        return False
    path = found.path
    if isinstance(path, Remote):
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or kind_of(low, head) == "eml"


def unpack(found: Found, into: Path) -> list[Found | UnreadableDocument]:
    """The documents of an archive or a mail as files of the folder `into`; a file that holds no
    others is itself.

    Raises UnreadableDocument where the file cannot be loaded.
    """
    data = load(found.path, found.name)
    out: list[Found | UnreadableDocument] = []
    taken: dict[str, int] = {}
    for number, member in enumerate(members(found.name, data)):
        if isinstance(member, Refused):
            out.append(member.error)
            continue
        if member.name == found.name:
            return [found]
        place = into / f"{number:05d}{Path(member.name).suffix[:12]}"
        place.write_bytes(member.data)
        times = taken[member.name] = taken.get(member.name, 0) + 1
        out.append(Found(place, member.name if times == 1 else f"{member.name} ({times})"))
    return out
