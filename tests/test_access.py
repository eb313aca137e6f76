"""Signing in: the settings, and the way to the provider and back."""

import functools
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from dashboard.auth import access, oidc, token_claims
from dashboard.auth.login_redirects import Returning
from dashboard.paths import ROOT

AUTH = {
    "redirect_uri": "https://kanban.example.edu.cn/oauth2callback",
    "cookie_secret": "c" * 32,
    "client_id": "dashboard",
    "client_secret": "the secret of the client",
    "server_metadata_url": "https://idp.example.edu.cn/.well-known/openid-configuration",
}


# --- settings -------------------------------------------------------------------------------------


def written(folder: Path, auth: dict[str, Any], name: str = "secrets.toml") -> Path:
    path = folder / name
    lines = [f"{key} = {value!r}" for key, value in auth.items()]
    path.write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
    path.chmod(0o600)
    return path


def faults(path: Path, base: str = "") -> str:
    with pytest.raises(oidc.Misconfigured) as caught:
        oidc.read([path], base)
    assert AUTH["client_secret"] not in str(caught.value)
    return str(caught.value)


def test_the_file_beside_the_data_counts_before_the_other(tmp_path: Path) -> None:
    first = written(tmp_path, AUTH, "first.toml")
    second = written(tmp_path, AUTH | {"client_id": "ours"}, "second.toml")
    assert oidc.read([first, second]) == AUTH | {"client_id": "ours"}
    assert oidc.read([first, tmp_path / "none.toml"]) == AUTH
    assert oidc.read([tmp_path / "none.toml"]) == {}


def test_a_file_from_the_windows_editor_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, AUTH)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert oidc.read([path]) == AUTH


@pytest.mark.parametrize("key", AUTH)
def test_each_missing_key_is_named(tmp_path: Path, key: str) -> None:
    rest = {name: value for name, value in AUTH.items() if name != key}
    said = faults(written(tmp_path, rest))
    assert "1 处问题" in said
    assert f"缺少 {key}" in said
    assert f"缺少 {key}" in faults(written(tmp_path, AUTH | {key: " "}))
    assert f"缺少 {key}" in faults(written(tmp_path, AUTH | {key: 5}))


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        ({"cookie_secret": "short"}, "cookie_secret 太短"),
        ({"redirect_uri": "https://kanban.example.edu.cn/"}, "redirect_uri 应为"),
        ({"redirect_uri": "kanban.example.edu.cn/oauth2callback"}, "redirect_uri 应为"),
        ({"redirect_uri": "http://localhost:{port}/oauth2callback"}, "redirect_uri 应为"),
        ({"redirect_uri": AUTH["redirect_uri"] + "?x=1"}, "redirect_uri 应为"),
        ({"server_metadata_url": "http://idp.example.edu.cn/x"}, "应为 https://"),
        ({"server_metadata_url": "https://idp.example.edu.cn/x"}, "请另写 issuer"),
    ],
)
def test_settings_with_which_nobody_could_sign_in(
    tmp_path: Path, auth: dict[str, str], said: str
) -> None:
    assert said in faults(written(tmp_path, AUTH | auth))


def test_openid_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, AUTH)
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[auth.client_kwargs]\nscope = "email"\n')
    assert "要有 openid" in faults(path)


def test_address_below_another_path(tmp_path: Path) -> None:
    below = {"redirect_uri": "https://example.edu.cn/kanban/oauth2callback"}
    path = written(tmp_path, AUTH | below)
    assert oidc.read([path], "/kanban")
    assert "redirect_uri" in faults(path)


