"""Streamlit's sessions: what they tell a browser, what they take from it, how long they are kept.

A session tells every browser where the script lies and which versions run, which only helps
whoever looks for a known hole. And one whose socket has closed is kept for two minutes and more,
with the three files that its event loop holds open.
"""

import asyncio
from contextvars import ContextVar
from typing import Any

from dashboard.serve import limits, streamlit_seams
from dashboard.serve.streamlit_seams import BackMsg, ForwardMsg, SessionInfo

# What our pages send. The rest is for whoever develops: to ask for the state of the repository,
# to empty caches for everybody, to stop the server, to write files beside the script.
_TAKEN = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"}
# Whether the socket that is being opened names a session that its page had before.
came_back: ContextVar[bool] = ContextVar("came_back", default=False)
_ALL_OF_IT = "all of it"  # what a page is to ask for that came back and whose session is gone
_AT_ONCE = 0.1  # seconds
_OPERATION, _TAKEN_OPERATIONS = "backend_operation_request", {"deferred_file"}


class Discreet(streamlit_seams.AppSession):
    """A session that says no more of the server than its page needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_to_ask = came_back.get()
        if self._is_to_ask:
            # The server was started anew, or another has taken over. What stands on the page leads
            # nowhere any more, and Streamlit's page would not ask for it again by itself; but it
            # does so for a part that is to be drawn every so often.
            ask = ForwardMsg()
            ask.auto_rerun.interval, ask.auto_rerun.fragment_id = _AT_ONCE, _ALL_OF_IT
            self._enqueue_forward_msg(ask)

    def handle_backmsg(self, msg: BackMsg) -> None:
        """Take what our pages send, and let the rest go by."""
        if msg.rerun_script.fragment_id == _ALL_OF_IT:
            if not self._is_to_ask:
                return  # once is enough: it asks until the answer comes
            msg.rerun_script.fragment_id, msg.rerun_script.is_auto_rerun = "", False
        kind = msg.WhichOneof("type")
        self._is_to_ask &= kind != "rerun_script"
        operation = msg.backend_operation_request.WhichOneof("payload")
        if kind in _TAKEN or (kind == _OPERATION and operation in _TAKEN_OPERATIONS):
            super().handle_backmsg(msg)

    def _create_new_session_message(self, *args: Any, **kwargs: Any) -> ForwardMsg:
        message = super()._create_new_session_message(*args, **kwargs)
        message.new_session.main_script_path = ""
        about = message.new_session.initialize.environment_info
        about.streamlit_version = about.python_version = about.server_os = ""
        who = message.new_session.initialize.user_info
        who.installation_id = who.installation_id_v3 = who.installation_id_v4 = ""
        return message


class Aside(streamlit_seams.SessionStorage):
    """Keeps few closed sessions, none for longer than a line may fail, none that showed nothing."""

    most = 0  # set before the server starts

    def __init__(self, **_: Any) -> None:
        self._kept: dict[str, SessionInfo] = {}

    def get(self, session_id: str) -> SessionInfo | None:
        """Return a session that is set aside."""
        return self._kept.get(session_id)

    def save(self, session_info: SessionInfo) -> None:
        """Set a session aside; one in which no page was drawn is over."""
        self._kept[session_info.session.id] = session_info
        stays = limits.ASIDE if session_info.script_run_count else 0
        asyncio.get_running_loop().call_later(stays, self._end, session_info)
        if len(self._kept) > self.most:
            self._end(next(iter(self._kept.values())))

    def delete(self, session_id: str) -> None:
        """Give a session back to whoever has come again."""
        del self._kept[session_id]

    def list(self) -> list[SessionInfo]:
        """Return all of them."""
        return list(self._kept.values())

    def _end(self, session_info: SessionInfo) -> None:
        name = session_info.session.id
        if self._kept.get(name) is session_info:  # else it was taken up again
            del self._kept[name]
            session_info.session.shutdown()


def keep_few_and_say_little(most: int) -> None:
    """Have Streamlit make and keep sessions our way; before its application is made."""
    Aside.most = most
    streamlit_seams.keep_sessions_with(Aside)
    streamlit_seams.make_sessions_of(Discreet)
