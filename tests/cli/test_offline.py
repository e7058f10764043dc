"""Every command on files whose names command a terminal: none connects, none lets them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.conftest import CV, NOTICE

COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
NAMES = (
    "\x1b[31mrouge\x1b[0m.txt", "\u202etxt.vc.txt", "=HYPERLINK(1).txt",
    "<img src=x onerror=1>.txt", "deux\nlignes.txt", "\x9b2J.txt", "مريم – Zoë.txt",
)  # fmt: skip
BROKEN = "\x1b]0;titre\x07.pdf"
REFUSAL = """
import os, sys
LOCAL = ("127.0.0.1", "localhost", "::1")
def refuse(event, args):
    if event in ("socket.connect", "socket.sendto") and isinstance(args[1], str | bytes):
        return
    if event.startswith("socket.get") or event in ("socket.connect", "socket.sendto"):
        with open(os.environ["REFUSED"], "a") as log:
            log.write(f"{event} {args[1:]}\\n")
        raise OSError("no connection")
sys.addaudithook(refuse)
"""
"""Loaded by every Python that starts: this one's processes too. A socket of the file system is no
connection.
"""
PROGRAM = """
import sys
from pipeline.cli import main
for line in sys.stdin.read().split("\\0"):
    words = line.split("\\t")
    code = main.run(words)
    if code != int(words[0] == "learn"):
        sys.stderr.write(f"\\nFAILED {words[0]} {code}\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not know")
def test_no_command_connects_and_no_name_commands(root: Path, tmp_path: Path) -> None:
    cvs, offers, site = tmp_path / "cvs", tmp_path / "offres", tmp_path / "site"
    for folder in (cvs, offers, site):
        folder.mkdir()
    for n, name in enumerate(NAMES):
        text = CV.replace("Camille Martin", f"Camille Martin{'ez' * n}")
        (cvs / name).write_text(text, encoding="utf-8")
    (cvs / BROKEN).write_bytes(b"%PDF-1.4 rien")
    offer = offers / "\x1b[32moffre\u202e.txt"
    offer.write_text(NOTICE, encoding="utf-8")
    (site / "sitecustomize.py").write_text(REFUSAL, encoding="utf-8")
    done = told(root, site, commands(tmp_path, cvs, offer))
    assert not (tmp_path / "refused").exists(), (tmp_path / "refused").read_text()
    assert "FAILED" not in done.stderr, done.stderr
    for said in (done.stdout, done.stderr):
        assert not COMMANDS.search(said), COMMANDS.search(said)
    assert r"\x1b[31mrouge" in done.stdout and "مريم – Zoë" in done.stdout
    assert r"\x1b]0;titre\x07.pdf" in done.stderr
    for path in (tmp_path / "out").iterdir():
        if path.is_file() and path.suffix in (".json", ".csv", ".html", ".xlsx", ".jsonl"):
            assert not COMMANDS.search(content(path).replace("\r\n", "\n")), path.name


def commands(tmp_path: Path, cvs: Path, offer: Path) -> list[list[str]]:
    out, pool, judged = (str(tmp_path / name) for name in ("out", "vivier", "juges.csv"))
    Path(judged).write_text(f"offer,candidate,relevance\n{offer.stem},{NAMES[-1][:-4]},3\n")
    one, other = str(cvs / NAMES[0]), str(cvs / NAMES[1])
    pair = [str(offer), one]
    return [
        ["rank", str(offer), str(cvs), "-o", out, "--jobs", "2"],
        ["rank", str(offer), str(cvs), "-o", out, "-q", "--top", "3"],
        ["rank", str(offer), str(cvs), "-o", out + "-anonyme", "--anonymous", "-q"],
        ["index", str(cvs), "--pool", pool],
        ["rank", str(offer), "--pool", pool],
        ["read", one, other], ["read", one, "--format", "jsonl"],
        ["profile", one, other], ["profile", one, "--format", "jsonl"],
        ["export", one, "--format", "europass", "-o", out + "-europass"],
        ["criteria", str(offer)], ["criteria", str(offer), "-o", out + ".ods"],
        ["explain", *pair], ["notice", *pair], ["compare", *pair, other],
        ["match", one, str(offer.parent)],
        ["learn", out], ["evaluate", out, judged], ["trec", out],
        ["rerun", out, "-o", out + "-encore"], ["verify", out],
        ["lexicon", "check"],
        ["purge", out + "-encore", "--candidate", NAMES[2]],
    ]  # fmt: skip


def told(root: Path, site: Path, lines: list[list[str]]) -> subprocess.CompletedProcess[str]:
    """What the commands say, one after the other in a process whose connections are refused."""
    home = site.parent
    places = {"PYTHONPATH": f"{site}{os.pathsep}{root}", "XDG_CACHE_HOME": str(home / "cache")}
    env = {**os.environ, **places, "REFUSED": str(home / "refused"), "PYTHONUTF8": "1"}
    asked = "\0".join("\t".join(words) for words in lines)
    program = [sys.executable, "-c", PROGRAM]
    return subprocess.run(program, cwd=root, env=env, input=asked, capture_output=True, text=True)


def content(path: Path) -> str:
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8-sig")
    with ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist())
