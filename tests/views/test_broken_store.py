"""A store that cannot be used: every page says why and what to do, in place of a traceback."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from geo.store.database import store_file
from geo.store.faults import driver
from tests.store.damage import close_store, replace, truncate
from tests.store.test_faults import without_rights
from tests.views.reading import PAGES, faults, notices, open_page, texts
from tests.views.recorded import ON

LANGUAGES = ["id", "en"]


def make_newer(file: Path) -> None:
    """Let the store say that a later version of the program wrote it."""
    with closing(driver.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()


DAMAGED = "is damaged or is not a store of PetaPORA. Move it away and put your last copy in"
NEWER = "was written by a newer PetaPORA (version 0099 of the store"
RIGHTS = "cannot be opened or written here. See to the rights of the folder and its files."
BROKEN: dict[Callable[[Path], None], str] = {truncate: DAMAGED, replace: DAMAGED, make_newer: NEWER}
"""What is done to the store, and what is said of it."""


def assert_said_on_every_page(text: str, language: str) -> None:
    for path in PAGES:
        app = open_page(path, lang=language, date=ON)
        assert faults(app) == []
        (error,) = notices(app, "error")
        assert "records/petapora.sqlite" in error
        assert text in error or language != "en"
        assert app.get("bidi_component") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("break_it", BROKEN)
def test_every_page_says_what_is_wrong_with_the_store_and_what_to_do(
    recorded: Path, break_it: Callable[[Path], None], language: str
) -> None:
    close_store()
    break_it(store_file())
    content = store_file().read_bytes()
    assert_said_on_every_page(BROKEN[break_it], language)
    assert store_file().read_bytes() == content


def test_a_store_that_is_mended_is_shown_again_without_a_new_start(recorded: Path) -> None:
    close_store()
    content = store_file().read_bytes()
    replace(store_file())
    app = open_page("ringkasan", lang="en", date=ON)
    assert len(app.error) == 1
    close_store()
    store_file().write_bytes(content)
    app.run()
    assert faults(app) == notices(app, "error") == []
    assert len(app.get("bidi_component")) == 2


@pytest.fixture
def public_records(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The store in a folder in which every account of the machine may look."""
    close_store()
    home = store_file().parent.parent
    with tempfile.TemporaryDirectory() as name:
        records = Path(name) / "records"
        Path(name).chmod(0o755)
        store_file().parent.rename(records)
        (home / "records").symlink_to(records, target_is_directory=True)
        for folder in (home, *home.parents):
            if folder.stat().st_uid == os.geteuid():
                folder.chmod(folder.stat().st_mode | 0o055)
        yield records


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an account without rights")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_store_without_rights_is_said_to_need_them(public_records: Path, language: str) -> None:
    with without_rights(public_records):
        assert_said_on_every_page(RIGHTS, language)
    assert "19" in texts(open_page("ringkasan", lang=language, date=ON))
