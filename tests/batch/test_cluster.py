"""A Dask cluster of two workers does the same as this machine, also when one of them dies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest

from pipeline.batch import cluster as cluster_room
from pipeline.batch.batch import index_pool, rank_pool, run_batch
from pipeline.batch.cluster import dask_engine, dask_map
from pipeline.batch.means import Means
from pipeline.errors import BadSetting
from pipeline.files.remote import Remote
from tests.conftest import OFFER, ROOT, TODAY

distributed = pytest.importorskip("distributed")
FEW = ("c005.pdf", "c009.docx", "c007.odt", "c036.txt", "c003.doc", "c016.pdf", "c042.rtf")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FEW:
        shutil.copy(ROOT / "data/cvs" / name, tmp_path)
    return tmp_path


def test_a_worker_killed_in_mid_run_changes_nothing(cluster: Any, folder: Path) -> None:
    address = cluster.scheduler_address.replace("tcp://", "dask://")
    victim = next(iter(cluster.workers.values()))

    def kill() -> None:
        sleep(1)
        victim.process.process._process.kill()

    thread = Thread(target=kill)
    thread.start()
    run = run_batch(
        OFFER, [Remote(folder.as_uri())], means=Means(TODAY, engine=dask_engine(address))
    )
    thread.join()
    here = run_batch(OFFER, [folder], today=TODAY)
    assert tuple(run.ranking) == tuple(here.ranking) and run.unread == here.unread == ()


def test_parts_of_a_pool_are_indexed_and_searched_by_the_cluster(
    cluster: Any, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = cluster.scheduler_address.replace("tcp://", "dask://")
    pools = [tmp_path_factory.mktemp(name) for name in ("ici", "grappe")]
    index_pool([folder], pools[0], Means(TODAY))
    means = Means(TODAY, engine=dask_engine(address), over=dask_map(address))
    index_pool([folder], pools[1], means)
    found = [
        rank_pool(OFFER, pool, number=4, means=m).ranking
        for pool, m in zip(pools, (Means(TODAY), means), strict=True)
    ]
    assert tuple(found[0]) == tuple(found[1])


def test_an_engine_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_room, "WAIT", 2)
    for address, said in (
        ("spark://x:1", "n'existe pas"),
        ("dask://127.0.0.1:9", "aucun ordonnanceur"),
    ):
        with pytest.raises(BadSetting, match=said):
            run_batch(
                OFFER, [ROOT / "data/cvs/c036.txt"], means=Means(TODAY, engine=dask_engine(address))
            )
