"""Where teams and reports meet, and where both are missing: the gap table and the four figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from geo.analysis.activity import is_formed
from geo.analysis.formation import ClaimBeside, FormationReport
from geo.analysis.reports import ReportCounts, ReportFilter, count_reports, window_filter
from geo.store.claims import Measure
from geo.store.rules import Rules
from geo.words import Level, TeamStatus


class Team(StrEnum):
    """What is known of the team of a kecamatan."""

    TEAM = "team"
    """It exists."""
    NONE = "none"
    """A source says that there is none, or none yet."""
    UNKNOWN = "unknown"
    """No source says anything."""


@dataclass(frozen=True)
class GapTable:
    """
    Kecamatan by team and reports.

    Attributes
    ----------
    with_reports, without_reports : mapping of Team to tuple of str
        Kode of the kecamatan of each row, sorted; every row stands in both.
    n_reports : mapping of Team to int
        Reports in the kecamatan of each row.
    without_team : DataFrame
        Kecamatan without a known team but with reports, most reports first, then by kode;
        indexed by ``kode``: ``nama``, ``kabupaten``, ``status``, ``n_reports``.
    """

    with_reports: Mapping[Team, tuple[str, ...]]
    without_reports: Mapping[Team, tuple[str, ...]]
    n_reports: Mapping[Team, int]
    without_team: pd.DataFrame

    @property
    def blind_spots(self) -> tuple[str, ...]:
        """Kode of the kecamatan (titik buta) without a known team and without reports, sorted."""
        return tuple(sorted(self.without_reports[Team.NONE] + self.without_reports[Team.UNKNOWN]))

    @property
    def n_unknown(self) -> int:
        """Number of blind spots of which it is not known whether they have a team."""
        return len(self.without_reports[Team.UNKNOWN])


@dataclass(frozen=True)
class OverviewReport:
    """
    An office on one day: teams, reports of the published window, and where both are missing.

    Attributes
    ----------
    formation : FormationReport
        Teams on that day; ``formation.progress`` is the first figure.
    claim : ClaimBeside or None
        The latest claim about the share of teams, to stand beside the first figure.
    counts : ReportCounts
        Reports by kecamatan; ``counts.sums`` is the second figure with its `located_share`.
    gap : GapTable
        The third figure is its `blind_spots`.
    """

    formation: FormationReport
    claim: ClaimBeside | None
    counts: ReportCounts
    gap: GapTable

    @property
    def n_due(self) -> int:
        """Number of teams due for review: the fourth figure; `formation.due` lists them."""
        return len(self.formation.due)

    @property
    def is_sample(self) -> bool:
        """Whether any of it rests on invented records."""
        return self.formation.is_sample or self.counts.is_sample


def report_overview(
    formation: FormationReport,
    reports: pd.DataFrame,
    *,
    rules: Rules,
    wanted: ReportFilter | None = None,
) -> OverviewReport:
    """
    All that the overview of an office shows; the page and the shell show the same.

    Parameters
    ----------
    formation : FormationReport
        Teams of the office on the day.
    reports : DataFrame
        Reports of the office, as `geo.analysis.reports.count_reports` takes them.
    rules : Rules
        Published rules.
    wanted : ReportFilter, optional
        Which reports; those of the published window up to the day by default.
    """
    wanted = window_filter(formation.on, rules) if wanted is None else wanted
    kode = formation.kecamatan.index
    counts = count_reports(reports, wanted, unit=Level.KECAMATAN, areas=kode)
    shares = [c for c in formation.claims if c.claim.measure is Measure.FORMED_SHARE]
    return OverviewReport(
        formation=formation,
        claim=max(shares, key=lambda beside: beside.claim.stated_on, default=None),
        counts=counts,
        gap=gap_table(formation.kecamatan, counts),
    )


def gap_table(kecamatan: pd.DataFrame, counts: ReportCounts) -> GapTable:
    """
    Kecamatan by what is known of their team, and by whether any report lies in them.

    Parameters
    ----------
    kecamatan : DataFrame, n rows
        As `geo.analysis.formation.formation_by_area` gives them.
    counts : ReportCounts
        Reports by kecamatan. One that the counts do not name has none.

    Returns
    -------
    GapTable
        Its six fields hold each of the n kecamatan exactly once.
    """
    team = team_known(kecamatan["status"])
    n_reports = counts.counts.reindex(kecamatan.index, fill_value=0)
    ordered = kecamatan[["nama", "kabupaten", "status"]].assign(n_reports=n_reports)
    without = ordered[(team != Team.TEAM) & (n_reports > 0)].rename_axis("kode")

    def kode(held: pd.Series) -> dict[Team, tuple[str, ...]]:
        return {row: tuple(sorted(kecamatan.index[held & (team == row)])) for row in Team}

    return GapTable(
        with_reports=kode(n_reports > 0),
        without_reports=kode(n_reports == 0),
        n_reports={row: int(n_reports[team == row].sum()) for row in Team},
        without_team=without.sort_values(["n_reports", "kode"], ascending=[False, True]),
    )


def team_known(status: pd.Series) -> pd.Series:
    """What each status of a column says of the team: a word of `Team`."""
    team = pd.Series(Team.NONE.value, index=status.index, dtype="str")
    team[is_formed(status)] = Team.TEAM.value
    team[status == TeamStatus.UNKNOWN.value] = Team.UNKNOWN.value
    return team
