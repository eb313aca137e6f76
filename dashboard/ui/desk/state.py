"""What the parts of the desk share: where a draft stands, what is said once more."""

import contextlib
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from dashboard import paths
from dashboard.auth import access
from dashboard.intake import drafts, review
from dashboard.intake.drafts import Draft
from dashboard.intake.review import Review
from dashboard.publish import versions
from dashboard.publish.versions import NotPublished
from dashboard.query import connection, question
from dashboard.query.connection import WarehouseUnavailable
from dashboard.serve.streamlit_seams import DeltaGenerator
from dashboard.text import plain

_OFFICE = "_office"
_FLASH = "_flash"  # what to say once more after the page has been drawn anew
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def next_year() -> int:
    """Return the year of the next edition: after the newest, or else this year's."""
    years = editions()
    return max(years) + 1 if years else datetime.now().astimezone().year


def editions() -> list[int]:
    try:
        with connection.looking_at(paths.DATABASE):
            return [int(year) for year in question.run("editions")["edition"]]
    except WarehouseUnavailable:
        return []


def own_drafts(author: str) -> list[Draft]:
    """Return an author's drafts, the newest first, less what was published from elsewhere."""
    every = drafts.of(paths.DATA, author) if author else []
    kept = [draft for draft in every if not _is_published(draft)]
    for draft in every:
        if draft not in kept:
            draft.discard()
            flash("success", f"《{draft.file}》已经发布，就是现用的这一版。")
    return kept


def _is_published(draft: Draft) -> bool:
    """Tell whether the very content was published since, as by the command."""
    if not (draft.is_sound and is_outdated(draft)):
        return False
    return versions.state(draft.staged) == versions.state(paths.DATA)


def settle() -> None:
    """Finish what a killed publication had decided on; a start of the server does so too."""
    with contextlib.suppress(NotPublished):
        versions.recover(paths.DATA)


def flash(kind: str, message: str, markup: str = "") -> None:
    """Keep a message (``error`` or ``success``) for the page as it is drawn anew.

    ``markup`` is HTML of ours below it.
    """
    st.session_state[_FLASH] = (kind, message, markup)


def show_flash() -> None:
    """Show what was kept, once."""
    kind, message, markup = st.session_state.pop(_FLASH, ("", "", ""))
    if kind:
        {"error": st.error, "success": st.success}[kind](plain(message))
    if markup:
        st.html(markup)


def office(example: str = "质量办") -> str:
    """Ask which office publishes, where nobody is signed in; else it is not asked."""
    if not access.is_at_desk():
        return ""
    # Streamlit forgets a field with the page it stands on.
    st.session_state.setdefault("office", st.session_state.get(_OFFICE, ""))
    st.text_input("部门", placeholder=f"如：{example}", max_chars=50, key="office")
    written = str(st.session_state["office"]).strip()
    st.session_state[_OFFICE] = written
    return written


def still_there(steps: DeltaGenerator) -> Callable[[], None]:
    """Return what ends the reading of a file when the page is left, closed or drawn anew.

    Streamlit ends a run where it draws something, and only there.
    """
    return lambda: steps.update(state="running")  # type: ignore[attr-defined]


def count_faults(draft: Draft) -> int:
    return len(draft.faults) + draft.unlisted


def open_jumps(draft: Draft, found: Review) -> list[review.Jump]:
    return [jump for jump in found.jumps if jump.key not in draft.confirmed]


def drop(draft: Draft) -> None:
    """Take a draft away with those it took the place of, which would come to light again."""
    for one in drafts.of(paths.DATA, draft.author):
        if one.year in {0, draft.year}:
            one.discard()


def is_outdated(draft: Draft) -> bool:
    return draft.base != versions.state(paths.DATA)


def when(version: versions.Version) -> str:
    return short(version.when)


def short(when: str) -> str:
    return when[:16].replace("T", " ")
