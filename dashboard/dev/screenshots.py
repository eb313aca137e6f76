"""The pictures in ``docs/images/``, taken by a real browser from a real server."""

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from dashboard import paths
from dashboard.contract.printed_number import plain_number
from dashboard.dev import live_server
from dashboard.dev.live_server import browsing, running, settle
from dashboard.intake import form_builder, form_columns, template
from dashboard.publish import versions
from dashboard.serve.visit import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLACE = paths.ROOT / "docs" / "images"
_SCREEN, _PHONE = (1400, 900), (390, 844)
# Name of the picture: address, size, colours.
_PICTURES = {
    "overview": ("", _SCREEN, "light"),
    "training": ("training", _SCREEN, "light"),
    "forms": ("forms", _SCREEN, "light"),
    "explorer": ("explorer?indicator=myopia_rate_pct", _SCREEN, "light"),
    "audit": ("audit", _SCREEN, "light"),
    "training-dark": ("training", _SCREEN, "dark"),
    "training-phone": ("training", _PHONE, "light"),
}
# Of lists, with the height that shows what there is to see.
_OF_LISTS = {
    "lists-major": ("majors?part=体测名单&major=会计", 1700),
    "lists-chapter": ("training?part=视力&major=会计", 1150),
}
_SLIPS = ("约1900", "九成", "1,99")  # typed over the first cells of an appended table


