"""The columns of the tables of the store."""

from __future__ import annotations

import pyarrow as pa

PROFILES = pa.schema(
    [
        ("key", pa.string()),
        ("id", pa.string()),
        ("kind", pa.string()),
        ("at", pa.string()),
        ("reading", pa.string()),
        ("understanding", pa.string()),
        ("reason", pa.string()),
        ("fact", pa.string()),
        ("remedy", pa.string()),
        ("format", pa.string()),
        ("pages", pa.int32()),
        ("language", pa.string()),
        ("title", pa.string()),
        ("diploma", pa.string()),
        ("experience_years", pa.float64()),
        ("rome", pa.list_(pa.string())),
        ("skills", pa.list_(pa.string())),
        ("text", pa.string()),
        ("document", pa.large_binary()),
        ("profile", pa.large_binary()),
        ("identity", pa.large_binary()),
        ("card", pa.large_binary()),
    ]
)
"""One row a file and kind: how it was read and understood (fingerprints), what it says for queries,
and the packed data.
"""
MATCHES = pa.schema(
    [
        ("key", pa.string()),
        ("kind", pa.string()),
        ("understanding", pa.string()),
        ("match", pa.large_binary()),
    ]
)
"""One row a CV and offer (`kind` is the key of the offer, `understanding` the fingerprint of all
that made the match).
"""
