"""Where are reports concentrated, beyond chance, and where did all the others go?"""

from geo.text import _
from geo.views.cached import load_areas, load_facts
from geo.views.choices import pick_switch, side_by_side
from geo.views.frame import pick_view, show_footer
from geo.views.lens import Ask
from geo.views.lens_change import asks_period, show_change
from geo.views.lens_coast import show_coast
from geo.views.lens_counts import show_counts
from geo.views.lens_density import show_density
from geo.views.lens_hotspots import show_hotspots
from geo.views.lens_rates import show_rates
from geo.views.messages import data_errors_shown
from geo.views.report_choices import pick_period, pick_reports, pick_unit
from geo.views.state import keep_in_address, reader_scope
from geo.words import Level

LENSES = {
    "konsentrasi": (_("Beyond chance"), show_hotspots),
    "jumlah": (_("Numbers"), show_counts),
    "perubahan": (_("Change"), show_change),
    "angka": (_("Rates"), show_rates),
    "kepadatan": (_("Density"), show_density),
    "pesisir": (_("Coast"), show_coast),
}
BY_UNIT = ("konsentrasi", "jumlah", "perubahan")
"""Lenses that count by the area or cell that the reader chooses."""
OF_LENSES = (
    *("correction", "method", "change", "span", "against", "against_day"),
    *("base", "rate", "bandwidth", "area", "cell", "band", "stretch"),
)
"""What is chosen within one lens; it waits in the address while another is read."""

with data_errors_shown():
    choice, (place, other) = pick_view(extra=2)
    scope = reader_scope()
    facts = load_facts(scope)
    asked, counted, filtered = side_by_side(2.6, 1.1, 0.6)
    with asked:
        questions = {key: text for key, (text, _show) in LENSES.items()}
        lens = pick_switch("lens", _("Question"), questions)
    with place:
        land_km2 = float(load_areas(choice.office, Level.KABUPATEN)["area_km2"].sum())
        is_tested = lens in ("konsentrasi", "perubahan")
        unit = pick_unit(land_km2, is_asked=lens in BY_UNIT, is_tested=is_tested)
    with other:
        n_months = pick_period(facts.rules, is_asked=lens != "perubahan" or asks_period())
    wanted = pick_reports(choice, n_months, series_at=counted, filter_at=filtered)
    _label, show_lens = LENSES[lens]
    keep_in_address(OF_LENSES)
    show_lens(Ask(choice, scope, facts, wanted, unit))
    show_footer(choice)
