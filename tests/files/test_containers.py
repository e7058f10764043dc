"""Archives and mails: what they hold is read, what is dangerous in them is harmless."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.files.containers import Member, Refused, kind_of, members
from pipeline.files.folder import Found, find_files, may_hold_others, unpack
from tests.compound import outlook

CV = "Ana Lemaire\nComptable\nExpérience\nComptable 2015 - 2020\n".encode()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail(
    attachments: dict[str, bytes], body: str = "Bonjour, voici mon CV. Cordialement, Ana Lemaire"
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "Ana Lemaire <ana@example.nc>",
        "rh@example.nc",
        "Candidature",
    )
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def names(data: bytes, name: str = "lot.zip") -> list[str]:
    return [m.name for m in members(name, data)]


def test_an_archive_of_cvs_and_an_archive_inside_it() -> None:
    inner = zipped({"b.txt": CV})
    data = zipped(
        {
            "a.txt": CV,
            "dossier/suite.zip": inner,
            "__MACOSX/._a.txt": b"x",
            "~$a.docx": b"x",
            ".DS_Store": b"x",
        }
    )
    assert names(data) == ["lot.zip/a.txt", "lot.zip/dossier/suite.zip/b.txt"]


def test_a_mail_is_its_attachments_and_its_words_without_its_logo() -> None:
    data = mail(
        {"CV Ana.txt": CV, "logo.png": b"\x89PNG" + bytes(500), "lot.zip": zipped({"b.txt": CV})}
    )
    found = {m.name: m for m in members("envoi.eml", data)}
    assert list(found) == [
        "envoi.eml/message.txt",
        "envoi.eml/CV Ana.txt",
        "envoi.eml/lot.zip/b.txt",
    ]
    letter = found["envoi.eml/message.txt"]
    assert (
        isinstance(letter, Member)
        and "ana@example.nc" in letter.data.decode()
        and "voici mon CV" in letter.data.decode()
    )


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\cv.txt",
        "a/../../b.txt",
        "cv\n2.txt",
        "..\\..\\cv.txt",
    ],
)
def test_names_that_lead_out_of_the_archive_lead_nowhere(path: str, tmp_path: Path) -> None:
    (tmp_path / "lot.zip").write_bytes(zipped({path: CV}))
    into = tmp_path / "into"
    into.mkdir()
    (found,) = unpack(Found(tmp_path / "lot.zip", "lot.zip"), into)
    assert isinstance(found, Found) and found.path.parent == into
    assert (
        ".." not in found.name.split("/")
        and "\n" not in found.name
        and found.name.startswith("lot.zip/")
    )


def test_archives_too_deep_too_large_protected_or_broken_are_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deep = CV
    for _ in range(5):
        deep = zipped({"x.zip": deep})
    (found,) = members("lot.zip", deep)
    assert isinstance(found, Refused) and found.error.reason == "nested"
    monkeypatch.setattr("pipeline.files.archives.LARGEST_MEMBER", 1000)
    bomb, small = members("lot.zip", zipped({"bombe.txt": bytes(500_000), "cv.txt": CV}))
    assert (
        isinstance(bomb, Refused) and bomb.error.reason == "too_large" and isinstance(small, Member)
    )
    data = bytearray(zipped({"a.txt": CV * 20, "b.txt": CV}))
    data[60:70] = bytes(10)
    broken, good = members("lot.zip", bytes(data))
    assert (
        isinstance(broken, Refused) and broken.error.reason == "broken" and isinstance(good, Member)
    )
    (empty,) = members("lot.zip", zipped({}))
    assert isinstance(empty, Refused) and empty.error.reason == "empty"


def test_documents_are_no_containers_and_containers_are_known_by_their_bytes(
    make_docx, tmp_path: Path
) -> None:
    assert kind_of("cv.docx", make_docx(["Ana"])) == "" and kind_of("cv.txt", CV) == ""
    assert kind_of("cv.txt", b"From: Bourail\nComptable") == ""
    assert (
        kind_of("sans suffixe", mail({})) == "eml" and kind_of("x", zipped({"a.txt": CV})) == "zip"
    )
    for name, data, holds in (
        ("a.zip", zipped({"a": CV}), True),
        ("lot", zipped({"a": CV}), True),
        ("cv.txt", CV, False),
    ):
        (tmp_path / name).write_bytes(data)
        assert may_hold_others(Found(tmp_path / name, name)) is holds


def test_two_members_of_one_name_stay_two(tmp_path: Path) -> None:
    (tmp_path / "envoi.eml").write_bytes(mail({"cv.txt": CV}) + b"")
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = (
        "a@b.nc",
        "c@d.nc",
        "Mon, 2 Mar 2026 10:00:00 +1100",
    )
    for _ in range(2):
        message.add_attachment(
            CV, maintype="application", subtype="octet-stream", filename="cv.txt"
        )
    (tmp_path / "deux.eml").write_bytes(bytes(message))
    into = tmp_path / "into"
    into.mkdir()
    assert [f.name for f in unpack(Found(tmp_path / "deux.eml", "deux.eml"), into)] == [
        "deux.eml/cv.txt",
        "deux.eml/cv.txt (2)",
    ]


def test_circles_of_links_and_pipes_are_listed_not_opened(tmp_path: Path) -> None:
    import os

    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "tuyau")
    found, closed = find_files([tmp_path])
    assert found == [] and {c.file for c in closed} == {"a", "b", "tuyau"}


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_damaged_containers_yield_members_or_reasons(data: st.DataObject) -> None:
    whole = bytearray(
        data.draw(
            st.sampled_from(
                [mail({"cv.txt": CV}), zipped({"a.txt": CV, "b.zip": zipped({"c.txt": CV})})]
            )
        )
    )
    for _ in range(data.draw(st.integers(0, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for member in members("lot", bytes(whole[: data.draw(st.integers(1, len(whole)))])):
        assert isinstance(member, Member) or member.error.reason


def test_an_outlook_message_is_its_attachments_and_its_words() -> None:
    data = outlook(
        "ana@example.nc",
        "Bonjour, voici mon CV.",
        {"cv.txt": CV, "suite.zip": zipped({"b.txt": CV})},
    )
    assert kind_of("envoi.msg", data) == kind_of("sans suffixe", data) == "msg"
    found = {m.name: m for m in members("envoi.msg", data)}
    assert list(found) == ["envoi.msg/message.txt", "envoi.msg/cv.txt", "envoi.msg/suite.zip/b.txt"]
    letter, cv = found["envoi.msg/message.txt"], found["envoi.msg/cv.txt"]
    assert (
        isinstance(letter, Member)
        and "ana@example.nc" in letter.data.decode()
        and "voici mon CV" in letter.data.decode()
    )
    assert isinstance(cv, Member) and cv.data == CV


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_outlook_messages_yield_members_or_reasons(data: st.DataObject) -> None:
    whole = bytearray(outlook("ana@example.nc", "Bonjour", {"cv.txt": CV}))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for member in members("envoi.msg", bytes(whole[: data.draw(st.integers(600, len(whole)))])):
        assert isinstance(member, Member) or member.error.reason


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Lemaire Zoe\u0301.txt".encode(), "Lemaire Zoé.txt"),
        ("Lemaire Zoé.txt".encode("cp850"), "Lemaire Zoé.txt"),
    ],
)
def test_names_of_macos_and_of_old_windows(raw: bytes, name: str) -> None:
    out = io.BytesIO()
    stand_in = "x" * len(raw)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(stand_in, "Comptable")
    data = out.getvalue().replace(stand_in.encode(), raw)
    assert [m.name for m in members("lot.zip", data)] == [f"lot.zip/{name}"]
