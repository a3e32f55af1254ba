"""What a scope lets through, said in SQL for reading and in words for writing."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table, and_, false, func, or_, true

from geo.errors import StoreError
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import reports
from geo.text import _


def within(kode: ColumnElement[str], areas: Iterable[str]) -> ColumnElement[bool]:
    """Whether `kode` is one of these areas or lies in one; the empty kode holds everything."""
    wanted = tuple(areas)
    if "" in wanted:
        return true()
    inside = (each for area in wanted for each in (kode == area, kode.startswith(f"{area}.")))
    return or_(false(), *inside)


def visible_reports(scope: Scope, office: Office) -> ColumnElement[bool]:
    """
    Whether a report is one of an office's that a scope may see.

    One that lies in no area, or in none that is known, is seen only with the whole work area.
    """
    known = reports.c
    finest = func.coalesce(
        func.nullif(known.kode_desa, ""),
        func.nullif(known.kode_kecamatan, ""),
        known.kode_kabupaten,
    )
    areas = within(finest, scope.areas)
    if scope.sees_all(office.kabupaten):
        areas = or_(areas, finest == "")
    return and_(known.office == office.key, known.deleted_at.is_(None), areas)


def visible_activities(table: Table, scope: Scope, office: Office) -> ColumnElement[bool]:
    """Whether a meeting, an operation or a visit is one of an office's that a scope may see."""
    kode = table.c.kode
    return and_(
        table.c.deleted_at.is_(None), within(kode, office.kabupaten), within(kode, scope.areas)
    )


def require_sees(scope: Scope, kode: Iterable[str]) -> None:
    """
    Refuse to record anything outside of a scope.

    Parameters
    ----------
    scope : Scope
        Who records.
    kode : iterable of str
        Areas that the rows are about; the empty kode stands for a row about no area, which
        only a scope without bounds may record.

    Raises
    ------
    StoreError
        Naming the first areas outside.
    """
    outside = sorted({each for each in kode if not scope.sees(each)})
    if outside:
        shown = ", ".join(each or _("no area") for each in outside[:3])
        raise StoreError(
            _(
                "{actor} may not record about {areas}: outside of the areas given to it.",
                actor=scope.actor,
                areas=shown,
            )
        )
