"""A run that is there: its board in the browser, what its decisions teach, the run made again, and whether it is still the same."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import BadSetting, one_line
from pipeline.options import JOBS, remark

HOST = "127.0.0.1"
SHOWN = 15
"""Candidates that `learn` shows."""
_POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws://127.0.0.1:*; frame-ancestors 'self'"
_HEADERS = str({"headers": {"Content-Security-Policy": _POLICY}})
"""The browser fetches nothing from elsewhere: Voilà's own template names fonts on a public server."""
_STARTS = 60.0
"""Seconds in which the page must answer."""


def review(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Le dossier d'un classement.", show_default=False)],
    port: Annotated[int, typer.Option("--port", metavar="N", help="Le port (par défaut : un port libre).")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Ouvre le navigateur.")] = True,
) -> None:
    """Ouvre la revue d'un classement dans le navigateur, sur cette machine seulement (Ctrl-C l'arrête)."""
    import importlib.util
    import os

    from pipeline import tables
    from pipeline.runs import store_of

    store_of(out)
    if any(importlib.util.find_spec(name) is None for name in ("voila", "ipywidgets", "itables", "anywidget")):
        raise BadSetting("vivier review", "Voilà n'est pas installé", 'pip install "vivier[notebooks]"')
    chosen, token = port or _free_port(), secrets.token_urlsafe(24)
    words = [sys.executable, "-m", "voila", str(tables.NOTEBOOKS / "01_revue_du_classement.ipynb"), "--no-browser", f"--token={token}"]
    words += [f"--port={chosen}", f"--Voila.ip={HOST}", "--show_tracebacks=False", f"--Voila.tornado_settings={_HEADERS}"]
    environment = {**os.environ, "VIVIER_RUN": str(out.resolve())}
    server = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(server, chosen)
        address = f"http://{HOST}:{chosen}/?token={token}"
        print(address, flush=True)
        remark("La revue est ouverte sur cette machine ; Ctrl-C l'arrête.")
        if browser:
            webbrowser.open(address)
        server.wait()
    except KeyboardInterrupt:
        remark("Revue fermée.")
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _STARTS
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise BadSetting("vivier review", "la page ne démarre pas", "choisir un autre port avec --port")


def learn(out: Annotated[Path, typer.Argument(metavar="OUT", help="Le dossier d'un classement.", show_default=False)]) -> None:
    """Montre quels poids s'accorderaient mieux avec les décisions prises, et ce qu'ils changeraient ; rien n'est appliqué."""
    from pipeline.ranking.learning import learn as learned
    from pipeline.ranking.ranker import Weights
    from pipeline.review.decisions import Decisions
    from pipeline.review.labels import PARTS, percent
    from pipeline.runs import reopen

    run = reopen(out)
    weights = Weights(run.settings.weights)
    lesson = learned([r.match for r in run.ranking], {f: d.verdict for f, d in Decisions(out).current().items()}, weights)
    print(f"{lesson.pairs} paire(s) de candidats départagées par les décisions")
    print(f"dans le bon ordre : {percent(lesson.before)} avec les poids du classement, {percent(lesson.after)} avec ceux-ci")
    for name, factor in lesson.factors.items():
        print(f"  {PARTS[name]:20} × {factor:.2f}".replace(".", ","))
    before = {r.match.file: r.rank for r in run.ranking}
    for ranked in run.ranking.reweighed(weights.times(lesson.factors))[:SHOWN]:
        file = ranked.match.file
        print(f"  {ranked.rank:>3} (avant : {before[file]:>3})  {run.candidates[file].identity.name or file}")
    said = ",".join(f"{name}={factor:g}" for name, factor in lesson.factors.items())
    remark(f"Pour les essayer : vivier rank OFFER CVS -o AUTRE --weights {said}")


def rerun(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Le dossier d'un classement.", show_default=False)],
    into: Annotated[Path | None, typer.Option("-o", "--out", metavar="DIR", help="Où l'écrire (par défaut : au même endroit).")] = None,
    jobs: JOBS = 1,
) -> None:
    """Refait un classement, son rapport et son procès-verbal à partir de run.json."""
    from pipeline import checking, runs
    from pipeline.batch import Means
    from pipeline.extraction.isolation import Limits

    before = runs.ranking_id(out)
    run = checking.rerun(out, Means(jobs=jobs, limits=Limits()))
    place = into or out
    runs.write_run(run, place)
    same = runs.ranking_id(place) == before
    print(f"{place} : {len(run.ranking)} candidat(s), " + ("classement identique" if same else "classement changé ; voir vivier verify"))


def verify(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Le dossier d'un classement.", show_default=False)],
    jobs: JOBS = 1,
) -> None:
    """Relit et reclasse tout d'après run.json, et dit si les fichiers, le classement ou ses sorties ont changé (code 1 si oui)."""
    from pipeline.batch import Means
    from pipeline.checking import verify as checked
    from pipeline.extraction.isolation import Limits

    found = checked(out, Means(jobs=jobs, limits=Limits()))
    for file, what in found.inputs:
        print(f"entrée : {one_line(file)} {what}")
    for name, was, now in found.versions:
        print(f"version : {name} {was or 'absent'} → {now or 'absent'}")
    for file, what in found.candidates:
        print(f"candidat : {one_line(file)} : {what}")
    for name in found.outputs:
        print(f"sortie : {name} a été modifié depuis")
    if not found.unchanged:
        raise BadSetting(str(out), "le classement n'est plus celui qui a été écrit", "vivier rerun le refait ; ou remettre les fichiers")
    print(f"{out} : rien n'a changé")
