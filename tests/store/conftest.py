"""Messages in English, so that tests can match them."""

from __future__ import annotations

import pytest

from geo.text import use_language


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")
