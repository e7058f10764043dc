"""Frozen data to bytes and back: MessagePack (JSON is read too), checked against the types when it
is read.
"""

from __future__ import annotations

from functools import cache
from mmap import mmap
from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class NotPacked(ValueError):
    """Bytes that do not hold the data expected, for example of another version."""


def pack(value: object) -> bytes:
    """The bytes of a frozen dataclass, the same for the same value."""
    return _ENCODER.encode(value)


def unpack(data: bytes, kind: type[Value]) -> Value:
    """The value of type `kind` that `pack` wrote.

    Raises NotPacked where the bytes hold something else.
    """
    try:
        found: Value = _decoder(kind).decode(data)  # type: ignore[arg-type]
        return found
    except msgspec.DecodeError as error:
        raise NotPacked(str(error)) from None


def from_json(data: bytes | mmap, kind: type[Value]) -> Value:
    """The value of type `kind` that JSON holds; what the type does not name is passed over without
    taking memory.

    Raises NotPacked where the JSON holds something else.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:
        raise NotPacked(str(error)) from None


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