def take() -> None:
    """Take all pictures anew."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with browsing() as browser:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
            visit(server.url)
            for name, (address, (width, height), colours) in _PICTURES.items():
                page = _page(browser, width, height, colours)
                page.goto(f"{server.url}/{address}")
                _shoot(page, name)
                page.close()
        with tempfile.TemporaryDirectory() as folder:
            _office(browser, Path(folder))
        with tempfile.TemporaryDirectory() as folder:
            _lists(browser, Path(folder))
        with tempfile.TemporaryDirectory() as folder:
            _figures_of_lists(browser, Path(folder))


def _office(browser: "Browser", folder: Path) -> None:
    """Take the pictures of filling in an edition, in a copy of the data."""
    data = folder / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, data / name)
    with running(folder, (*live_server.SERVE,), {"DASHBOARD_DATA": str(data)}) as server:
        page = _page(browser, *_SCREEN, "light")
        page.goto(f"{server.url}/entry")
        _hand_in(page, _filled(data, _SLIPS), "处要改")
        _shoot(page, "entry-faults")
        _hand_in(page, _filled(data), "没有填错的格")
        # As far as the command for publishing, which says where this machine keeps the file.
        page.set_viewport_size({"width": _SCREEN[0], "height": 1455})
        _shoot(page, "entry")
        [draft] = [one for one in (data / "drafts").glob("*/data") if one.is_dir()]
        told = {"who": "质量办", "why": "年报定稿", "edition": None, "base": versions.state(data)}
        versions.publish(data, draft, **told)  # type: ignore[arg-type]
        versions.rollback(data, 1, who="质量办", why="恢复到第 1 版")
        page.set_viewport_size({"width": _SCREEN[0], "height": 500})
        page.goto(f"{server.url}/history")
        _shoot(page, "history")


def _lists(browser: "Browser", folder: Path) -> None:
    """Take the pictures of handing in a list: SYNTHETIC, of people that nobody is."""
    data = folder / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, data / name)
    with running(folder, (*live_server.SERVE,), {"DASHBOARD_DATA": str(data)}) as server:
        page = _page(browser, *_SCREEN, "light")
        page.goto(f"{server.url}/entry?part=本校名单")
        page.get_by_role("combobox", name="哪一学年的名单").click()
        year, majors = _newest(data), _majors(data)
        page.get_by_role("option", name=f"{year}—{year + 1} 学年").click()
        page.locator("input[type=file]").set_input_files(
            {
                "name": "视力筛查.csv",
                "mimeType": "text/csv",
                "buffer": _made_up(year, majors).encode(),
            }
        )
        page.get_by_role("button", name="读取名单", disabled=False).click()
        page.get_by_role("heading", name="二 回答").wait_for()
        page.set_viewport_size({"width": _SCREEN[0], "height": 1100})
        _shoot(page, "lists-asked")
        page.get_by_role("combobox", name="「左散光」").click()
        page.get_by_role("option", name="左眼柱镜").click()
        for box in page.get_by_role("combobox", name="数媒平面").all():
            box.click()
            page.get_by_role("option", name=majors[2], exact=True).click()
        page.get_by_role("button", name="按以上回答再读一遍").click()
        page.get_by_role("heading", name="二 回答").wait_for(state="hidden")
        for folded in page.get_by_test_id("stExpander").locator("> details > summary").all():
            folded.click()
        page.get_by_role("heading", name="四 公布").scroll_into_view_if_needed()
        _shoot(page, "lists")


def _figures_of_lists(browser: "Browser", folder: Path) -> None:
    """Take the pictures of what lists give: three years of SYNTHETIC ones, of full size."""
    from tests import made_up_lists

    data = folder / "data"
    for name in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / name, data / name)
    surroundings = {"DASHBOARD_DATA": str(data)}
    for year in (2022, 2023, 2024):
        school = made_up_lists.school(year)
        lists = {
            "学籍": made_up_lists.enrolment(school, year),
            "体测": made_up_lists.fitness_upload(school),
            "视力": made_up_lists.vision_upload(school),
        }
        for name, rows in lists.items():
            (folder / f"{name}.xlsx").write_bytes(made_up_lists.xlsx(rows))
        files = [str(folder / f"{name}.xlsx") for name in lists]
        command = ["-m", "dashboard", "records", *files, "--year", str(year)]
        subprocess.run(
            [sys.executable, *command, "--who", made_up_lists.LABEL, "--yes"],
            cwd=paths.ROOT,
            env=os.environ | surroundings,
            check=True,
        )
    with running(folder, (*live_server.SERVE,), surroundings) as server:
        for name, (address, height) in _OF_LISTS.items():
            page = _page(browser, _SCREEN[0], height, "light")
            page.goto(f"{server.url}/{address}")
            _shoot(page, name)
            page.close()


def _newest(data: Path) -> int:
    return max(int(path.name) for path in (data / "editions").iterdir())


def _majors(data: Path) -> list[str]:
    with (data / "catalogue" / "majors.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["major"] for row in csv.DictReader(file)]


def _made_up(year: int, majors: Sequence[str]) -> str:
    """Return a screening list of three classes a grade, with a heading that nobody knows."""
    lines = ["班级,姓名,性别,右眼裸眼视力,左眼裸眼视力,右眼球镜,右眼柱镜,左眼球镜,左散光"]
    for number in range(405):
        cohort = (year - number % 3) % 100
        name = f"{cohort}级{(majors[0], '数媒平面', majors[1])[number // 3 % 3]}1班"
        right, left = 4 + number * 7 % 11 / 10, 4 + number * 5 % 12 / 10
        astigmatism = f"{-0.25 - number % 3 * 1.1:.2f}"
        sphere = "" if number == 7 else f"{-(number % 5) * 0.75:.2f}"
        cells = (name, f"虚构{number}", "男女"[number // 9 % 2], f"{right:.1f}", f"{left:.1f}")
        lines.append(",".join((*cells, sphere, "-0.25", f"{-(number % 4) * 0.5:.2f}", astigmatism)))
    return "\n".join(lines)


def _filled(data: Path, slips: tuple[str, ...] = ()) -> bytes:
    """Fill in the next template with what the last edition printed: no figure is made up."""
    year = _newest(data) + 1
    book = openpyxl.load_workbook(io.BytesIO(template.workbook(form_builder.layout(data, year))))
    for sheet in book.worksheets:
        columns = {str(cell.value): cell.column for cell in sheet[1] if cell.column}
        if form_columns.PRINTED not in columns:
            continue
        for row in range(2, sheet.max_row + 1):
            last = sheet.cell(row, columns[form_columns.LAST])
            unit = str(sheet.cell(row, columns[form_columns.UNIT]).value)
            if last.value != "-" and plain_number(str(last.value), unit) is None:
                continue  # words, of which somebody has to say what number they stand for
            printed = sheet.cell(row, columns[form_columns.PRINTED])
            printed.value, printed.number_format = last.value, last.number_format
    report = book[form_columns.EDITION]
    for row in range(2, report.max_row + 1):
        before = str(report.cell(row, 3).value or "").replace(str(year - 1), str(year))
        report.cell(row, 2).value = report.cell(row, 2).value or before or None
    form = next(sheet for sheet in book.worksheets if sheet.title.startswith("附表6"))
    column = {cell.value: cell.column for cell in form[1]}[form_columns.PRINTED]
    for row, slip in enumerate(slips, start=2):
        form.cell(row, column or 1).value = slip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _hand_in(page: "Page", content: bytes, until: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "填好的模板.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_text(until).first.wait_for()


def _page(browser: "Browser", width: int, height: int, colours: str) -> "Page":
    return browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if colours == "dark" else "light",
        locale="zh-CN",
    )


def _shoot(page: "Page", name: str) -> None:
    settle(page)
    page.wait_for_timeout(1000)  # fonts and the last resizing of charts
    page.screenshot(path=PLACE / f"{name}.png")
