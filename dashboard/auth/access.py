"""Who is looking, and what they may do; asked anew at each run and at the moment of publishing.

Streamlit reads the claims of the identity provider when a page is opened. So they are weighed here
each time: still in force, made for us, by the provider that is configured now; and the roles come
from ``school.toml`` as it is now.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from dashboard import paths, security_log, settings
from dashboard.auth import desk_link, login_redirects, oidc, sign_outs, this_machine
from dashboard.auth.token_claims import Lapse, Visitor, known_as, lapse
from dashboard.contract.faults import DataProblems
from dashboard.text import plain

ROLES = {"editor": "可填报和发布", "viewer": "可查看", "stranger": "没有查看的权限"}
LAPSES: dict[Lapse | None, str] = {
    None: "",
    "expired": "登录已过期，请重新登录。",
    "ended": "您已退出登录。",
    "foreign": "这次登录与看板现在的设置不符，请重新登录；仍然这样，请告诉管理员。",
}
PROBLEMS = {
    login_redirects.DENIED: "没有登录：您取消了登录，或身份平台没有同意。",
    login_redirects.FAILED: (
        "登录没有成功。请再试一次；仍然这样，请把现在的时间告诉管理员，原因已记在服务器的日志里。"
    ),
    login_redirects.UNREACHABLE: "现在连不上身份平台，暂时不能登录。请稍后再试，或告诉管理员。",
}
NAME = "教育质量年报数据看板"
CLOSED = "本看板只对登录的人开放，请先登录。"
NO_PROVIDER = (
    "这台机器没有设置登录，网页上不能发布：可以在这里检查填好的表，"
    "发布请在服务器上用命令行（见使用手册）。"
)
OTHER_BROWSER = (
    "这个浏览器可以检查填好的表，不能发布。要在网页上发布，用启动时打印的链接打开；链接用过了，"
    "就停止看板（Ctrl+C）再启动。也可以用命令行（见使用手册）。"
)
_AT_DESK = Visitor(email="", name="本机", role="editor")
_PROBLEM = "_sign_in_problem"
_TURNED_AWAY = "_turned_away"
_LOG = logging.getLogger(__name__)


def has_provider() -> bool:
    """Tell whether anybody can sign in at all."""
    return bool(_auth())


def is_here() -> bool:
    """Tell whether the browser runs on the computer that the dashboard runs on."""
    headers = st.context.headers
    given = [(name, value) for name in headers for value in headers.get_all(name)]
    # Streamlit gives no address for one on the same machine.
    return this_machine.asks(given, address())


def is_at_desk() -> bool:
    """Tell the one browser that publishes without sign-in: it came by the link of the start."""
    return not has_provider() and is_here() and desk_link.admits(st.context.cookies)


def claims() -> dict[str, Any]:
    """Return what the provider said of whoever signed in when the page was opened."""
    found = st.user.to_dict() if has_provider() else {}
    return dict(found) if found.get("is_logged_in") else {}


def visitor() -> Visitor | None:
    """Return who is signed in at this moment, None where nobody is.

    Raises DataProblems where school.toml, which says who may, cannot be read.
    """
    return known(claims())


def known(claims: Mapping[str, Any]) -> Visitor | None:
    """Return who signed in with these claims, None where they do not count now; raises as above."""
    if not claims or _lapse(claims):
        return None
    return known_as(claims, settings.read(paths.DATA).access)


def may_look(claims: Mapping[str, Any]) -> bool:
    """Tell whether whoever signed in with these claims, or nobody with none, may look now."""
    try:
        if settings.read(paths.DATA).access.viewing == "open":
            return True
        who = known(claims)
    except DataProblems:
        return False
    return who is not None and who.role != "stranger"


def editor_now() -> Visitor | None:
    """Return who may publish at this very moment; to be asked right before it is done."""
    if is_at_desk():
        return _AT_DESK
    try:
        who = visitor()
    except DataProblems:
        return None
    return who if who and who.role == "editor" else None


def address() -> str:
    """Return where the browser is that is being drawn for."""
    return st.context.ip_address or this_machine.LOOPBACK[0]


def account(claims: Mapping[str, Any]) -> str:
    """Return what the log calls whoever signed in with these claims; empty for nobody."""
    try:
        who = known(claims)
    except DataProblems:
        return ""
    return who.label if who else ""


def note_refusal(what: str) -> None:
    """Put in the log that whoever looks may not do something."""
    security_log.note("refusal", account=account(claims()), address=address(), what=what)


def gate_viewing() -> bool:
    """Say whether anything may be shown; else say why not. First of all in each run."""
    _tell_problem()
    try:
        rules = settings.read(paths.DATA).access
        who = visitor()
    except DataProblems as problems:
        # It may well say that only some people may look.
        for problem in problems.problems:
            _LOG.error("%s", problem)
        st.error("学校设置 school.toml 有误，看板暂时不能显示；问题已写在服务器的日志里。")
        return False
    if rules.viewing == "open" or (who and who.role != "stranger"):
        return True
    st.title(NAME, anchor=False)
    if not has_provider():
        st.error(
            "管理员请注意：school.toml 设定只有登录的人才能看（viewing），"
            "但还没有在 secrets.toml 中设置身份平台，所以现在谁也看不到数据。"
        )
    elif who is None:
        sign_in(_why_out(CLOSED))
    else:
        if not st.session_state.get(_TURNED_AWAY):  # each click draws the page anew
            st.session_state[_TURNED_AWAY] = True
            note_refusal("view")
        st.warning(f"您的账号（{plain(who.label, 100)}）没有查看的权限；需要时请联系学校的管理员。")
        sign_out()
    return False


def guard_editing() -> Visitor | None:
    """Return the editor who is signed in; for anybody else say what is missing, and None."""
    if is_at_desk():
        return _AT_DESK
    if not has_provider():
        st.info(OTHER_BROWSER if desk_link.is_open() and is_here() else NO_PROVIDER)
        return None
    who = visitor()
    if who is None:
        sign_in(_why_out("填报和发布需要登录。"))
        return None
    if who.role == "editor":
        return who
    st.warning(
        f"您的账号（{plain(who.label, 100)}）可以看，不能填报或发布；"
        "需要时请联系管理员，在 data/school.toml 的 editors 中加上。"
    )
    return None


def sign_in(message: str, key: str = "sign-in") -> None:
    """Write a sentence and draw the button 登录."""
    st.info(plain(message))
    home = _elsewhere()
    if home:
        # The cookie of a sign-in belongs to one address, the one the provider returns to.
        st.link_button("到登录用的网址打开", home, type="primary")
    else:
        st.button("登录", on_click=st.login, type="primary", key=key)


def sign_out() -> None:
    """Say who may do more than look, with the button that ends it; nothing where nobody may."""
    if is_at_desk():
        st.caption(f"{_AT_DESK.name}：{ROLES[_AT_DESK.role]}")
        st.button("结束填报", on_click=desk_link.end, key="end-desk")
    who = visitor()
    if who is not None:
        st.caption(f"已登录：{plain(who.label, 100)}（{ROLES[who.role]}）")
        st.button("退出登录", on_click=_end, key="sign-out")


def _lapse(claims: Mapping[str, Any]) -> Lapse | None:
    """Return why claims do not count at this moment, None where they do."""
    auth = _auth()
    reason = lapse(claims, auth["client_id"], oidc.issuer(auth), time.time())
    return reason or ("ended" if sign_outs.has_ended(paths.DATA, claims) else None)


def _auth() -> Mapping[str, Any]:
    found: Mapping[str, Any] = {}
    # `streamlit run app.py` would let people in without our checks.
    if oidc.is_strict() and st.secrets.load_if_toml_exists():
        found = st.secrets.get("auth", {})
    return found


def _end() -> None:
    over = claims()
    if over and not _lapse(over):
        security_log.note("sign-out", account=account(over), address=address())
        sign_outs.end(paths.DATA, over, time.time())
    st.logout()


def _why_out(otherwise: str) -> str:
    """Return why whoever signed in is out again, and ``otherwise`` where they never did."""
    given = claims()
    return LAPSES[_lapse(given) if given else None] or otherwise


def _elsewhere() -> str:
    """Return this page at the address for signing in, where the reader is at another; else ""."""
    here = urlsplit(st.context.url or "")
    there = urlsplit(str(_auth()["redirect_uri"]))
    if not here.netloc or (here.scheme, here.netloc) == (there.scheme, there.netloc):
        return ""
    return urlunsplit((there.scheme, there.netloc, here.path, here.query, ""))


def _tell_problem() -> None:
    """Say what went wrong on the way back from the provider, on the page it led to."""
    page = urlsplit(st.context.url or "").path
    word = st.query_params.get(login_redirects.PARAMETER)
    if word is not None:
        del st.query_params[login_redirects.PARAMETER]
        st.session_state[_PROBLEM] = (page, word)
    where, word = st.session_state.get(_PROBLEM, ("", ""))
    if where == page and word in PROBLEMS and not claims():
        st.warning(PROBLEMS[word])
