"""Files that lie on object storage or on a shared disk, named by a URL (`s3://`, `file://` ...),
through fsspec.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.errors import NoDocuments, UnreadableDocument

MARK = "://"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or a folder elsewhere; what its protocol needs (`s3fs` for `s3://`) is installed
    beside, keys come from the environment.
    """

    url: str

    def files(self) -> list[tuple[Remote, str]]:
        """The files under this place (itself where it is one), with the names by which people know
        them; hidden files left out.

        Raises NoDocuments where there is nothing, or nothing answers.
        """
        try:
            system, path = self._system()
            found = [path] if system.isfile(path) else sorted(system.find(path))
        except FileNotFoundError:
            found = []
        except (OSError, ImportError, ValueError) as error:
            raise NoDocuments(
                self.url,
                f"cet emplacement ne s'ouvre pas ({type(error).__name__})",
                "vérifier l'adresse et les droits",
            ) from None
        if not found:
            raise NoDocuments(
                self.url, "cet emplacement n'existe pas ou est vide", "vérifier l'adresse"
            )
        root = path.rstrip("/") + "/"
        named = [(f, f.removeprefix(root) if f != path else f.rpartition("/")[2]) for f in found]
        return [
            (Remote(system.unstrip_protocol(f)), name)
            for f, name in named
            if not any(p.startswith(".") for p in name.split("/"))
        ]

    def load(self, name: str, largest: int) -> bytes:
        """The bytes of the file, for errors called `name`.

        Raises UnreadableDocument (`missing`, `too_large` or `broken`).
        """
        try:
            system, path = self._system()
            if (size := system.size(path) or 0) > largest:
                raise UnreadableDocument(
                    name,
                    "too_large",
                    f"{size / 1e6:.0f} Mo, trop gros",
                    "réduire les images du document",
                )
            data: bytes = system.cat_file(path)
            return data
        except FileNotFoundError:
            raise UnreadableDocument(
                name, "missing", "le fichier n'existe pas", "vérifier l'adresse"
            ) from None
        except (OSError, ImportError, ValueError):
            raise UnreadableDocument(
                name, "broken", "le fichier ne s'ouvre pas", "vérifier l'adresse et les droits"
            ) from None

    def _system(self) -> tuple[Any, str]:
        import fsspec

        system, path = fsspec.core.url_to_fs(self.url)
        return system, path
