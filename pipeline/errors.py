"""What can go wrong, by name: every error is one line with the file, the fact and the remedy."""

from __future__ import annotations

import errno
import re
from typing import Any

_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
"""Characters that command a terminal, turn the order of reading around, or are no text: controls
(ANSI escapes begin with one), embeddings, overrides and isolates of direction, halves of pairs.
"""


def harmless(text: str) -> str:
    """A text as it may be shown anywhere: what would command is told by its number (`\\x1b`);
    letters of every script, ends of lines and tabs stay.
    """
    return _COMMANDS.sub(_told, text)


def harmless_json(text: str) -> str:
    """The same of a JSON text, as JSON itself writes it: read back, it is what it was."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """A harmless text, such as a file name, that cannot break the line on which it is shown."""
    return harmless(text).replace("\n", "\\n").replace("\t", "\\t")


def _told(found: re.Match[str]) -> str:
    number = ord(found[0])
    return "\\r" if found[0] == "\r" else f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


class VivierError(Exception):
    """A known problem, shown to people as one line and never as a traceback."""

    def __init__(self, file: str, fact: str, remedy: str) -> None:
        self.file = one_line(file)
        self.fact = fact
        self.remedy = remedy
        super().__init__(f"{self.file} : {one_line(fact)} ; {one_line(remedy)}")

    def __reduce__(self) -> tuple[Any, ...]:
        """An error comes whole out of another process."""
        return type(self), (self.file, self.fact, self.remedy)


class UnreadableDocument(VivierError):
    """A file whose text could not be had; `reason` is the machine's word for why."""

    def __init__(self, file: str, reason: str, fact: str, remedy: str) -> None:
        super().__init__(file, fact, remedy)
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.file, self.reason, self.fact, self.remedy)


class NoDocuments(VivierError):
    """A folder without a single file to read."""


class BadTable(VivierError):
    """A table of the lexicon that contradicts itself."""


class BadUsage(VivierError):
    """A command that was given what does not go together; it ends with exit code 2."""

    def __init__(self, place: str, remedy: str) -> None:
        super().__init__(place, "ces arguments ne vont pas ensemble", remedy)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.file, self.remedy)


class BadSetting(VivierError):
    """A weight, option or judgment that cannot be used."""


class SetAside(UserWarning):
    """A damaged file that was kept beside while the work went on, told as one line."""

    def __init__(self, file: str, fact: str, follows: str) -> None:
        super().__init__(one_line(f"{file} : {fact} ; {follows}"))


_SYSTEM = {
    errno.ENOSPC: ("le disque est plein", "libérer de la place"),
    errno.EDQUOT: ("le quota du disque est atteint", "libérer de la place"),
    errno.EFBIG: ("le disque ne prend pas de fichier aussi grand", "choisir un autre disque"),
    errno.EROFS: ("le disque ne peut qu'être lu", "choisir un autre dossier"),
    errno.EACCES: ("l'accès est refusé", "vérifier les droits"),
    errno.EPERM: ("l'accès est refusé", "vérifier les droits"),
    errno.ENOENT: ("ce fichier ou ce dossier n'existe plus", "vérifier que rien ne l'efface"),
    errno.EIO: ("le disque ne répond pas comme il faut", "vérifier le disque"),
    errno.EMFILE: ("trop de fichiers sont ouverts", "relever la limite du système (ulimit -n)"),
}


def unexpected(error: Exception) -> VivierError:
    """An error that nobody awaited, as one line that quotes nothing of a document."""
    if isinstance(error, OSError):
        code = error.errno or 0
        fact, remedy = _SYSTEM.get(
            code, (f"le système refuse ({errno.errorcode.get(code, code)})", "vérifier le disque")
        )
        return VivierError(str(error.filename or "fichiers de travail"), fact, remedy)
    if type(error).__module__ == "sqlite3":
        fact = "les fichiers de travail ne peuvent pas être écrits"
        return VivierError("vivier", fact, "libérer de la place sur le disque")
    fact = f"erreur inattendue ({type(error).__name__})"
    return VivierError("vivier", fact, "relancer avec --trace, et signaler ce qui s'affiche")
