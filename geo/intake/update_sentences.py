"""Sentences and remedies for what is noticed beside the rows that the store has."""

from __future__ import annotations

from geo.intake.reason_words import Reason
from geo.text import _


def update_sentences() -> dict[str, tuple[str, str]]:
    """Sentence and remedy of each reason that is about rows recorded before."""
    return {
        Reason.OTHER_ROW: (
            _("{column}: “{value}” is the number of another row here, of another day or kind."),
            _(
                "If this row corrects that one, say that the file corrects. If it is a new list, "
                "do not take the column as number."
            ),
        ),
        Reason.TAKEN_OUT_HERE: (
            _("{column}: “{value}” was taken out here by hand, or is one with another row."),
            _("Leave it waiting, or give it another own number if it is another row."),
        ),
        Reason.CHANGED_HERE: (
            _("{column}: “{value}” was changed here by hand, and the file says something else."),
            _("Leave it waiting if the store is right; if the file is, say that it corrects."),
        ),
        Reason.SAME_RECORDED: (
            _("The same row is recorded already; it is not counted twice."),
            _("If it is another one, give both an own number."),
        ),
        Reason.NUMBERS_AGAIN: (
            _("Own numbers of the file are those of rows here of other days."),
            _("Say whether the file corrects these rows, or is a new list."),
        ),
        Reason.CORRECTIONS: (
            _("The file corrects what is recorded"),
            _("Its rows take the place of those with the same number."),
        ),
        Reason.NEW_LIST: (
            _("It is a new list"),
            _("The column is not taken as own number, and nothing recorded is changed."),
        ),
    }
