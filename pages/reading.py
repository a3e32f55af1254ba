"""How are the maps of concentrations to be read?"""

from geo.text import _
from geo.views.cached import load_facts
from geo.views.frame import pick_view, show_footer, show_title
from geo.views.messages import data_errors_shown
from geo.views.reading import show_classes, show_reading
from geo.views.state import reader_scope

with data_errors_shown():
    choice, _places = pick_view()
    rules = load_facts(reader_scope()).rules
    show_title(
        _("How to read the maps of concentrations"),
        _("What they say, what they do not, and when there is not enough data."),
    )
    show_classes(rules)
    show_reading(rules)
    show_footer(choice)
