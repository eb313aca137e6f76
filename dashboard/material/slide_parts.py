"""What stands on a slide: lines of text, charts with what stands over them, a table."""

import io
from collections.abc import Sequence
from typing import Any

from power_pptx.dml.color import RGBColor
from power_pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from power_pptx.util import Pt

from dashboard.material import cells, page_lines, qr
from dashboard.material.chart_file import ChartFile
from dashboard.material.content import Content
from dashboard.material.fitting import fit
from dashboard.material.frames import Box, put
from dashboard.material.page_lines import Lines
from dashboard.material.pages import Page
from dashboard.material.palette import colour, digits, plain
from dashboard.material.plots import Plot
from dashboard.text import without_controls

_CAPTION, _GUTTER, _CODE = 20.0, 18.0, 62.0  # points over a chart, between two, of a QR code
_SMALLEST, _LOOSEST = 9, 1.7
_BOLD = 0.94  # as bold letters are wider
IN_NOTES = "……（其余见备注页）"  # which holds all that is said on the slide
_LETTERS = {1: 12, 2: 11, 3: 10, 4: 10}  # points of those in charts, by how many charts


def write(frame: Any, text: str, size: int, colour: str = "", *, is_number: bool = False) -> None:
    """Write a text into a frame. Sizes stand at its runs: Office takes none from a paragraph."""
    frame.text = without_controls(text)
    for paragraph in frame.paragraphs:
        if is_number:
            paragraph.alignment = PP_ALIGN.RIGHT
        for run in paragraph.runs:
            run.font.size = Pt(size)
            if colour:
                run.font.color.rgb = RGBColor.from_hex(colour)


def title(slide: Any, text: str, box: Box) -> None:
    """Write the title, in letters that leave it room: on two lines at the most."""
    fitted = fit(text, (box.width - 16) * _BOLD, box.height - 8, largest=24, smallest=18)
    put(slide.shapes.title, box)
    write(slide.shapes.title.text_frame, fitted.text, fitted.size)


def code(slide: Any, address: str, box: Box) -> Box:
    """Draw the QR code of an address at the right end of a frame; return what it leaves of it."""
    if (drawn := qr.code(address)) is None:
        return box
    picture = io.BytesIO()
    drawn.save(picture, kind="png", scale=6, border=2)
    side = min(box.height, _CODE)
    place = Box(box.left + box.width - side, box.top, side, side)
    placed = slide.shapes.add_picture(picture, *place.emu)
    placed.name, placed.alt_text = "二维码", "用手机扫码，在看板里打开这张图。"
    placed.click_action.hyperlink.address = address
    return Box(box.left, box.top, box.width - side - _GUTTER, box.height)


def drop_empty(slide: Any) -> None:
    """Take away the frames of a layout in which nothing stands."""
    for place in [*slide.placeholders]:
        if place.has_text_frame and not place.text_frame.text:
            place.delete()


def lines(
    slide: Any, text: str, box: Box, size: int, colour: str, *, at_foot: bool = False
) -> None:
    """Write lines of text, smaller or fewer where they have no room."""
    if not text:
        return
    room = box.width - 4, box.height
    fitted = fit(text, *room, largest=size, smallest=_SMALLEST, cut=IN_NOTES)
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if at_foot else MSO_ANCHOR.MIDDLE
    write(frame, fitted.text, fitted.size, colour)


def charts(slide: Any, page: Page, room: Box) -> None:
    """Draw the charts of a page beside and below each other, each with its text for the blind."""
    many = len(page.charts)
    across = {1: 1, 2: 2, 4: 2}.get(many, 3)
    down = -(-many // across) or 1
    wide = (room.width - _GUTTER * (across - 1)) / across
    high = (room.height - _GUTTER * (down - 1)) / down
    for at, plot in enumerate(page.charts):
        row, column = divmod(at, across)
        left, top = room.left + column * (wide + _GUTTER), room.top + row * (high + _GUTTER)
        caption = _caption(plot, page.content.unit)
        lead = _CAPTION if caption else 0
        lines(slide, caption, Box(left, top, wide, lead), 12, plain("textColor"))
        made = ChartFile(plot, wide, _LETTERS.get(many, 9))
        placed = slide.shapes.add_chart(None, *Box(left, top + lead, wide, high - lead).emu, made)
        placed.name = without_controls(caption or page.content.title)
        placed.alt_text = without_controls(f"{placed.name}。{page.content.headline}")


def _caption(plot: Plot, unit: str) -> str:
    """Say over one of several charts what it is of, its unit, and what is to be known of it."""
    own = plot.unit if plot.unit != unit and plot.line_at is None else ""
    more = "，".join(filter(None, (own, plot.beneath)))
    return f"{plot.caption}（{more}）" if more and plot.caption else plot.caption


def values(slide: Any, content: Content, room: Box) -> None:
    """Write the values of a card large, each with when it was and what became of it."""
    rows = [row for table in content.tables for row in table.grid.rows]
    wide = room.width / max(1, len(rows))
    for at, (name, value, unit, change, period, _) in enumerate(rows):
        left, width = room.left + at * wide, wide - _GUTTER
        for text, top, high, size, tone in (
            (name, 0.1, 0.12, 20, "grayTextColor"),
            (f"{cells.text(value)} {cells.text(unit)}", 0.25, 0.35, 80, "textColor"),
            (f"{cells.text(period)}　{cells.text(change)}", 0.62, 0.2, 20, "textColor"),
        ):
            box = Box(left, room.top + top * room.height, width, high * room.height)
            lines(slide, cells.text(text), box, size, plain(tone))


def table(slide: Any, grid: Lines, box: Box, columns: Sequence[float] = ()) -> Any:
    """Draw a table, of which ``columns`` are the widths where they do not follow the words."""
    columns = columns or page_lines.widths(grid, box.width)
    rows = [grid.heads, *grid.rows]
    heights = [page_lines.row_height(row, columns, grid.size) for row in rows]
    # A short table is given room, so that its slide is not left empty.
    looser = _LOOSEST if _LOOSEST * sum(heights) <= box.height else 1
    heights = [looser * high for high in heights]
    high = Box(box.left, box.top, box.width, sum(heights))
    frame = slide.shapes.add_table(len(rows), len(columns), *high.emu)
    drawn = frame.table
    for column, wide in zip(drawn.columns, columns, strict=True):
        column.width = Pt(wide)
    for at, (row, tall) in enumerate(zip(rows, heights, strict=True)):
        drawn.rows[at].height = Pt(tall)
        for n, is_number in enumerate(grid.numeric):
            cell = drawn.cell(at, n)
            cell.margin_left = cell.margin_right = Pt(6)
            cell.margin_top = cell.margin_bottom = Pt(page_lines.PAD / 2 - 1)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            write(cell.text_frame, row[n], grid.size, is_number=is_number)
            if at and grid.tints:  # where colour says how much, bands would say so, too
                place = grid.tints.get((at - 1, n))
                tint = digits(colour(place)) if place else plain("backgroundColor")
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_hex(tint)
    return frame
