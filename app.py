"""The dashboard's list of pages and what all of them share."""

from pathlib import Path

import streamlit as st

from geo.text import _
from geo.views.frame import show_style
from geo.views.state import enter, say_what_was_not_understood, speak, write_address

PAGES = Path(__file__).parent / "pages"

speak()
st.set_page_config(
    page_title="PetaPORA",
    page_icon=str(Path(__file__).parent / "geo" / "views" / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    {
        "": [
            st.Page(PAGES / "overview.py", title=_("Overview"), url_path="ringkasan", default=True),
            st.Page(PAGES / "formation.py", title=_("Formation status"), url_path="status"),
            st.Page(PAGES / "reports.py", title=_("Concentration of reports"), url_path="laporan"),
            st.Page(PAGES / "area.py", title=_("Profile of an area"), url_path="wilayah"),
            st.Page(PAGES / "visits.py", title=_("Visits and meetings"), url_path="kunjungan"),
        ],
        _("Weekly work"): [
            st.Page(PAGES / "follow_up.py", title=_("Follow-up"), url_path="tindak-lanjut"),
            st.Page(PAGES / "record.py", title=_("Record"), url_path="catat"),
            st.Page(PAGES / "intake.py", title=_("Take in a file"), url_path="berkas"),
        ],
        _("Data"): [
            st.Page(PAGES / "quality.py", title=_("Quality of the data"), url_path="mutu"),
            st.Page(PAGES / "reading.py", title=_("How to read"), url_path="cara-membaca"),
            st.Page(PAGES / "about.py", title=_("About the data"), url_path="tentang"),
        ],
    },
    position="top",
)
enter(page.url_path)
st.set_page_config(page_title=f"{page.title} · PetaPORA")
show_style()
page.run()
say_what_was_not_understood()
write_address()
