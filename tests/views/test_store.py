"""A store that cannot be used is told on every page in place of figures, and never as a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.store.database import store_file, writing
from geo.store.scope import LAPTOP
from tests.store.damage import close_store, empty, replace, truncate
from tests.views.reading import PAGES, faults, notices, open_page


def newer(file: Path) -> None:
    with writing(LAPTOP) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    close_store()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (truncate, "petapora.sqlite"),
        (empty, "petapora.sqlite"),
        (replace, "petapora.sqlite"),
        (newer, "0099"),
    ],
)
def test_a_page_says_what_is_wrong_with_the_store(
    dashboard: Path, path: str, damage: Callable[[Path], None], said: str
) -> None:
    open_page(path)
    close_store()
    damage(store_file())
    app = open_page(path)
    assert faults(app) == []
    (error,) = notices(app, "error")
    assert "records/petapora.sqlite" in error
    assert said in error


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_on_a_store_that_is_not_there_yet(dashboard: Path, path: str) -> None:
    assert not store_file().exists()
    app = open_page(path)
    assert (faults(app), notices(app, "error")) == ([], [])
    assert store_file().exists()
