"""The bytes of a file, or the reason why there are none."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UnreadableDocument
from pipeline.files.remote import Remote

LARGEST_FILE = 60 * 1024 * 1024


def load(path: Path | Remote, name: str) -> bytes:
    """The bytes of a file, or the reason why there are none."""
    data = path.load(name, LARGEST_FILE) if isinstance(path, Remote) else _load(path, name)
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument(
            name, "empty", "le fichier est vide", "demander de nouveau le document"
        )
    return data


def _load(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableDocument(name, "folder", "c'est un dossier", "donner un fichier")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(
                name,
                "too_large",
                f"{size / 1e6:.0f} Mo, trop gros",
                "réduire les images du document",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(
            name, "missing", "le fichier n'existe pas", "vérifier le chemin"
        ) from None
    except PermissionError:
        raise UnreadableDocument(
            name, "permission", "la lecture est refusée", "donner le droit de lecture"
        ) from None
    except OSError:
        raise UnreadableDocument(
            name,
            "broken",
            "le fichier ne s'ouvre pas",
            "vérifier le disque et copier de nouveau le fichier",
        ) from None
