"""What every lens of the page of reports is given: who looks, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from geo.analysis.amounts import rules_for
from geo.analysis.reports import ReportFilter
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.views.frame import Choice
from geo.words import Level


@dataclass(frozen=True)
class Ask:
    """
    What a reader asks of the reports of an office, and in whose name.

    Attributes
    ----------
    choice : Choice
        Office and day.
    scope : Scope
        Who looks.
    facts : Facts
        Rules, places and sources.
    wanted : ReportFilter
        Which reports, over the whole period.
    unit : Level or int
        Areas or cells.
    """

    choice: Choice
    scope: Scope
    facts: Facts
    wanted: ReportFilter
    unit: Level | int

    @property
    def office(self) -> Office:
        """Whose work area."""
        return self.choice.office

    @property
    def rules(self) -> Rules:
        """The published numbers as they hold for who looks."""
        return rules_for(self.facts.rules, self.scope)
