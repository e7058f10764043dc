"""Frozen data to bytes and back: MessagePack, checked against the types when it is read."""

from __future__ import annotations

from functools import cache
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


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
