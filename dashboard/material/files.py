"""The kinds of file that figures are written into."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.material.content import Content
from dashboard.material.cover import Cover
from dashboard.query import scopes
from dashboard.query.question import Question
from dashboard.render import export, panes


@dataclass(frozen=True)
class Format:
    """``write`` makes the whole file of figures and cover; ``ending`` is that of its name."""

    ending: Callable[[Sequence[Question]], str]
    write: Callable[[Sequence[Content], Cover], bytes]


def _csv(contents: Sequence[Content], cover: Cover) -> bytes:
    """Write one figure as CSV, several as a ZIP of those that have rows."""
    asked = [one.asked for one in contents]
    if len(asked) == 1:
        return export.to_csv(asked[0].answer())
    return export.to_zip(
        (
            export.file_name([cover.title, *one.words, *scopes.words(one.scope)], "csv"),
            export.to_csv(one.answer()),
        )
        for one in asked
        if not panes.is_lacking(one)
    )


def _docx(contents: Sequence[Content], cover: Cover) -> bytes:
    from dashboard.material import document

    return document.write(contents, cover)


def _pptx(contents: Sequence[Content], cover: Cover) -> bytes:
    from dashboard.material import slides

    return slides.write(contents, cover)


def _xlsx(contents: Sequence[Content], cover: Cover) -> bytes:
    from dashboard.material import workbook

    return workbook.write(contents, cover)


FORMATS: dict[str, Format] = {
    "csv": Format(lambda asked: ".csv" if len(asked) == 1 else ".zip", _csv),
    "docx": Format(lambda _: ".docx", _docx),
    "pptx": Format(lambda _: ".pptx", _pptx),
    "xlsx": Format(lambda asked: ".xlsx", _xlsx),
}
