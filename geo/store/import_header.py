"""The file itself goes into the store with its rows: once, and as the document they rest on."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert

from geo.errors import StoreError
from geo.store import tables
from geo.store.changes import as_json, utc_moment
from geo.store.merge import source_of
from geo.store.receipts import ImportHeader, find_same
from geo.store.scope import Scope
from geo.text import _


def refuse_known(connection: Connection, scope: Scope, header: ImportHeader) -> None:
    """Raise StoreError if another page took the same file in while this one was reading it."""
    known = find_same(connection, scope, header.office, header.kind, header.sha256, header.settings)
    if known is not None:
        raise StoreError(
            _(
                "{file}: this file was taken in meanwhile, as import {key}. Nothing was recorded "
                "twice.",
                file=header.file,
                key=known.import_id,
            )
        )


def write_header(
    connection: Connection,
    scope: Scope,
    header: ImportHeader,
    import_id: str,
    counts: Mapping[str, int],
) -> None:
    """Note the file as an import, and as the document that its rows rest on."""
    at = utc_moment()
    document = {
        "source": source_of(import_id),
        "title": f"{header.file} ({header.sender})",
        "publisher_id": header.sender,
        "publisher_en": header.sender,
        "date": at[:10],
        "confirmed": "no",
    }
    connection.execute(insert(tables.sources).values(**document))
    connection.execute(
        insert(tables.imports).values(
            import_id=import_id,
            at=at,
            actor=scope.actor,
            office=header.office.key,
            kind=header.kind.value,
            sender=header.sender,
            file=header.file,
            sha256=header.sha256,
            settings=as_json(header.settings),
            n_added=0,
            n_updated=0,
            **{f"n_{name}": n for name, n in counts.items()},
        )
    )
