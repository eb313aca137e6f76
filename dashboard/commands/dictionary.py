"""The data dictionary of docs/, written from the built file so that it cannot fall behind it."""

from typing import Any

from dashboard import paths
from dashboard.contract.codes import DIRECTION
from dashboard.contract.wording import rows_of
from dashboard.paths import ROOT
from dashboard.query import question
from dashboard.query.connection import rows

PATH = ROOT / "docs" / "data-dictionary.md"
_CHAPTERS = "一二三四五六七八九"
_HEAD = """# 数据字典

本文件由 `python -m dashboard dictionary` 根据数据文件生成，请勿手工修改；指标在
`data/catalogue/indicators.csv` 中维护，看板计算的在同一处的 `derived.csv` 中维护。
“附表”一栏带 `*` 的，是附表规定必填的指标。

"""

_OF_LISTS = """## 只由本校名单得出的

由体测、视力、学籍、毕业生名单汇总（[说明](records.md)），在 `data/catalogue/records.csv` 中维护；
报告也印的指标用上面各章的代码。

| 指标 | 代码 | 单位 | 方向 | 小数 | 定义 |
| --- | --- | --- | --- | --- | --- |
"""


def text() -> str:
    """Write the dictionary as Markdown: a table for each chapter, a row for each indicator."""
    printed = rows_of(question.run("export_indicators"))
    parts = [_HEAD]
    for chapter in sorted({row["chapter"] for row in printed}):
        parts.append(f"## 第{_CHAPTERS[chapter - 1]}章\n\n")
        parts.append("| 指标 | 代码 | 单位 | 方向 | 小数 | 定义 | 附表 |\n")
        parts.append("| --- | --- | --- | --- | --- | --- | --- |\n")
        parts += [_row(row) for row in printed if row["chapter"] == chapter]
        parts.append("\n")
    return "".join(
        [*parts, _OF_LISTS, *map(_row_of_lists, rows(paths.DATABASE, "record_indicator"))]
    )


def write() -> None:
    """Write docs/data-dictionary.md."""
    PATH.write_text(text(), encoding="utf-8", newline="\n")


def _row(row: dict[str, Any]) -> str:
    official = ""
    if isinstance(row["official_table"], str):
        star = "`*`" if row["required"] else ""
        line = f"{row['official_table']} 第{row['official_row']}行"
        official = f"{line}「{row['official_label']}」{star}"
    definition = row["definition"]
    if isinstance(row["same_as"], str):
        definition += f" 同一事项的主要出处：`{row['same_as']}`。"
    if isinstance(row["category_label"], str):
        definition += f" 按{row['category_label']}分类。"
    cells = [
        row["name"],
        f"`{row['indicator']}`",
        row["unit"],
        DIRECTION[row["direction"]],
        row["decimals"],
        definition,
        official,
    ]
    return _line(cells)


def _row_of_lists(row: dict[str, Any]) -> str:
    direction, definition = DIRECTION[row["direction"]], row["definition"]
    if row["category_label"]:
        definition += f" 按{row['category_label']}分类。"
    return _line(
        [
            *(row["name"], f"`{row['indicator']}`", row["unit"], direction),
            *(row["decimals"], definition),
        ]
    )


def _line(cells: list[Any]) -> str:
    return f"| {' | '.join(str(cell).replace('|', '｜') for cell in cells)} |\n"
