"""Frames on a slide, and the layouts of a master with theirs; lengths are in points."""

from dataclasses import dataclass
from typing import Any

from power_pptx.util import Pt

FOOTERS = ("ftr", "sldNum", "dt")


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Any, Any, Any, Any]:
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


@dataclass(frozen=True)
class Master:
    """A presentation without slides, its two layouts, and the frames of one with a figure."""

    presentation: Any
    cover: Any
    figure: Any
    title: Box
    body: Box


def kind(shape: Any) -> str:
    """Return what a frame of a layout is for, as its file names it."""
    found = shape.element.xpath(".//p:nvPr/p:ph/@type")
    return str(found[0]) if found else "obj"


def title_of(one: Any) -> Any:
    """Return the frame for the title of a master, a layout or a slide, if there is one."""
    return next((s for s in one.placeholders if kind(s) in ("title", "ctrTitle")), None)


def box_of(shape: Any) -> Box:
    return Box(shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt)


def put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu
