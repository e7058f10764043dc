"""What can go wrong, by name: every error is one line with the file, the fact and the remedy."""

from __future__ import annotations

from typing import Any


def one_line(name: str) -> str:
    """A file name that cannot break the line on which it is shown."""
    return name.replace("\n", "\\n").replace("\r", "\\r")


class VivierError(Exception):
    """A known problem, shown to people as one line and never as a traceback."""

    def __init__(self, file: str, fact: str, remedy: str) -> None:
        self.file = one_line(file)
        self.fact = fact
        self.remedy = remedy
        super().__init__(f"{self.file} : {fact} ; {remedy}")

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
        super().__init__(f"{one_line(file)} : {fact} ; {follows}")
