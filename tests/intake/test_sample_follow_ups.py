"""Invented follow-up leads each report into the state it says, in time and by known agencies."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from geo.intake.sample_follow_ups import AGENCIES, AGREED, PATHS, make_actions, make_steps
from geo.store import actions, follow_ups
from geo.store.follow_ups import FORWARD
from geo.words import FollowUp, Suspicion
from tests.builders import make_office

UNTIL = dt.date(2026, 11, 21)
SOONER = dt.date(2026, 9, 1)
"""A last day on which some of what was agreed is not due yet."""

KNOWN = sorted({agency for several in AGENCIES.values() for agency in several})
N = 400


def invented() -> pd.DataFrame:
    """Reports of the last 400 days, of all kinds and states."""
    rng = np.random.default_rng(1)
    ago = pd.to_timedelta(rng.integers(0, 400, N), unit="D")
    return pd.DataFrame(
        {
            "report": [f"r{n:03d}" for n in range(N)],
            "received_at": pd.Timestamp(UNTIL, tz="UTC") - ago,
            "kind": rng.choice([kind.value for kind in Suspicion], N),
            "follow_up": rng.choice([state.value for state in FollowUp], N),
        }
    )


def steps(agencies: list[str] = KNOWN, seed: int = 2) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return make_steps(invented(), make_office("51.08"), agencies=agencies, until=UNTIL, rng=rng)


def test_the_last_step_of_a_report_is_the_state_it_says() -> None:
    last = steps().drop_duplicates("report", keep="last").set_index("report")["state"]
    said = invented().set_index("report")["follow_up"]
    new = said == FollowUp.NEW.value
    assert not set(said.index[new]) & set(last.index)
    pd.testing.assert_series_equal(
        last.reindex(said.index[~new]), said[~new], check_names=False, check_dtype=False
    )


@pytest.mark.parametrize("state", list(FollowUp))
def test_a_path_goes_only_where_a_report_may_go(state: FollowUp) -> None:
    now = FollowUp.NEW
    for step in PATHS[state]:
        assert step in FORWARD[now]
        now = step
    assert now is state


def test_steps_go_forward_in_time_between_receipt_and_the_last_day() -> None:
    made = steps()
    received = invented().set_index("report")["received_at"].dt.strftime("%Y-%m-%d")
    assert (made["on_day"] >= made["report"].map(received)).all()
    assert made["on_day"].max() <= UNTIL.isoformat()
    in_order = made.groupby("report")["on_day"].apply(lambda days: days.is_monotonic_increasing)
    assert in_order.all()


def test_several_agencies_have_reports_and_some_reports_have_none() -> None:
    held = steps()["agency"].value_counts()
    assert set(held.index) == {*KNOWN, ""}
    assert 0.05 < held[""] / held.sum() < 0.2


def test_an_agency_that_is_not_known_has_nothing() -> None:
    assert set(steps(["camat"])["agency"]) == {"camat", ""}


def test_all_of_it_is_marked_as_invented_and_has_the_columns_of_the_store() -> None:
    made = steps()
    assert made["is_sample"].all()
    assert list(made) == list(follow_ups.WRITTEN)
    assert made["follow_up"].is_unique


def test_the_same_seed_invents_the_same() -> None:
    pd.testing.assert_frame_equal(steps(), steps())
    assert not steps().equals(steps(seed=3))


def agreed(agencies: list[str]) -> pd.DataFrame:
    held = [(dt.date(2026, 1, 1) + dt.timedelta(days=n)).isoformat() for n in range(200)]
    meetings = pd.DataFrame({"meeting": [f"m{n}" for n in range(200)], "held_on": held})
    return make_actions(meetings, agencies=agencies, until=SOONER, rng=np.random.default_rng(4))


def test_a_meeting_agrees_on_one_to_three_actions_of_different_agencies() -> None:
    made = agreed([agency for agency, _what in AGREED])
    assert list(made) == list(actions.WRITTEN)
    assert set(made.groupby("meeting").size()) == {1, 2, 3}
    assert not made.duplicated(["meeting", "agency"]).any()


def test_an_action_is_done_after_its_meeting_and_not_after_the_last_day() -> None:
    made = agreed([agency for agency, _what in AGREED])
    done = made[made["done_on"] != ""]
    held = pd.Series(
        {f"m{n}": (dt.date(2026, 1, 1) + dt.timedelta(days=n)).isoformat() for n in range(200)}
    )
    assert 0 < len(done) < len(made)
    assert (done["done_on"] >= done["meeting"].map(held)).all()
    assert done["done_on"].max() <= SOONER.isoformat()
    assert (made["due_on"] > made["meeting"].map(held)).all()


def test_without_known_agencies_nothing_is_agreed() -> None:
    assert agreed([]).empty
