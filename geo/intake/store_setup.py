"""A store to begin with: made, with the facts that ship, and with the sample if it is fresh."""

from __future__ import annotations

from geo.intake.sample import load_sample
from geo.store.database import prepare_store
from geo.store.sample import has_records
from geo.store.scope import Scope
from geo.store.shipped import load_shipped


def set_up_store(scope: Scope) -> list[str]:
    """
    Make or migrate the store, load what ships, and the sample if nothing was ever recorded.

    A sample that was taken out does not come back by this.

    Returns
    -------
    list of str
        Keys of the offices that got a sample.

    Raises
    ------
    NotBuilt
        If the register is not built yet.
    StoreError
        If the store cannot be made, read or written.
    """
    prepare_store()
    load_shipped(scope)
    return [] if has_records(scope) else load_sample(scope)
