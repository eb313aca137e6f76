"""Who may look and who may publish, tried in a browser at a real OpenID provider."""

import base64
import functools
import re
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from dashboard.auth import access, login_redirects
from dashboard.dev.live_server import Server, settle
from dashboard.serve.visit import Visitor
from tests.amount import exhaustive, exhaustively
from tests.browser.provider import CLIENT, SECRET, Provider
from tests.browser.signing import (
    COOKIE_SECRET,
    allow,
    button,
    press,
    serving,
    set_to_a_provider,
    sign_in,
    with_provider,
)
from tests.noted import noted
from tests.real import copied

# What only an editor is shown: where the filled-in workbook is handed in.
EDITING = "stFileUploader"
ENTRY, LIGHT = "/entry", "/history"  # the page for editors; one that is soon drawn
Rules = Callable[..., None]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Provider]]:
    with with_provider(copied(tmp_path_factory.mktemp("signing-in"))) as started:
        yield started


@pytest.fixture(scope="module")
def dashboard(both: tuple[Server, Provider]) -> Server:
    return both[0]


@pytest.fixture
def provider(both: tuple[Server, Provider]) -> Provider:
    both[1].reset()
    return both[1]


@pytest.fixture
def rules(dashboard: Server) -> Rules:
    """Return a function that sets who may; by default one editor and one group of them."""
    write = functools.partial(allow, dashboard.log.parent / "data")
    write()
    return write


@pytest.fixture(scope="module")
def context(chromium: Browser, dashboard: Server) -> Iterator[BrowserContext]:
    """Keep one browser, so that Streamlit's scripts are fetched once."""
    context = chromium.new_context(base_url=dashboard.url, locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(
    context: BrowserContext, dashboard: Server, provider: Provider, rules: Rules
) -> Iterator[Page]:
    """Open an empty page of a browser that knows nobody; no answer may be an error in itself."""
    failures: list[str] = []

    def note(reply: Response) -> None:
        if reply.status >= 400 and reply.url.startswith(dashboard.url):
            failures.append(f"{reply.status} for {reply.url}")

    context.clear_cookies()
    context.on("response", note)
    yield context.new_page()
    context.remove_listener("response", note)
    for one in context.pages:
        one.close()
    assert not failures


def said(page: Page) -> Locator:
    return page.locator(".stMainBlockContainer")


def expect_editing(page: Page) -> None:
    expect(page.get_by_test_id(EDITING)).to_be_visible()


def expect_no_editing(page: Page) -> None:
    settle(page)
    expect(page.get_by_test_id(EDITING)).to_have_count(0)


def who(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


# --- roles ----------------------------------------------------------------------------------------


def test_signed_out_may_look_and_is_asked_to_sign_in_where_editing_begins(page: Page) -> None:
    page.goto(LIGHT)
    settle(page)
    expect(page.locator("h1")).to_have_text("版本记录")
    expect(button(page)).to_have_count(0)
    page.goto(ENTRY)
    expect(button(page)).to_be_visible()
    expect_no_editing(page)


def test_editor_by_email_comes_back_to_the_page_and_its_address(page: Page) -> None:
    sign_in(page, "editor", f"{ENTRY}?years=2022&major={quote('会计 事务')}&sign-in=denied")
    expect_editing(page)
    expect(who(page)).to_contain_text("已登录：Quality@Example.edu.cn（可填报和发布）")
    place = page.evaluate("location.pathname + location.search")
    assert place == f"{ENTRY}?years=2022&major={quote('会计')}+{quote('事务')}"
    assert not [one for one in page.context.cookies() if one["name"] == "sign_in_from"]


@exhaustive
def test_editor_by_group(page: Page) -> None:
    sign_in(page, "member", ENTRY)
    expect_editing(page)
    expect(who(page)).to_contain_text("plan@example.edu.cn")


@exhaustive
@pytest.mark.parametrize("number", [pytest.param(100, marks=pytest.mark.exhaustive), 1_000])
def test_somebody_in_many_groups_sees_the_page_and_can_leave(
    page: Page, provider: Provider, number: int
) -> None:
    many = [f"某某职业技术学校/教学部/第{i}教研组" for i in range(number)]
    provider.claims = {"groups": [*many, "质量年报"], "picture": f"https://idp/{'x' * 5_000}"}
    # What other programs on this host have left behind.
    host = urlsplit(provider.returns_to).hostname
    other = [{"name": f"other{i}", "value": "x" * 4_000, "url": f"http://{host}"} for i in range(5)]
    page.context.add_cookies(other)  # type: ignore[arg-type]
    sign_in(page, "member", ENTRY)
    expect_editing(page)
    ours = [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]
    assert sum(len(one["name"]) + len(one["value"]) for one in ours) < 3_000
    told = "".join(unsigned(one["value"]) for one in ours)
    assert "groups" in told
    assert "token" not in told
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="退出登录")).to_have_count(0)
    assert provider.ended == ["whoever is at the browser"]