@pytest.mark.parametrize("content", [b"[auth", b"a = '\xd6\xd0'", b"auth = 1", b"[auth]"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secrets.toml"
    path.write_bytes(content)
    assert "secrets.toml：" in faults(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there rights are no bits of the file")
def test_a_file_that_others_can_read_is_pointed_out(tmp_path: Path) -> None:
    path = written(tmp_path, AUTH)
    assert oidc.warnings(AUTH, [path]) == []
    path.chmod(0o640)
    assert "chmod 600" in oidc.warnings(AUTH, [path])[0]


def test_signing_in_in_the_clear_is_pointed_out() -> None:
    over = {"redirect_uri": "http://kanban.example.edu.cn/oauth2callback"}
    assert "没有加密" in oidc.warnings(over, [])[0]
    assert oidc.warnings({"redirect_uri": "http://localhost:8501/oauth2callback"}, []) == []


def test_our_stricter_client_takes_its_place_without_a_word() -> None:
    code = (
        "from dashboard.auth import oidc\n"
        "print(oidc.is_strict())\n"
        "oidc.be_strict()\n"
        "print(oidc.is_strict())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (done.stdout.split(), done.stderr) == (["False", "True"], "")


SERVE = """\
import sys
from pathlib import Path
from dashboard.serve import listen, server
sys.exit(server.serve(listen.listen("127.0.0.1", 0), browser=False, script=Path(sys.argv[1])))
"""


def test_the_server_does_not_start_with_faulty_settings(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import streamlit\n")
    written(tmp_path, AUTH | {"cookie_secret": "short"})
    done = subprocess.run(
        [sys.executable, "-c", SERVE, str(tmp_path / "app.py")],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_DATA": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "cookie_secret 太短" in done.stderr
    assert "Traceback" not in done.stderr
    assert AUTH["client_secret"] not in done.stdout + done.stderr


# --- there and back -------------------------------------------------------------------------------


async def _login(request: Request) -> Response:
    if "down" in request.query_params:
        return PlainTextResponse("Authentication error", 400)
    if "broken" in request.query_params:
        raise RuntimeError("a secret")
    return RedirectResponse("https://idp.example.edu.cn/authorize", 302)


async def _callback(request: Request) -> Response:
    response = RedirectResponse("/", 302)
    if "code" in request.query_params:
        response.set_cookie("_streamlit_user", "somebody", httponly=True)
    else:
        response.delete_cookie("_streamlit_user")
    return response


def asked(
    path: str, headers: dict[str, str] | None = None, *, base: str = "", secure: bool = False
) -> tuple[int, str, list[str]]:
    """Ask the middleware round two stand-ins for Streamlit's addresses: status, place, cookies."""
    inner = Starlette(
        routes=[Route(f"{base}/auth/login", _login), Route(f"{base}/oauth2callback", _callback)]
    )
    address, _, query = path.partition("?")
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": base + address,
        "query_string": query.encode(),
        "headers": _raw({"host": "kanban.example.edu.cn", **(headers or {})}.items()),
    }
    # On a thread of its own: the browser's driver leaves an event loop running on the main one.
    with start_blocking_portal() as portal:
        portal.call(
            Returning(inner, base, secure=secure, cookie="_streamlit_user"), scope, receive, send
        )
    found = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    place = next((value for name, value in found if name == "location"), "")
    cookies = [value for name, value in found if name == "set-cookie"]
    return sent[0]["status"], place, cookies


def _raw(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in headers]


def there_and_back(referer: str, base: str = "") -> str:
    """Sign in from a page; return where one ends up."""
    status, place, cookies = asked("/auth/login", {"referer": referer}, base=base)
    assert (status, place) == (302, "https://idp.example.edu.cn/authorize")
    cookie = cookies[0].partition(";")[0]
    status, place, cookies = asked("/oauth2callback?code=1", {"cookie": cookie}, base=base)
    assert status == 302
    assert any(one.startswith("_streamlit_user=somebody") for one in cookies)
    assert any(one.startswith('sign_in_from=""') for one in cookies)
    return place


@pytest.mark.parametrize(
    ("referer", "place"),
    [
        ("https://kanban.example.edu.cn/entry", "/entry"),
        (
            "https://kanban.example.edu.cn/entry?years=2022&years=2024",
            "/entry?years=2022&years=2024",
        ),
        ("https://kanban.example.edu.cn/?major=%E4%BC%9A%E8%AE%A1", "/?major=%E4%BC%9A%E8%AE%A1"),
        ("https://kanban.example.edu.cn/entry?sign-in=denied", "/entry"),
        ("https://kanban.example.edu.cn", "/"),
        ("https://elsewhere.example.org/entry", "/"),
        ("https://kanban.example.edu.cn.example.org/entry", "/"),
        ("https://kanban.example.edu.cn//elsewhere.example.org/", "/"),
        ("https://kanban.example.edu.cn/\\elsewhere.example.org/", "/"),
        ("https://kanban.example.edu.cn/" + "a" * 3000, "/"),
        ("", "/"),
    ],
)
def test_one_comes_back_to_the_page_and_to_no_other_site(referer: str, place: str) -> None:
    assert there_and_back(referer) == place


def test_below_another_path_one_stays_below_it() -> None:
    host = "https://kanban.example.edu.cn"
    assert there_and_back(f"{host}/kanban/entry", "/kanban") == "/kanban/entry"
    assert there_and_back(f"{host}/kanban2/entry", "/kanban") == "/kanban/"
    assert there_and_back(f"{host}/", "/kanban") == "/kanban/"


@pytest.mark.parametrize("cookie", ["//elsewhere.example.org", "https://elsewhere.example.org/"])
def test_a_forged_cookie_leads_nowhere_else(cookie: str) -> None:
    assert asked("/oauth2callback?code=1", {"cookie": f"sign_in_from={cookie}"})[1] == "/"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/oauth2callback?error=access_denied&state=1", "/entry?sign-in=denied"),
        ("/oauth2callback?error=server_error&state=1", "/entry?sign-in=failed"),
        ("/oauth2callback?state=1", "/entry?sign-in=failed"),
        ("/oauth2callback", "/"),  # from a sign-out
    ],
)
def test_what_went_wrong_is_said_on_the_page(path: str, place: str) -> None:
    assert asked(path, {"cookie": "sign_in_from=/entry"})[1] == place


@pytest.mark.parametrize("way", ["down", "broken"])
def test_sign_in_that_cannot_begin_leads_back(way: str, caplog: pytest.LogCaptureFixture) -> None:
    referer = {"referer": "https://kanban.example.edu.cn/entry?years=2023"}
    status, place, cookies = asked(f"/auth/login?{way}=1", referer)
    assert (status, place) == (302, "/entry?years=2023&sign-in=unreachable")
    assert cookies == []
    assert ("a secret" in caplog.text) == (way == "broken")


def test_over_https_no_cookie_goes_over_http() -> None:
    for path in ("/auth/login", "/oauth2callback?code=1"):
        cookies = asked(path, secure=True)[2]
        assert cookies
        assert all("; Secure" in one for one in cookies)
        assert not any("Secure" in one for one in asked(path)[2])


def test_cookie_of_the_page_is_short_lived_and_out_of_reach_of_scripts() -> None:
    cookie = asked("/auth/login")[2][0]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Max-Age=900" in cookie


def test_only_an_editor_may_publish_at_the_moment_of_publishing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(access, "is_at_desk", lambda: False)
    roles: tuple[token_claims.Role, ...] = ("viewer", "stranger", "editor")
    for role in roles:
        who = token_claims.Visitor("a@example.edu.cn", "甲", role)
        monkeypatch.setattr(
            access, "visitor", functools.partial(token_claims.Visitor, *astuple(who))
        )
        assert (access.editor_now() == who) == (role == "editor")
