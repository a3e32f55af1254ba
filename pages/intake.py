"""What becomes of the week's file: what was taken, what was not, and why?"""

from geo.text import _
from geo.views.cached import load_records
from geo.views.frame import pick_view, show_footer, show_sample_stamp, show_title
from geo.views.imports import chosen_import, show_imports, show_receipt
from geo.views.intake import chosen_job, keep_kind, offer_upload
from geo.views.intake_job import show_job
from geo.views.messages import data_errors_shown
from geo.views.state import presenting, reader_scope

with data_errors_shown():
    choice, _places = pick_view()
    office, scope = choice.office, reader_scope()
    records = load_records(scope, office)
    show_sample_stamp(records.is_sample)
    if presenting():
        keep_kind()
        show_title(_("Take in a file"), _("Files are taken in at a desk, not in a meeting."))
    elif job := chosen_job():
        show_job(job, scope, office, has_sample=records.is_sample)
    elif receipt := chosen_import(scope, office):
        show_receipt(receipt, scope, office)
    else:
        show_title(
            _("Take in a file"),
            _("Drop the week's file: what is taken, what is not and why is shown before anything."),
        )
        offer_upload(scope, office)
        show_imports(scope, office)
    show_footer(choice)