def unsigned(cookie: str) -> str:
    """Read what a signed cookie says; a dot in front means that it is packed."""
    payload = cookie.strip('"').lstrip(".").partition(".")[0]
    said = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(said) if cookie.strip('"').startswith(".") else said).decode()


@exhaustive
def test_group_counts_only_in_the_claim_that_is_set(page: Page, rules: Rules) -> None:
    rules(groups_claim="roles")
    sign_in(page, "member", ENTRY)
    expect(said(page)).to_contain_text("可以看，不能填报或发布")
    expect_no_editing(page)


@exhaustive
@pytest.mark.parametrize(
    ("account", "label"), [("viewer", "teacher_1@example.edu.cn"), ("claimant", "自称（claimant）")]
)
def test_viewer_who_types_the_address_is_told_and_shown_nothing(
    page: Page, account: str, label: str
) -> None:
    """Also one who claims the editor's address, which the provider has not confirmed."""
    sign_in(page, account, ENTRY)
    expect(said(page)).to_contain_text(f"您的账号（{label}）可以看，不能填报或发布")
    expect_no_editing(page)


def test_taking_somebody_off_the_list_counts_at_the_next_click(page: Page, rules: Rules) -> None:
    sign_in(page, "editor", ENTRY)
    expect_editing(page)
    rules(editors=[])
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="数据填报").click()
    expect(said(page)).to_contain_text("不能填报或发布")
    expect_no_editing(page)


# --- looking needs an account ---------------------------------------------------------------------


