"""Faults marked in a workbook, and taken off again, without losing anything else of it."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import xlsx
from dashboard.contract.faults import CellProblem, Refused
from dashboard.xlsx import FAULTS_SHEET
from tests.amount import exhaustive
from tests.workbooks import GOOD, number, one, parts, saved, text


def filled_in(path: Path) -> None:
    """Save a workbook such as the template is: protected, with drop-downs, widths, colours."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "体质's 测试"
    sheet.append(["指标", "本版所印", "=1+1", "盖"])
    sheet.append(["优秀率", 0.12])
    sheet["B2"].number_format = "0.00%"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFFF2CC")
    sheet["B2"].protection = Protection(locked=False)
    sheet["A2"].comment = Comment("办公室写的", "办公室")
    sheet.merge_cells("D1:E2")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions["C"].hidden = True
    sheet.protection.sheet = True
    sheet.freeze_panes = "B2"
    rule = DataValidation("list", formula1='"是,否"', sqref="B2:B9")
    sheet.add_data_validation(rule)
    other = book.create_sheet("隐藏")
    other.sheet_state = "hidden"
    other["A1"] = "x"
    book.save(path)


def test_faults_are_marked_listed_and_taken_off_again(tmp_path: Path) -> None:
    path, out, again = (tmp_path / f"{name}.xlsx" for name in ("book", "out", "again"))
    filled_in(path)
    name = "体质's 测试"
    faults = [
        CellProblem(name, 2, 2, "超过 100%"),
        CellProblem(name, 2, 2, "比上版大很多"),
        CellProblem(name, 2, 1, "没有这个指标"),
        CellProblem(name, 1, 5, "被盖住"),
        CellProblem(name, 0, 0, "少一列"),
        CellProblem("没有的表", 3, 3, '=HYPERLINK("http://a")\x07'),
    ]
    xlsx.mark(path, faults, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [FAULTS_SHEET, name, "隐藏"]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False, False]
    listed = [[cell.value for cell in row] for row in book[FAULTS_SHEET].iter_rows()]
    assert listed[0][:3] == ["工作表", "单元格", "问题"]
    assert listed[1][:3] == [name, "B2", "超过 100%"]
    assert listed[5][:3] == [name, "整张表", "少一列"]
    assert book[FAULTS_SHEET]["C7"].data_type == "s"
    link = book[FAULTS_SHEET]["B2"].hyperlink
    assert link is not None
    assert link.location == "'体质''s 测试'!B2"
    sheet = book[name]
    assert sheet["B2"].fill.fgColor.rgb == "FFFFB3B1"
    assert sheet["B2"].comment.text == "【数据检查】超过 100%\n比上版大很多"
    assert sheet["A2"].comment.text == "办公室写的\n【数据检查】没有这个指标"
    assert "被盖住" in sheet["D1"].comment.text
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"是,否"']
    assert sheet.protection.sheet
    assert not sheet["B2"].protection.locked
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.column_dimensions["C"].hidden
    assert sheet["C1"].value == "=1+1"
    assert book["隐藏"].sheet_state == "hidden"
    # Read again, the list is not part of it; and what is mended loses its mark, but keeps its own.
    assert [grid.name for grid in xlsx.read(out)] == [name, "隐藏"]
    assert xlsx.read(out)[0].cells == xlsx.read(path)[0].cells
    xlsx.mark(out, [CellProblem(name, 1, 1, "别处")], again)
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == [FAULTS_SHEET, name, "隐藏"]
    assert book[FAULTS_SHEET].max_row == 2
    sheet = book[name]
    assert sheet["B2"].comment is None
    assert sheet["B2"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["A2"].comment.text == "办公室写的"
    assert sheet["A2"].fill.fill_type is None
    assert sheet["A1"].fill.fgColor.rgb == "FFFFB3B1"


def test_a_drop_down_that_excel_keeps_in_an_extension_survives(tmp_path: Path) -> None:
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14='
        '"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations '
        'count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        "<x14:formula1><xm:f>专业!$A$2:$A$9</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    content = parts({"表": one(number("A1", 1)) + extension, "专业": one(text("A1", "会计"))})
    out = tmp_path / "out.xlsx"
    xlsx.mark(saved(tmp_path, content), [CellProblem("表", 1, 1, "不对")], out)
    (rule,) = openpyxl.load_workbook(out)["表"].data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", "专业!$A$2:$A$9", "B2:B9")
    assert rule.showErrorMessage


@exhaustive
def test_a_workbook_that_would_take_much_memory_is_not_marked(tmp_path: Path) -> None:
    """As the names of cells are no cells, it is read; marking makes an object of each of them."""
    names = '<definedName name="a">A1</definedName>' * 300_000
    book = f"<definedNames>{names}</definedNames>"
    path = saved(tmp_path, parts({"表": one(number("A1", 1))}, book=book))
    with pytest.raises(Refused, match=r"workbook\.xml 展开后太大"):
        xlsx.mark(path, [CellProblem("表", 1, 1, "不对")], tmp_path / "out.xlsx")


def test_very_many_faults_are_cut_short(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    faults = [CellProblem("甲", row, 1, "不对") for row in range(1, 2001)]
    xlsx.mark(saved(tmp_path, GOOD), faults, out)
    sheet = openpyxl.load_workbook(out)[FAULTS_SHEET]
    assert sheet.max_row == 1002
    assert "1000" in str(sheet["C1002"].value)
