"""What happened? A report, a visit, a meeting, an operation or an event of a team is recorded."""

from geo.text import _
from geo.views.cached import load_records
from geo.views.forms import record
from geo.views.forms_entry import leave_entry
from geo.views.frame import pick_view, show_footer, show_sample_stamp, show_title
from geo.views.messages import data_errors_shown
from geo.views.state import presenting, reader_scope

with data_errors_shown():
    choice, _places = pick_view(asks_day=False)
    show_sample_stamp(load_records(reader_scope(), choice.office).is_sample)
    if presenting():
        leave_entry()
        show_title(
            _("Nothing is recorded in the meeting view."),
            _("Leave it to record a report, a visit, a meeting, an operation or an event."),
        )
    else:
        show_title(
            _("Record what happened"),
            _("Choose the form, say when and where it was, and save it."),
        )
        record(reader_scope(), choice.office)
    show_footer(choice)