@pytest.mark.parametrize("place", ["/", ENTRY, *exhaustively(LIGHT, "/forms")])
def test_nothing_is_shown_to_the_signed_out_where_looking_needs_an_account(
    page: Page, rules: Rules, place: str
) -> None:
    rules(viewing="signed-in")
    page.goto(place)
    settle(page)
    expect(said(page)).to_contain_text(access.CLOSED)
    expect(button(page)).to_be_visible()
    expect(page.locator("h1")).to_have_text(access.NAME)
    expect(page.locator(".figure-title, table, [data-testid=stDownloadButton]")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


@exhaustive
def test_stranger_sees_nothing_and_can_leave(page: Page, rules: Rules) -> None:
    rules(viewing="signed-in", viewers=["somebody@example.edu.cn"])
    sign_in(page, "viewer", ENTRY)
    expect(said(page)).to_contain_text("您的账号（teacher_1@example.edu.cn）没有查看的权限")
    expect(page.locator("h1")).to_have_text(access.NAME)
    page.get_by_role("button", name="退出登录").click()
    expect(button(page)).to_be_visible()


@exhaustive
def test_viewer_on_the_list_may_look(page: Page, rules: Rules) -> None:
    rules(viewing="signed-in", viewers=["TEACHER_1@example.edu.cn"])
    sign_in(page, "viewer", LIGHT)
    expect(page.locator("h1")).to_have_text("版本记录")


def taken_away(page: Page, name: str) -> str:
    """Press a button for a file, and return the address at which it was made."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).first.click()
    return waiting.value.url


def status(page: Page, address: str) -> int:
    """Ask for an address as this browser does."""
    asked: int = page.evaluate(
        "address => fetch(address, {cache: 'no-store'}).then(answer => answer.status)", address
    )
    return asked


@exhaustive
def test_a_page_left_open_gives_nothing_away_once_the_right_is_gone(
    page: Page, context: BrowserContext, rules: Rules
) -> None:
    """Neither files anew, nor those made before, nor another view of a figure."""
    teacher = {"viewing": "signed-in", "viewers": ["teacher_1@example.edu.cn"]}
    rules(**teacher)
    sign_in(page, "viewer", "/service")
    made = taken_away(page, "CSV")
    whole = taken_away(page, "下载本页全部数据")
    assert [status(page, made), status(page, whole)] == [200, 200]

    rules(viewing="signed-in", viewers=["another@example.edu.cn"])
    page.get_by_role("button", name="CSV").first.click()
    expect(said(page)).to_contain_text("没有下载：登录已失效，或您不再有这个权限")
    asked = context.request
    assert asked.get(made).status == asked.get(whole).status == 403
    rules(**teacher)
    assert asked.get(made).status == 200
    assert asked.get(made).headers["cache-control"] == "no-store"
    context.clear_cookies()
    assert asked.get(made).status == asked.head(made).status == 403
    rules()  # open to all
    assert asked.get(made).status == 200

    rules(viewing="signed-in", viewers=["another@example.edu.cn"])
    page.get_by_role("radio", name="表", exact=True).first.click()
    expect(said(page)).to_contain_text("没有查看的权限")


@exhaustive
def test_signing_out_in_another_tab_stops_downloads(page: Page, rules: Rules) -> None:
    rules(viewing="signed-in")
    sign_in(page, "viewer", "/service")
    other = page.context.new_page()
    other.goto(LIGHT)
    other.get_by_role("button", name="退出登录").click()
    expect(button(other)).to_be_visible()
    page.get_by_role("button", name="CSV").first.click()
    expect(said(page)).to_contain_text("没有下载：登录已失效")


@exhaustive
def test_faulty_rules_close_the_dashboard(page: Page, dashboard: Server, rules: Rules) -> None:
    rules(viewing="everybody")
    page.goto(LIGHT)
    expect(said(page)).to_contain_text("school.toml 有误")
    expect(page.locator("h1")).to_have_count(0)


# --- tokens that must not be accepted -------------------------------------------------------------

OTHER = "another program"
SPOILT: dict[str, dict[str, Any]] = {
    "for another program": {"claims": {"aud": OTHER}},
    "for another program, naming us as party": {"claims": {"aud": OTHER, "azp": CLIENT}},
    "by another provider": {"claims": {"iss": "https://idp.example.org"}},
    "expired": {"lifetime": -3600},
    "for another sign-in": {"claims": {"nonce": "another"}},
    "unsigned": {"signature": "none"},
    "signed by somebody else": {"signature": "other key"},
}


@exhaustive
def test_tokens_that_are_not_for_us_are_refused(
    page: Page, provider: Provider, dashboard: Server
) -> None:
    page.goto(ENTRY)
    for how, knobs in SPOILT.items():
        provider.reset()
        for knob, value in knobs.items():
            setattr(provider, knob, value)
        press(page, "editor")
        expect(said(page), how).to_contain_text(access.PROBLEMS[login_redirects.FAILED])
        expect_no_editing(page)
        assert page.url == f"{dashboard.url}{ENTRY}", how
        cookies = {one["name"] for one in page.context.cookies()}
        assert "_streamlit_user" not in cookies, how
    provider.reset()
    press(page, "editor")
    expect_editing(page)


@exhaustive
def test_provider_set_up_again_with_another_key(page: Page, provider: Provider) -> None:
    provider.start_anew()  # the dashboard has met the key before this one in other tests
    sign_in(page, "editor", ENTRY)
    expect_editing(page)


@exhaustive
def test_token_that_has_just_expired_counts_no_more(page: Page, provider: Provider) -> None:
    """Coming back, two minutes are allowed for clocks that differ; from then on none."""
    provider.lifetime = -30
    sign_in(page, "editor", ENTRY)
    expect(said(page)).to_contain_text(access.LAPSES["expired"])
    expect(button(page)).to_be_visible()
    expect_no_editing(page)


@exhaustive
@pytest.mark.alone  # with others beside it, the sign-in may be over before it has begun
def test_sign_in_that_expires_while_the_page_is_open(page: Page, provider: Provider) -> None:
    provider.lifetime = 12
    sign_in(page, "editor", ENTRY)
    expect_editing(page)
    page.wait_for_function("end => Date.now() / 1000 > end", arg=time.time() + provider.lifetime)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="数据填报").click()
    expect(said(page)).to_contain_text(access.LAPSES["expired"])
    expect_no_editing(page)


# --- ways in which signing in does not come about -------------------------------------------------


@exhaustive
def test_saying_no_at_the_provider(page: Page, dashboard: Server) -> None:
    sign_in(page, "deny", f"{ENTRY}?years=2023")
    expect(said(page)).to_contain_text(access.PROBLEMS[login_redirects.DENIED])
    expect(button(page)).to_be_visible()
    expect_no_editing(page)
    assert page.url == f"{dashboard.url}{ENTRY}?years=2023"
    assert "the user said no" in dashboard.log.read_text(encoding="utf-8")
    assert noted(dashboard.log)[-1] == {
        "event": "refusal",
        "account": "",
        "address": "127.0.0.1",
        "what": "sign-in",
        "why": "denied",
    }


@exhaustive
@pytest.mark.parametrize(
    ("broken", "word"),
    [("/.well-known/openid-configuration", "UNREACHABLE"), ("/token", "FAILED")],
)
def test_provider_that_does_not_answer(
    page: Page, provider: Provider, broken: str, word: str
) -> None:
    provider.broken = frozenset({broken})
    page.goto(ENTRY)
    button(page).click()
    if word == "FAILED":
        page.get_by_role("button", name="editor", exact=True).click()
    expect(said(page)).to_contain_text(access.PROBLEMS[getattr(login_redirects, word)])
    expect_no_editing(page)


@exhaustive
@pytest.mark.parametrize(
    "answer",
    ["code=made-up&state=made-up", *exhaustively("state=%0d%0a", "error=%3Cb%3E")],
)
def test_answer_that_nobody_asked_for(page: Page, answer: str) -> None:
    page.goto(f"/oauth2callback?{answer}")
    expect(said(page)).to_contain_text(access.PROBLEMS[login_redirects.FAILED])
    page.goto(ENTRY)
    expect_no_editing(page)


@exhaustive
def test_word_that_is_none_of_ours_says_nothing(page: Page) -> None:
    page.goto(f"{LIGHT}?{login_redirects.PARAMETER}=%3Cimg%20src=x%3E")
    page.wait_for_url(re.compile(f"{LIGHT}$"))
    settle(page)
    expect(page.get_by_role("alert").filter(has_text="登录没有成功")).to_have_count(0)
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_page_opened_at_another_address_leads_to_the_one_for_signing_in(
    dashboard: Server, rules: Rules
) -> None:
    """A sign-in there would never come back: its cookies belong to the other address."""
    stream = dashboard.url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(stream, proxy=None, max_size=None) as socket:
        messages = Visitor(socket, "http://localhost", 15).run("entry")
    links = [message.delta.new_element.link_button.url for message in messages]
    assert f"{dashboard.url}{ENTRY}" in links
    labels = [message.delta.new_element.button.label for message in messages]
    assert "登录" not in labels


# --- signing out ----------------------------------------------------------------------------------


def test_signing_out_ends_it_everywhere_in_this_browser(page: Page, provider: Provider) -> None:
    sign_in(page, "editor", ENTRY)
    other = page.context.new_page()
    other.goto(ENTRY)
    expect_editing(other)
    kept = page.context.cookies()

    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="退出登录")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("总览")
    expect(page.get_by_text(access.PROBLEMS[login_redirects.FAILED])).to_have_count(0)
    assert provider.ended == ["editor"]  # it was told as well
    assert not [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]

    page.go_back()
    expect_no_editing(page)
    page.goto(ENTRY)
    expect(button(page)).to_be_visible()
    expect_no_editing(page)

    # What another tab still holds, or somebody kept, does not count either.
    other.get_by_test_id("stSidebarNav").get_by_role("link", name="数据填报").click()
    expect(said(other)).to_contain_text(access.LAPSES["ended"])
    expect_no_editing(other)
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.goto(ENTRY)
    expect(said(page)).to_contain_text(access.LAPSES["ended"])
    expect_no_editing(page)


@exhaustive
def test_signing_out_is_remembered_when_the_server_starts_anew(
    chromium: Browser, tmp_path: Path
) -> None:
    data = copied(tmp_path)
    with set_to_a_provider(data) as (port, _):
        with serving(data, port) as server:
            context = chromium.new_context(base_url=server.url, locale="zh-CN")
            page = context.new_page()
            sign_in(page, "editor", ENTRY)
            expect_editing(page)
            kept = context.cookies()
            page.get_by_role("button", name="退出登录").click()
            expect(page.get_by_role("button", name="退出登录")).to_have_count(0)
        with serving(data, port):
            context.add_cookies(kept)  # type: ignore[arg-type]
            page.goto(ENTRY)
            expect(said(page)).to_contain_text(access.LAPSES["ended"])
            expect_no_editing(page)
            press(page, "editor")  # a new sign-in is another one
            expect_editing(page)
        context.close()


@exhaustive
def test_signing_out_while_the_provider_is_down(page: Page, provider: Provider) -> None:
    sign_in(page, "editor", ENTRY)
    provider.broken = frozenset({"/.well-known/openid-configuration"})
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="退出登录")).to_have_count(0)
    page.goto(ENTRY)
    expect(button(page)).to_be_visible()
    expect_no_editing(page)


# --- other sites ----------------------------------------------------------------------------------


def edits(page: Page, dashboard: Server, origin: str) -> bool:
    """Tell whether a page of ``origin`` with this browser's cookies is sent the means to edit."""
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    with connect(
        dashboard.url.replace("http", "ws", 1) + "/_stcore/stream",
        origin=Origin(origin),
        additional_headers={"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())},
        subprotocols=[Subprotocol("streamlit"), Subprotocol(cookies["_streamlit_xsrf"])],
        proxy=None,
        max_size=None,
    ) as stream:
        messages = Visitor(stream, dashboard.url, 15).run("entry")
    return any(message.delta.new_element.HasField("file_uploader") for message in messages)


def test_another_site_cannot_use_a_sign_in(page: Page, dashboard: Server) -> None:
    sign_in(page, "editor", ENTRY)
    assert edits(page, dashboard, dashboard.url)
    for origin in ("https://elsewhere.example.org", "null"):
        with pytest.raises(InvalidStatus):
            edits(page, dashboard, origin)
    # This one Streamlit lets in, as it may be a proxy on the same machine; but as nobody.
    assert not edits(page, dashboard, "http://127.0.0.1:1")


@exhaustive
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(page: Page) -> None:
    sign_in(page, "editor", ENTRY)
    ours = [one for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]
    assert len(ours) >= 2
    assert all(one["httpOnly"] and one["sameSite"] == "Lax" for one in ours)


@exhaustive
def test_what_must_be_known_afterwards_is_in_the_log(
    page: Page, dashboard: Server, rules: Rules
) -> None:
    before = len(noted(dashboard.log))
    rules(viewing="signed-in", viewers=["teacher_1@example.edu.cn"])
    sign_in(page, "viewer", "/service?years=2023&years=2024")
    made = taken_away(page, "CSV")
    rules(viewing="signed-in", viewers=["another@example.edu.cn"])
    assert page.context.request.get(made).status == 403
    page.goto(LIGHT)
    page.get_by_role("button", name="退出登录").click()
    expect(button(page)).to_be_visible()
    who = {"account": "teacher_1@example.edu.cn", "address": "127.0.0.1"}
    told = noted(dashboard.log)[before:]
    [size] = {one.pop("bytes") for one in told if one["event"] == "export"}
    assert size > 100
    assert told[0] == {"event": "sign-in", **who, "role": "viewer"}
    assert told[1] == {"event": "export", **who, "page": "/service", "kind": "csv"}
    assert told[-3:] == [
        {"event": "refusal", **who, "what": "export"},
        {"event": "refusal", **who, "what": "view"},
        {"event": "sign-out", **who},
    ]


@exhaustive
def test_nothing_secret_is_in_the_log(page: Page, dashboard: Server) -> None:
    sign_in(page, "editor", ENTRY)
    log = dashboard.log.read_text(encoding="utf-8")
    assert SECRET not in log
    assert COOKIE_SECRET not in log
    assert "Deprecat" not in log
