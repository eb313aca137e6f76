"""What we use of Streamlit beyond its promise, one test a seam: an upgrade fails here first.

Most of it is asked in a process of its own, where nothing has been set yet.
"""

import inspect
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st

from dashboard.dev.live_server import running
from dashboard.paths import ROOT
from dashboard.serve import streamlit_seams as seams
from dashboard.serve.visit import Visitor, visitor

IMPORT = "from dashboard.serve import streamlit_seams as seams"


def fresh(code: str, *arguments: str) -> list[str]:
    """Run code in a process of its own and return the lines it prints."""
    done = subprocess.run(
        [sys.executable, "-c", f"{IMPORT}\n{code}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_settings_are_read_beside_the_script(tmp_path: Path) -> None:
    folder = tmp_path / ".streamlit"
    folder.mkdir()
    (folder / "config.toml").write_text(
        '[server]\nbaseUrlPath = "below"\nmaxCacheDataSize = "3mb"\n', encoding="utf-8"
    )
    code = """
import sys
from pathlib import Path
import streamlit as st
from streamlit.runtime.caching.global_cache_budget import get_global_cache_budget
seams.load_settings(Path(sys.argv[1]))
print(st.get_option("server.baseUrlPath"), get_global_cache_budget().max_bytes)
"""
    (said,) = fresh(code, str(tmp_path / "app.py"))
    assert said == f"below {3 << 20}"


def test_any_setting_can_be_put() -> None:
    code = """
import streamlit as st
for name, value in (("theme.dark.primaryColor", "wheat"), ("secrets.files", [])):
    seams.put_setting(name, value, "a test")
    print(st.get_option(name))
"""
    assert fresh(code) == ["wheat", "[]"]


def test_no_host_outside_is_asked_for_our_address() -> None:
    code = """
from streamlit import net_util
def asked(*_, **__):
    raise AssertionError("a host outside was asked")
assert net_util._make_blocking_http_get
net_util._make_blocking_http_get = asked
seams.ask_no_host_outside()
print(net_util.get_external_ip())
"""
    assert fresh(code) == ["127.0.0.1"]


def test_the_files_of_its_page_are_where_they_were() -> None:
    assert "<title>Streamlit</title>" in (seams.own_files() / "index.html").read_text("utf-8")
    assert list((seams.own_files() / "static" / "js").glob("*.js"))


def test_pages_by_address_are_switched_by_one_attribute() -> None:
    code = """
from streamlit.runtime.pages_manager import PagesManager
print("uses_pages_directory" in vars(PagesManager))
PagesManager.uses_pages_directory = True
print(seams.stop_serving_pages_by_address(), seams.stop_serving_pages_by_address())
"""
    assert fresh(code) == ["True", "True False"]


def test_an_application_keeps_files_with_our_class(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import streamlit\n", encoding="utf-8")
    code = """
import sys
class Ours(seams.MemoryUploadedFileManager):
    pass
seams.keep_files_with(Ours)
print(type(seams.App(sys.argv[1])._create_runtime().uploaded_file_mgr).__name__)
"""
    assert fresh(code, str(tmp_path / "app.py")) == ["Ours"]
    for method in ("get_upload_urls", "add_file", "remove_session_files"):
        assert callable(getattr(seams.MemoryUploadedFileManager, method))


def test_an_application_keeps_and_makes_sessions_with_our_classes(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import streamlit\n", encoding="utf-8")
    code = """
import asyncio, sys
from streamlit.runtime.script_data import ScriptData
class Store(seams.SessionStorage):
    def __init__(self, **_): pass
    get = save = delete = list = lambda *_: None
class Ours(seams.AppSession):
    pass
seams.keep_sessions_with(Store)
seams.make_sessions_of(Ours)
manager = seams.App(sys.argv[1])._create_runtime()._session_mgr
print(type(manager._session_storage).__name__)
async def connect():
    name = manager.connect_session(object(), ScriptData(sys.argv[1], False), {})
    print(type(manager.get_active_session_info(name).session).__name__)
asyncio.run(connect())
"""
    assert fresh(code, str(tmp_path / "app.py")) == ["Store", "Ours"]
    for method in ("handle_backmsg", "_create_new_session_message", "shutdown"):
        assert callable(getattr(seams.AppSession, method))
    for field in ("session", "script_run_count"):
        assert field in seams.SessionInfo.__dataclass_fields__


def test_addresses_and_cookie_are_those_of_its_server(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import streamlit\n", encoding="utf-8")
    code = """
import sys
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
print(USER_COOKIE_NAME)
for route in create_streamlit_routes(seams.App(sys.argv[1])._create_runtime()):
    print(route.path)
"""
    cookie, *routes = fresh(code, str(tmp_path / "app.py"))
    assert cookie == seams.SIGN_IN_COOKIE
    assert seams.STREAM in routes
    assert f"{seams.UPLOADS}{{session_id}}/{{file_id}}" in routes
    assert set(seams.OPEN) <= set(routes)
    for begun in seams.NOT_PAGES:
        assert [route for route in routes if route.startswith(begun)]


def test_an_application_takes_what_the_server_gives_it() -> None:
    given = {"lifespan", "middleware", "secrets", "on_script_error"}
    assert given <= inspect.signature(seams.App).parameters.keys()


def test_why_a_file_was_not_made_is_said_by_us_and_one_that_was_made_is_found(
    tmp_path: Path,
) -> None:
    (tmp_path / "app.py").write_text("import streamlit\n", encoding="utf-8")
    code = """
import asyncio, sys
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime import app_session
from streamlit.runtime.media_file_storage import MediaFileKind
seams.explain_downloads_by(lambda failure: f"because {failure}")
manager = seams.App(sys.argv[1])._create_runtime().media_file_mgr
handler = app_session.DeferredFileHandler(lambda: manager)
def answer(made):
    asked = BackendOperationRequest()
    asked.deferred_file.file_id = manager.add_deferred(made, "text/csv", "here", "a.csv")
    return asyncio.run(handler.handle(asked, ""))
print(answer(lambda: 1 / 0).error_msg)
made = answer(lambda: b"a,b").deferred_file.url
print(made.startswith(seams.MADE_FILES), seams.made_file(made.removeprefix(seams.MADE_FILES)))
picture = manager.add(b"a", "image/png", "there")
print(seams.made_file(picture.removeprefix(seams.MADE_FILES)), seams.made_file("none.csv"))
"""
    said = fresh(code, str(tmp_path / "app.py"))
    assert said == ["because division by zero", "True b'a,b'", "None None"]


def test_the_cookies_of_a_sign_in_say_who_it_is_and_forged_ones_nothing() -> None:
    code = """
from secrets import token_hex
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
secret = "s" * 40
seams.put_setting("server.cookieSecret", secret, "a test")
def cookies(said, secret=secret):
    found = {}
    def sign(name, value):
        return create_signed_value(secret, name, value)
    def keep(name, value):
        found[name] = sign(name, value).decode()
    set_cookie_with_chunks(keep, sign, seams.SIGN_IN_COOKIE, said, cookie_attr_size=0)
    return found
short, long = {"is_logged_in": True, "sub": "1"}, {"is_logged_in": True, "name": token_hex(9_000)}
print(len(cookies(long)) > 2, seams.signed_in(cookies(short)) == short)
print(seams.signed_in(cookies(long)) == long, seams.signed_in({}))
print(seams.signed_in(cookies(short, "t" * 40)), seams.signed_in(cookies({"sub": "1"})))
"""
    assert fresh(code) == ["True True", "True {}", "{} {}"]


def test_what_its_calls_return_is_of_the_types_that_we_name() -> None:
    assert type(st.empty()) is seams.DeltaGenerator
    sent = seams.UploadedFileRec("1", "a.csv", "text/csv", b"a,b")
    given = seams.UploadedFile(sent, None)  # type: ignore[arg-type]
    assert (given.name, given.getvalue()) == ("a.csv", b"a,b")


# --- a session that is drawn ----------------------------------------------------------------------

APP = """\
import streamlit as st
from dashboard.serve import streamlit_seams as seams

@st.fragment
def part():
    st.text(f"{bool(seams.session())} {seams.draws_fragment()}")

part()
"""
COMPONENT = """\
import streamlit as st
from pathlib import Path
from dashboard.serve import streamlit_seams as seams

def told():
    st.session_state["told"] = st.session_state["one"]["picked"]

script = Path("{}")
seams.draw_component("a.b", script, "7", "<p>here</p>", key="one", data=b"x", height=90,
                     on_picked_change=told)
st.text(st.session_state.get("told", ""))
"""
SERVE = """\
import sys
from pathlib import Path
from dashboard.serve import listen, server
server._welcome = lambda *_: None
sys.exit(server.serve(listen.listen("127.0.0.1", 0), browser=False, script=Path(sys.argv[1])))
"""


@contextmanager
def opened(folder: Path, script: str) -> Iterator[Visitor]:
    (folder / "app.py").write_text(script, encoding="utf-8")
    with (
        running(folder, ("-c", SERVE, str(folder / "app.py"))) as server,
        visitor(server.url) as somebody,
    ):
        yield somebody


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Visitor]:
    with opened(tmp_path, APP) as somebody:
        yield somebody


def test_a_component_is_a_script_of_ours_and_says_what_was_done_with_it(tmp_path: Path) -> None:
    script = tmp_path / "drawn" / "script.js"
    script.parent.mkdir()
    script.write_text("export default () => {}\n", encoding="utf-8")
    with opened(tmp_path, COMPONENT.format(script.as_posix())) as somebody:
        first = somebody.run()
        (drawn,) = (
            message.delta.new_element.bidi_component
            for message in first
            if message.delta.new_element.HasField("bidi_component")
        )
        assert (drawn.component_name, drawn.js_source_path) == ("a.b", "script.js?7")
        assert (drawn.html_content, drawn.bytes, drawn.js_content) == ("<p>here</p>", b"x", "")
        clicked = seams.WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{drawn.id}__events")
        clicked.json_trigger_value = '[{"event": "picked", "value": "that"}]'
        said = [message.delta.new_element.text.body for message in somebody.run(chosen=[clicked])]
        assert "that" in said


def test_a_session_has_a_name_and_knows_when_only_a_fragment_is_drawn(one: Visitor) -> None:
    assert (seams.session(), seams.draws_fragment()) == ("", False)
    whole = one.run()
    (fragment,) = {message.delta.fragment_id for message in whole} - {""}
    alone = one.run(fragment=fragment)
    texts = [
        [message.delta.new_element.text.body for message in messages if message.HasField("delta")]
        for messages in (whole, alone)
    ]
    assert [[text for text in said if text] for said in texts] == [["True False"], ["True True"]]
