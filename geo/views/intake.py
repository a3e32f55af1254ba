"""A file is given: of what kind, from whom; and the templates to write one by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import IO

import streamlit as st

from geo.errors import DataError, PetaporaError
from geo.exports.files import FORMATS as FILE_KINDS
from geo.exports.templates import template, template_name
from geo.intake.identifiers import find_identifiers
from geo.intake.job_folder import MOST_MB, Job, job_of
from geo.intake.jobs import begin, read
from geo.intake.schema import kind_label
from geo.intake.screening import refusal
from geo.store.imports import read_imports
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, language, number, use_language
from geo.views.cached import load_facts
from geo.views.html import fill, show
from geo.views.messages import as_text
from geo.views.state import one_of, put_in_address, take_from_address
from geo.words import Kind

FORMATS = "CSV, TSV, XLSX, XLS, ODS, GeoJSON, GeoPackage, KML, KMZ, Shapefile (ZIP), GeoParquet"

MOST_LETTERS = 60


@dataclass(frozen=True)
class Given:
    """What a reader says of a file: what its rows are, and who sent it."""

    kind: Kind
    sender: str


def chosen_job() -> Job | None:
    """The file that is on its way, as the address names it; one that has gone is forgotten."""
    take_from_address("job", parse=lambda text: text, default="")
    key = st.session_state["job"]
    try:
        job = job_of(key) if key else None
    except DataError as error:
        st.session_state["job"] = ""
        st.info(as_text(str(error)))
        job = None
    put_in_address("job", job.key if job else "")
    return job


def forget_job() -> None:
    """Leave the file that was on its way."""
    st.session_state["job"] = ""
    put_in_address("job", "")


def offer_upload(scope: Scope, office: Office) -> None:
    """Ask for the kind, the sender and the file, and read it once it is given."""
    given = pick_given(scope, office)
    place = st.container()
    turn = st.session_state.setdefault("file turn", 0)
    with st.container(key="upload"):
        _say_in_words()
        upload = st.file_uploader(_("File"), key=f"file {turn}", label_visibility="collapsed")
    _offer_template(given.kind, scope, office)
    if upload is None:
        return
    if not given.sender:
        place.warning(_("Say first who sent the file."), icon=":material/outgoing_mail:")
        return
    file, fault = st.session_state.get("file refused", ("", ""))
    if file != upload.file_id:
        fault = _read(upload, upload.name, place)
        st.session_state["file refused"] = (upload.file_id, fault)
    if fault:
        place.error(as_text(fault), icon=":material/error:")
        return
    st.session_state["file turn"] = turn + 1
    st.rerun()


def _read(upload: IO[bytes], name: str, place: st.delta_generator.DeltaGenerator) -> str:
    """Read the file, and let the next run go on with it; gives the fault if there is one."""
    bar = place.progress(0.0, _("Reading the file …"))
    try:
        job = begin(upload, name=name)
        read(job, progress=partial(_tell_read, bar), waiting=partial(_tell_waiting, bar))
    except PetaporaError as error:
        return str(error)
    finally:
        bar.empty()
    st.session_state["job"] = job.key
    put_in_address("job", job.key)
    return ""


def _tell_read(bar: st.delta_generator.DeltaGenerator, done: int, _of: int) -> None:
    bar.progress(0.5, _("{n} rows read …", n=number(done)))


def _tell_waiting(bar: st.delta_generator.DeltaGenerator) -> None:
    bar.progress(0.0, _("Other files are being read; this one comes next …"))


def keep_kind() -> dict[str, str]:
    """Take the kind from the address and keep it there; the kinds and what readers call them."""
    kinds = {kind.value: kind_label(kind) for kind in Kind}
    take_from_address("kind", parse=one_of(kinds), default=Kind.REPORTS.value)
    put_in_address("kind", st.session_state["kind"])
    return kinds


def pick_given(scope: Scope, office: Office) -> Given:
    """Let the reader say what the rows are and who sent them."""
    left, right = st.columns([1, 1], gap="small")
    kinds = keep_kind()
    with left:
        st.selectbox(
            _("What the rows are"), list(kinds), key="kind", format_func=lambda key: kinds[key]
        )
    put_in_address("kind", st.session_state["kind"])
    with right:
        sender = _pick_sender(scope, office)
    return Given(Kind(st.session_state["kind"]), sender)


def _pick_sender(scope: Scope, office: Office) -> str:
    known = read_imports(scope, office)["sender"].unique().tolist()
    agencies = [agency.name for agency in load_facts(scope).agencies.values()]
    st.session_state.setdefault("sender", None)
    st.session_state["sender"] = st.session_state["sender"]
    options = list(dict.fromkeys([*known, *agencies]))
    if st.session_state["sender"] and st.session_state["sender"] not in options:
        options.insert(0, st.session_state["sender"])
    sender = st.selectbox(
        _("Who sent it: an agency or a place, never a person"),
        options,
        key="sender",
        accept_new_options=True,
        placeholder=_("Choose, or write one"),
    )
    text = " ".join(str(sender or "").split())[:MOST_LETTERS]
    if found := find_identifiers(text):
        st.error(refusal(found), icon=":material/error:")
        return ""
    return text


def _offer_template(kind: Kind, scope: Scope, office: Office) -> None:
    spoken = language()
    agencies = load_facts(scope).agencies

    def content() -> bytes:
        use_language(spoken)  # made in a thread of its own
        return template(kind, office, agencies=agencies)

    st.download_button(
        _("Template for {kind} (XLSX)", kind=kind_label(kind)),
        content,
        file_name=template_name(kind, office),
        mime=FILE_KINDS["xlsx"].mime,
        icon=":material/table_view:",
        on_click="ignore",
        type="tertiary",
        key="template",
    )


def _say_in_words() -> None:
    """The words of Streamlit's own field are English; ours are shown in their place."""
    words = {
        "drop": _("Drop the file here, or choose it"),
        "limit": _("{formats}. At most {n} MB.", formats=FORMATS, n=number(MOST_MB)),
        "choose": _("Choose a file"),
    }
    show(
        fill(
            '<p class="pp-drop"><b>{drop}</b><br>{limit}</p>',
            drop=words["drop"],
            limit=words["limit"],
        )
    )
    quoted = words["choose"].replace("\\", "").replace('"', "")
    st.html(f'<style>.st-key-upload {{ --choose: "{quoted}"; }}</style>')
