"""What the office is shown of an edition being prepared, on the screen and to hand round."""

import io
import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from dashboard import paths
from dashboard.intake import drafts, form_builder, form_layout, review, review_workbook, template
from dashboard.intake.drafts import Draft
from dashboard.intake.review import Review
from dashboard.publish import versions
from dashboard.render import tables
from dashboard.ui.desk import filling as filling_page
from tests import filling
from tests.amount import exhaustive


def handed_in(data: Path, change: Callable[[Workbook], None] = lambda _: None) -> Draft:
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, data / name)
    book = filling.template_filled(template.workbook(form_builder.layout(data, 2025)), 2025)
    title = next(name for name in book.sheetnames if name.startswith("附表6"))
    row = next(
        row
        for row, cells in filling.rows(book[title])
        if cells.get("指标", "").startswith("全日制在校生人数") and cells["时期"] == "2025年"
    )
    filling.put(book[title], row, "本版所印", 9999)  # a jump
    change(book)
    return drafts.make(data, "质量办", "填好.xlsx", filling.saved(book), lambda step: None)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return handed_in(tmp_path_factory.mktemp("desk") / "data")


@pytest.fixture(scope="module")
def found(draft: Draft) -> Review:
    return review.review(draft.year, draft.database)


def test_the_steps_say_what_is_done_and_what_is_to_be_done_now() -> None:
    told = [
        ("一 下载", "2025 年版"),
        ("二 上传", "有 <3> 处要改"),
        ("三 核对", ""),
        ("四 发布", ""),
    ]
    drawn = tables.steps(told, 1)
    assert re.findall('<li class="([a-z]+)"', drawn) == ["done", "now", "later", "later"]
    assert drawn.count('aria-current="step"') == 1
    assert "有 &lt;3&gt; 处要改" in drawn


def test_figures_stand_under_the_table_they_are_of(found: Review) -> None:
    drawn = tables.changes(found.changes)
    parts = drawn.split("<tbody>")[1:]
    heads = [re.findall(r'colspan="4">(.*?) <span class="gap">(\d+)<', part) for part in parts]
    assert [len(head) for head in heads] == [1] * len(parts)
    names = [name for [(name, _)] in heads]
    assert len(set(names)) == len(names) == found.changes["source"].map(tables.table_of).nunique()
    for [(_, many)], part in zip(heads, parts, strict=True):
        assert part.count("<tr><td>") == int(many)
    assert sum(int(many) for [(_, many)] in heads) == len(found.changes)


@exhaustive
def test_a_major_that_got_another_name_keeps_its_figures(found: Review, tmp_path: Path) -> None:
    def rename(book: Workbook) -> None:
        sheet = book["专业"]
        sheet["C2"], sheet["A2"] = sheet["A2"].value, "虚构事务"

    draft = handed_in(tmp_path / "data", rename)
    assert draft.faults == []
    again = review.review(2025, draft.database)
    assert again.changes["indicator_name"].str.contains("虚构事务").any()
    assert again.counted(review.GONE) == found.counted(review.GONE)
    assert again.counted(review.ADDED) == found.counted(review.ADDED)


def test_many_faults_are_folded_sheet_by_sheet() -> None:
    some = [(sheet, f"H{row}", "<改>") for sheet in ("表1", "表2") for row in range(3)]
    assert tables.faults(some).count('<details class="hints" open>') == 2
    drawn = tables.faults(some * 10)
    assert drawn.count(" open>") == 1
    assert "<改>" not in drawn
    assert drawn.count("&lt;改&gt;") == 60


def test_what_is_handed_round_has_all_that_is_on_the_page(draft: Draft, found: Review) -> None:
    assert found.jumps
    draft.confirmed = [found.jumps[0].key]
    book = openpyxl.load_workbook(io.BytesIO(review_workbook.workbook(draft, found)))
    assert book.sheetnames == ["概况", "相差很大的数", "核查发现", "逐格对照"]
    read = {sheet.title: pd.DataFrame(sheet.values).iloc[1:] for sheet in book}
    assert len(read["相差很大的数"]) == len(found.jumps)
    assert list(read["相差很大的数"][7]) == ["是", *[None] * (len(found.jumps) - 1)]
    assert list(read["核查发现"][5]) == list(found.findings["message"])
    assert list(read["核查发现"][1]) == list(found.findings["cause"])
    assert read["逐格对照"][0].value_counts().to_dict() == (
        found.changes["change"].value_counts().to_dict()
    )
    told = dict(zip(read["概况"][0], read["概况"][1], strict=True))
    assert told["报告"] == "2025 年版（草稿，尚未发布）"
    assert told["新的错误"] == found.new_errors
    assert told["原有的核查发现"] == found.found(new=False) > 0


def test_nothing_that_is_handed_round_is_a_formula(
    draft: Draft, found: Review, tmp_path: Path
) -> None:
    changes = found.changes.assign(printed="=1+1", indicator_name="\x07名")
    harmful = Review(2025, None, changes, found.findings, found.jumps, found.forms)
    (tmp_path / "a.xlsx").write_bytes(review_workbook.workbook(draft, harmful))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["逐格对照"]
    assert (sheet["G2"].value, sheet["G2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].value == "名"


def test_ten_who_ask_for_a_template_at_once_share_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def write(_: form_layout.Layout) -> bytes:
        written.append(1)
        time.sleep(0.2)
        return b"template"

    monkeypatch.setattr(paths, "DATA", tmp_path)
    monkeypatch.setattr(form_builder, "layout", lambda data, year: None)
    monkeypatch.setattr(versions, "state", lambda data: "one state")
    with ThreadPoolExecutor(10) as pool:
        asked = [pool.submit(filling_page._template, 1999, write) for _ in range(10)]
        assert {one.result() for one in asked} == {b"template"}
    assert len(written) == 1
