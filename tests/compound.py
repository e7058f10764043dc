"""Outlook messages written by the tests: a compound file ([MS-CFB]) with the streams that
[MS-OXMSG] names, every stream small.
"""

from __future__ import annotations

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MINI, _SECTOR = 64, 512
Storage = dict[str, "bytes | Storage"]


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


def _padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


def compound(root: Storage) -> bytes:
    """A compound file of storages and streams, each stream under 4,096 bytes; up to 128 sectors in
    all.
    """
    entries: list[list] = []
    mini, minifat = b"", []

    def add(name: str, content: bytes | Storage, kind: int) -> int:
        nonlocal mini
        place = len(entries)
        entries.append([name, kind, _FREE, _FREE, _END, 0])
        if isinstance(content, dict):
            children = [add(n, c, 1 if isinstance(c, dict) else 2) for n, c in content.items()]
            for left, right in zip(children, children[1:], strict=False):
                entries[left][2] = right
            entries[place][3] = children[0] if children else _FREE
        elif content:
            count = -(-len(content) // _MINI)
            entries[place][4:] = [len(minifat), len(content)]
            minifat.extend(_chain(len(minifat), count))
            mini += _padded(content, _MINI)
        return place

    add("Root Entry", root, 5)
    table = _padded(struct.pack(f"<{len(minifat)}I", *minifat), _SECTOR) if minifat else b""
    table = table[: 4 * len(minifat)] + b"\xff" * (len(table) - 4 * len(minifat))
    stream = _padded(mini, _SECTOR)
    folder_sectors = -(-len(entries) * 128 // _SECTOR)
    first_mini = 1 + folder_sectors
    first_stream = first_mini + len(table) // _SECTOR
    entries[0][4:] = [first_stream if stream else _END, len(mini)]
    folder = b""
    for name, kind, right, child, start, size in entries:
        wide = name.encode("utf-16-le") + b"\0\0"
        folder += (
            wide
            + bytes(64 - len(wide))
            + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, right, child)
        )
        folder += bytes(36) + struct.pack("<IQ", start, size)
    folder += (bytes(66) + b"\0\0" + struct.pack("<III", _FREE, _FREE, _FREE) + bytes(48)) * (
        folder_sectors * 4 - len(entries)
    )
    fat = [
        _FAT,
        *_chain(1, folder_sectors),
        *_chain(first_mini, len(table) // _SECTOR),
        *_chain(first_stream, len(stream) // _SECTOR),
    ]
    fat += [_FREE] * (128 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack(
        "<IIIIIIIII",
        0,
        1,
        1,
        0,
        4096,
        first_mini if table else _END,
        len(table) // _SECTOR,
        _END,
        0,
    )
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *fat) + folder + table + stream


def _text(value: str) -> bytes:
    return value.encode("utf-16-le")


def _properties(header: int, *tags: int) -> bytes:
    return bytes(header) + b"".join(struct.pack("<IIII", tag, 6, 0, 0) for tag in tags)


def outlook(sender: str, body: str, attachments: dict[str, bytes]) -> bytes:
    """A message (.msg) with a sender's address, a text and files."""
    root: Storage = {
        "__properties_version1.0": _properties(32, 0x001A001F, 0x0C1F001F, 0x1000001F),
        "__substg1.0_001A001F": _text("IPM.Note"),
        "__substg1.0_0C1F001F": _text(sender),
        "__substg1.0_1000001F": _text(body),
        "__nameid_version1.0": {},
    }
    for number, (name, data) in enumerate(attachments.items()):
        root[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": _properties(8, 0x37010102, 0x3707001F),
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": _text(name),
        }
    return compound(root)
