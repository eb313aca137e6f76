"""What slides stand on: the school's own master where it has put one, else ours."""

import io
from pathlib import Path
from typing import Any

from power_pptx import Presentation

from dashboard.contract.faults import DataProblems, Problem
from dashboard.material import own_master
from dashboard.material.frames import FOOTERS, Box, Master, box_of, kind, title_of

FILE = "template.pptx"


def of_school(data: Path, school: str) -> Master:
    """Return the school's own master where there is one. Raises DataProblems for a bad file."""
    own = data / FILE
    return _given(own, f"{data.name}/{FILE}") if own.is_file() else own_master.make(school)


def _given(path: Path, name: str) -> Master:
    presentation: Any
    try:
        presentation = Presentation(io.BytesIO(path.read_bytes()))
        layouts = [one for master in presentation.slide_masters for one in master.slide_layouts]
    except Exception as error:  # whatever a broken file makes the reader do
        message = "不是能读的 PowerPoint 文件；请在 PowerPoint 或 WPS 中另存为 .pptx。"
        raise DataProblems([Problem(name, 0, "", message)]) from error
    figures = [one for one in layouts if title_of(one) is not None]
    if not figures:
        message = "没有带标题框的版式；请在母版里留一个“仅标题”版式。"
        raise DataProblems([Problem(name, 0, "", message)])
    _without_slides(presentation)
    # With the fewest frames beside the title: they would stand empty over the chart.
    figure = min(figures, key=lambda one: (_frames(one), layouts.index(one)))
    covers = [one for one in figures if _types(one) & {"ctrTitle", "subTitle"}]
    height = presentation.slide_height.pt
    title = box_of(title_of(figure))
    ends = [
        shape.top.pt
        for shape in [*figure.placeholders, *figure.slide_master.placeholders]
        if kind(shape) in FOOTERS and shape.top and shape.top.pt > height / 2
    ]
    bottom, top = min([*ends, height - 24]) - 4, title.top + title.height + 4
    body = Box(title.left, top, title.width, bottom - top)
    return Master(presentation, (covers or figures)[0], figure, title, body)


def _without_slides(presentation: Any) -> None:
    listed = presentation.slides.element
    for one in [*listed]:
        presentation.part.drop_rel(one.rId)
        listed.remove(one)


def _types(layout: Any) -> set[str]:
    return {kind(shape) for shape in layout.placeholders}


def _frames(layout: Any) -> int:
    return sum(kind(one) not in ("title", "ctrTitle", *FOOTERS) for one in layout.placeholders)
