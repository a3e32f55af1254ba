"""The sample and the facts that ship, from a shell, and the store that a start needs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli_options import JsonOption, known_day
from geo.console import print_json
from geo.errors import DataError, NotBuilt, StoreError
from geo.store.scope import LAPTOP
from geo.text import _, _n

if TYPE_CHECKING:  # a shell answers at once where nothing has to be read
    from geo.store.shipped import Offer

sample = typer.Typer(
    help=_("The sample: invented reports to try the program out."), no_args_is_help=True
)
facts = typer.Typer(
    help=_("Facts that ship otherwise than the store has them, to take or to leave."),
    no_args_is_help=True,
)
AboutArgument = Annotated[
    str, typer.Argument(metavar="ABOUT", help=_("Table, as the offers name it"))
]
KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help=_("Key, as the offers name it"))]
ANYTHING_MISSING = "-"


@sample.command(help=_("Put 24 invented months into the store, in place of an earlier sample."))
def load(
    until: Annotated[
        str | None, typer.Option("--until", help=_("Last day, 2026-11-22; yesterday if not given"))
    ] = None,
) -> None:
    """Load the sample and say for which offices."""
    last = known_day(until, option="--until") if until else None
    from geo.intake.sample import load_sample
    from geo.store.database import prepare_store
    from geo.store.shipped import load_shipped

    prepare_store()
    load_shipped(LAPTOP)
    offices = load_sample(LAPTOP, last)
    if not offices:
        raise DataError(_("No office with a sample has its boundaries built. Run: petapora build"))
    typer.echo(_say_loaded(offices))


@sample.command(help=_("Take all that is invented out of the store."))
def remove() -> None:
    """Remove the sample; it does not come back by itself."""
    from geo.store.sample import remove_sample

    remove_sample(LAPTOP)
    typer.echo(_("The sample is taken out. It does not come back by itself."))


@facts.command(help=_("List the facts that ship otherwise than the store has them."))
def offers(as_json: JsonOption = False) -> None:
    """Say what ships and what the store says, fact by fact."""
    from geo.store.shipped import read_offers

    found = read_offers(LAPTOP)
    if as_json:
        print_json([asdict(offer) for offer in found])
        return
    if not found:
        typer.echo(_("Nothing is offered: the store has all that ships, or you kept your own."))
    for offer in found:
        typer.echo(f"{offer.about} {offer.key}")
        for column, own, shipped in _differences(offer):
            said = _("in the store '{own}', ships '{shipped}'", own=own, shipped=shipped)
            typer.echo(f"  {column}: {said}")


@facts.command(help=_("Take a fact as it ships."))
def take(about: AboutArgument, key: KeyArgument) -> None:
    """Let the store say what ships."""
    from geo.store.shipped import take_offer

    take_offer(LAPTOP, about, key)
    typer.echo(_("{about} '{key}' is taken as it ships.", about=about, key=key))


@facts.command(help=_("Stay with a fact as the store has it."))
def keep(about: AboutArgument, key: KeyArgument) -> None:
    """Keep what the store says until something else ships."""
    from geo.store.shipped import keep_own

    keep_own(LAPTOP, about, key)
    typer.echo(_("{about} '{key}' stays as it is.", about=about, key=key))


def _differences(offer: Offer) -> list[tuple[str, str, str]]:
    """Columns that differ, with what the store says and what ships; all if one has no row."""
    own, shipped = dict(offer.own or {}), dict(offer.shipped or {})
    columns = dict.fromkeys((*own, *shipped))
    pairs = ((c, own.get(c), shipped.get(c)) for c in columns)
    return [(c, _said(a), _said(b)) for c, a, b in pairs if a != b]


def _said(value: object) -> str:
    return ANYTHING_MISSING if value is None else str(value)


def _say_loaded(offices: list[str]) -> str:
    names = ", ".join(offices)
    return _n(
        "A sample of {n} office is in the store: {names}. Take it out by: petapora sample remove",
        "A sample of {n} offices is in the store: {names}. Take it out by: petapora sample remove",
        len(offices),
        names=names,
    )


def set_up(*, quiet: bool = False) -> None:
    """Make the store ready after a build, and say so if it got a sample."""
    from geo.intake.store_setup import set_up_store

    offices = set_up_store(LAPTOP)
    if offices and not quiet:
        typer.echo(_say_loaded(offices))


def set_up_if_possible() -> None:
    """Make the store ready before serving; what is wrong with it is said, and pages say it too."""
    try:
        set_up(quiet=True)
    except NotBuilt:  # pages say what to run
        return
    except StoreError as error:
        typer.echo(str(error), err=True)
