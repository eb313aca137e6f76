"""Whose a draft is, what becomes of one that was tampered with, and who publishes it."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.contract.faults import Refused
from dashboard.intake import drafts
from dashboard.publish import versions
from tests.amount import exhaustive, exhaustively
from tests.handing_in import EDITOR, OTHER, VIEWER, Opened, Person
from tests.hostile.conftest import SMALL, YEAR
from tests.workbooks import one, packed, parts, text

# --- drafts are seen by nobody else ---------------------------------------------------------------


@pytest.fixture
def clerk(opened: Opened, filled_in: bytes) -> Person:
    """Return an editor with a draft that is looked at on every page."""
    person: Person = opened(EDITOR)
    person.hand_in("我的草稿.xlsx", filled_in)
    person.press("在各页预览")
    assert "正在预览" in person.said()
    return person


def sees(person: Person) -> bool:
    """Tell whether somebody is shown anything of the draft, on whatever page."""
    shown = []
    for page in ("entry", "forms", "history", ""):
        person.run(page)
        shown.append(person.said())
    return any("我的草稿" in one_of_them or f"{YEAR}年" in one_of_them for one_of_them in shown)


def test_nobody_sees_the_draft_of_another(clerk: Person, opened: Opened) -> None:
    assert sees(clerk)
    assert sees(opened(EDITOR))  # the same author at another machine
    for email in ("", VIEWER, OTHER):
        person = opened(email)
        person.run("forms")
        assert f"{YEAR}年" not in person.said()
        person.run("entry")
        assert "我的草稿" not in person.said()


def test_a_preview_ends_with_the_role(clerk: Person, school_data: Path) -> None:
    rules = (school_data / "school.toml").read_text(encoding="utf-8")
    try:
        (school_data / "school.toml").write_text("[access]\neditors = []\n", encoding="utf-8")
        clerk.run("forms")
        assert f"{YEAR}年" not in clerk.said()
        assert "正在预览" not in clerk.said()
    finally:
        (school_data / "school.toml").write_text(rules, encoding="utf-8")


@exhaustive
def test_a_part_drawn_by_itself_knows_that_the_preview_is_over(
    clerk: Person, school_data: Path
) -> None:
    """A choice between chart and table draws one figure anew, and not the page round it."""
    clerk.run("training")
    figures = {message.delta.fragment_id for message in clerk.messages} - {""}
    [draft] = drafts.of(school_data, EDITOR)

    def shown() -> str:
        said = ""
        for figure in figures:
            clerk.ask_for("training", fragment=figure)
            clerk.receive()
            said += str([message.delta for message in clerk.messages])
        return said

    before = shown()
    draft.discard()  # by the test: the server does not know of it
    after = shown()
    assert "这里出了问题" not in after
    assert before != after


@pytest.mark.parametrize(
    "record", ['{"faults": [{"x": 1}]}', *exhaustively("", "[]", "{}", '{"faults": 1}')]
)
def test_a_draft_that_was_tampered_with_is_as_if_not_there(
    clerk: Person, school_data: Path, record: str
) -> None:
    [draft] = drafts.of(school_data, EDITOR)
    (draft.folder / "draft.json").write_text(record, encoding="utf-8")
    clerk.run("forms")
    assert "正在预览" not in clerk.said()
    assert f"{YEAR}年" not in clerk.said()
    clerk.run("entry")
    assert "这里出了问题" not in clerk.said()
    assert clerk.elements("file_uploader")


# --- drafts that were changed or are gone ---------------------------------------------------------


WRONG_KINDS: dict[str, object] = {
    "author": [],
    "file": 7,
    "made": 5,
    "year": "x",
    "filled": None,
    "remarks": [1],
    "confirmed": None,
    "faults": [{"sheet": "a", "row": "x", "column": 1, "message": ""}],
}


def test_a_record_with_other_kinds_of_values_hides_no_other_draft(school_data: Path) -> None:
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    draft = drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    record = json.loads((draft.folder / "draft.json").read_text(encoding="utf-8"))
    beside = school_data / "drafts" / "changed"
    beside.mkdir()
    for name, value in WRONG_KINDS.items():
        changed = json.dumps(record | {name: value})
        (beside / "draft.json").write_text(changed, encoding="utf-8")
        assert drafts.every(school_data) == [draft], name
    (beside / "draft.json").write_text("[" * 100_000, encoding="utf-8")
    assert drafts.every(school_data) == [draft]


def test_what_is_confirmed_in_a_draft_that_is_gone_is_said_to_be_gone(school_data: Path) -> None:
    """It was published, dropped or replaced in another window; the disk is well."""
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    draft = drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    draft.discard()
    with pytest.raises(Refused, match="已经不在了"):
        draft.confirm(["a"])


@exhaustive
def test_a_draft_taken_away_meanwhile(clerk: Person, school_data: Path) -> None:
    shutil.rmtree(school_data / "drafts")
    for page in ("forms", "entry"):
        clerk.run(page)
        assert "正在预览" not in clerk.said()
        assert "这里出了问题" not in clerk.said()


@exhaustive
def test_what_a_killed_server_left_is_cleared_away(school_data: Path) -> None:
    left = school_data / "drafts" / "00000000"
    left.mkdir(parents=True)
    (left / "upload.xlsx").write_bytes(SMALL)
    content = packed(parts({"报告信息": one(text("A1", "x"))}))
    drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    assert left.exists()  # somebody may be at work on it
    os.utime(left, (1, 1))
    drafts.make(school_data, "一人", "填.xlsx", content, lambda _: None)
    assert not left.exists()
    assert len(drafts.of(school_data, "一人")) == 2


# --- publishing -----------------------------------------------------------------------------------


@pytest.fixture
def prepared(opened: Opened, filled_in: bytes) -> Person:
    """Return an editor who has but to press the button."""
    person: Person = opened(EDITOR)
    person.hand_in("我的草稿.xlsx", filled_in)
    person.get_ready()
    return person


@exhaustive
def test_the_press_of_an_editor_does_nothing_for_a_viewer(
    prepared: Person, opened: Opened, school_data: Path
) -> None:
    button, state = prepared.button("发布"), versions.state(school_data)
    for email in ("", VIEWER):
        person = opened(email)
        person._chosen = dict(prepared._chosen)
        person.run("entry", button)
        assert "已发布" not in person.said()
    assert versions.state(school_data) == state


@exhaustive
def test_a_press_is_for_the_draft_that_is_on_the_screen(
    prepared: Person, opened: Opened, filled_in: bytes
) -> None:
    """In another window of the same editor another file was read meanwhile."""
    before = prepared.button("发布"), prepared.button("放弃")
    opened(EDITOR).hand_in("另一份.xlsx", filled_in)
    prepared.run()
    after = prepared.button("发布"), prepared.button("放弃")
    assert not {one.id for one in before} & {one.id for one in after}


def test_two_clicks_publish_once_and_say_nothing_else(prepared: Person, school_data: Path) -> None:
    button, before = prepared.button("发布"), len(versions.history(school_data))
    prepared.ask_for("entry", button)
    prepared.ask_for("entry", button)
    prepared.receive()
    prepared.run()
    try:
        made = versions.history(school_data)
        assert [version.kind for version in made].count("publish") == 1 + (before > 0)
        assert "没有发布" not in prepared.said()
        assert drafts.of(school_data, EDITOR) == []
    finally:
        versions.rollback(school_data, 1, who="测试", why="恢复")
        for version in versions.history(school_data)[:-1]:
            assert version.kind in {"publish", "rollback"}


@exhaustive
def test_a_sign_in_that_is_over_publishes_nothing(prepared: Person, school_data: Path) -> None:
    button, state = prepared.button("发布"), versions.state(school_data)
    rules = (school_data / "school.toml").read_text(encoding="utf-8")
    try:
        (school_data / "school.toml").write_text("[access]\neditors = []\n", encoding="utf-8")
        prepared.run("entry", button)
    finally:
        (school_data / "school.toml").write_text(rules, encoding="utf-8")
    assert versions.state(school_data) == state


@exhaustive
def test_what_was_not_looked_at_is_not_published(prepared: Person, school_data: Path) -> None:
    """Somebody changes a figure of the draft after it was checked."""
    [draft] = drafts.of(school_data, EDITOR)
    button, state = prepared.button("发布"), versions.state(school_data)
    figures = next((draft.staged / "editions" / str(YEAR)).glob("form_6.csv"))
    figures.write_bytes(figures.read_bytes().replace(b",A,", b",B,", 1))
    prepared.run("entry", button)
    assert "与核对时不同了" in prepared.said()
    assert versions.state(school_data) == state


@exhaustive
def test_two_editors_press_at_once_and_one_is_told(
    prepared: Person, opened: Opened, school_data: Path, filled_in: bytes
) -> None:
    other = opened(OTHER)
    other.hand_in("别人的.xlsx", filled_in)
    other.get_ready()
    before = len(versions.history(school_data))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda person: person.press("发布"), (prepared, other)))
    try:
        said = prepared.said() + other.said()
        assert said.count("已发布为第") == 1
        assert "另有人正在发布" in said or "已更新" in said
        assert len(versions.history(school_data)) == before + (1 if before else 2)
        assert versions.broken(school_data) is None
        history = opened("", "history")
        assert "\\*定稿\\*" in history.said() or "*定稿*" in history.said()
        shown = [*history.elements("markdown"), *history.elements("alert")]
        assert not [one_of_them for one_of_them in shown if "![" in one_of_them.body]
    finally:
        versions.rollback(school_data, 1, who="测试", why="恢复")


def test_a_log_changed_by_hand_is_told_on_the_page(school_data: Path, opened: Opened) -> None:
    log = school_data / "versions" / "log.jsonl"
    if not log.exists():
        log.parent.mkdir(exist_ok=True)
        log.write_text("{}\n", encoding="utf-8")
        kept = None
    else:
        kept = log.read_bytes()
        lines = log.read_text(encoding="utf-8").splitlines()
        lines[0] = json.dumps(json.loads(lines[0]) | {"who": "别人"}, ensure_ascii=False)
        log.write_text("\n".join([*lines, ""]), encoding="utf-8")
    try:
        reader = opened("", "history")
        assert "版本记录有问题" in reader.said() or kept is None
        assert "这里出了问题" not in reader.said()
    finally:
        log.unlink() if kept is None else log.write_bytes(kept)
