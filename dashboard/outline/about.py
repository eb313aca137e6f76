"""数据说明: editions, marks, definitions, standards, what was left out, downloads and citing."""

from dashboard.outline.part import Outline, Part
from dashboard.query.question import Scope


def outline(_: Scope) -> Outline:
    return Outline(
        title="数据说明",
        lead="数据从哪里来、每个记号是什么意思、怎样下载与引用。",
        parts=(
            Part("报告与下载", ["editions"]),
            Part("引用与分享", []),
            Part("怎样读数", ["status_marks"]),
            Part("指标定义", [("dictionary_of_chapter", {"chapter": 0})]),
            Part("标准", ["standards"]),
            Part("未收录的数字", ["omissions"]),
        ),
    )
