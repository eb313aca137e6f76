"""What the sheets of a template are called, and their columns."""

from dashboard.contract.columns import FIGURES, labels

_LABELS = labels(FIGURES)
NAME, PERIOD, MAJOR, CATEGORY = (
    _LABELS[column] for column in ("indicator", "period", "major", "category")
)
PRINTED, VALUE, STATUS = (_LABELS[column] for column in ("printed", "value", "status"))
SOURCE, PAGE, NOTE = (_LABELS[column] for column in ("source", "page", "note"))
# What stands beside them on the sheet, and in no file.
UNIT, LAST_PERIOD, LAST, DEFINITION, CODE = "单位", "上版时期", "上版数", "定义", "代码"
# The columns of a sheet of figures, in this order.
COLUMNS = (
    *(NAME, CATEGORY, MAJOR, PERIOD, UNIT, LAST_PERIOD, LAST, PRINTED, VALUE),
    *(STATUS, NOTE, SOURCE, PAGE, DEFINITION, CODE),
)
SHEET = "表"  # the first column of the one table for those who script
AT = "@"  # parts a code: the indicator (or item), then what else the row is about
ABSENT = "无此行"  # in place of a status: a line of the form that the report leaves out
REQUIRED = "*"  # behind the name of an indicator that the official form insists on
CARRY, YES, NO = "沿用", "是", "否"  # the first column of a list that shows last year's rows
# The columns of the particulars of the report.
ITEM, CONTENT, LAST_CONTENT = "项目", "内容", "上版内容"
HELP, EDITION, MAJORS = "填写说明", "报告信息", "专业"  # the sheets before the figures


def indicator_name(cell: str) -> str:
    """Return the name of an indicator without the mark of one that is required."""
    return cell.strip().removesuffix(REQUIRED).rstrip()
