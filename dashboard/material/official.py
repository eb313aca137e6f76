"""The six appended tables of an edition as the official form has them, to stand in the report.

Every line of the form is there, in its order and under its own number; a number is written as it
is printed, a blank stays blank and a dash a dash. No mark stands in a table: what is doubted and
not answered is listed apart (``unsettled``), so that the tables can be handed in as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.contract.codes import FORM_COLUMNS, FORMS
from dashboard.contract.period import period_axis
from dashboard.contract.units import on_form
from dashboard.contract.wording import rows_of, short_name
from dashboard.query import question
from dashboard.query.question import Question
from dashboard.render.export import written
from dashboard.render.tables.figures import Row, records

QUERY = "official_form"
_PART = "其中："
_NAMED = 3  # lines


@dataclass(frozen=True)
class Line:
    """One line of a form.

    ``lines`` and ``labelled`` say over how many lines its number and its label stand: 0 where one
    of those above does. ``is_part`` is a line of parts, the first of which ``begins`` them.
    """

    number: str
    label: str
    unit: str
    cells: tuple[str, ...]
    lines: int
    labelled: int
    is_part: bool
    begins: bool


@dataclass(frozen=True)
class Form:
    """One appended table of an edition: its title, the headings of its columns, its lines."""

    title: str
    edition: int
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Unsettled:
    """What is doubted in a form and not answered: how grave, in which lines, in words."""

    severity: str
    places: str
    message: str


def is_form(asked: Question) -> bool:
    """Tell whether a question is about an appended table."""
    return asked.name == QUERY


def form(asked: Question) -> Form | None:
    """Lay out an appended table as the newest edition of the years asked for has it, if any."""
    table = _table(asked)
    frame = question.run("form_of_edition", asked.scope, official_table=table)
    if frame.empty:
        return None
    rows = records(frame)
    by_line = [[*found] for _, found in groupby(rows, lambda row: row["official_row"])]
    years = [row["period"] for row in rows if row["period"] and row["column"] == row["period"]]
    columns = [*period_axis(years), *FORM_COLUMNS.get(table, ())]
    return Form(
        title=f"{table.replace('附表', '附表 ')}：{FORMS[table]}",
        edition=rows[0]["edition"],
        heads=("序号", "指标", "单位", *columns),
        lines=_lines(by_line, columns),
    )


def unsettled(asked: Question) -> tuple[Unsettled, ...]:
    """List what is doubted in a form and not answered, a line for each slip, the gravest first."""
    found = question.run("form_unsettled", asked.scope, official_table=_table(asked))
    return tuple(
        Unsettled(row["severity"], _places(row["lines"]), row["message"]) for row in rows_of(found)
    )


def _places(lines: Sequence[Row]) -> str:
    """Name lines of a form and the years in question; of many the numbers only."""
    if len(lines) <= _NAMED:
        return "、".join(
            f"第 {line['row']} 行 {short_name(line['name'])}（{line['periods']}）" for line in lines
        )
    periods = dict.fromkeys(period for line in lines for period in line["periods"].split("、"))
    return f"第 {'、'.join(str(line['row']) for line in lines)} 行（{'、'.join(periods)}）"


def _table(asked: Question) -> str:
    return str(dict(asked.values)["official_table"])


def _lines(by_line: Sequence[Sequence[Row]], columns: Sequence[str]) -> tuple[Line, ...]:
    """Make the lines; a number and a label stand once over all that belongs to them."""
    firsts = [found[0] for found in by_line]
    labels = [first["official_label"] for first in firsts]
    lines = _runs([bool(first["official_no"]) for first in firsts])
    labelled = _runs([not at or labels[at - 1] != label for at, label in enumerate(labels)])
    made: list[Line] = []
    for at, (first, label) in enumerate(zip(firsts, labels, strict=True)):
        begins = label.startswith(_PART)
        follows = bool(made) and made[-1].is_part
        made.append(
            Line(
                number=first["official_no"] or "",
                label=f"{label}*" if first["required"] else label,
                unit=on_form(first["unit"]),
                cells=tuple(_cell(by_line[at], column) for column in columns),
                lines=lines[at],
                labelled=labelled[at],
                is_part=not first["official_no"] and (begins or follows),
                begins=begins,
            )
        )
    return tuple(made)


def _runs(begins: Sequence[bool]) -> list[int]:
    """Return for each that begins a run how long it is, and 0 for the others."""
    starts = [at for at, is_first in enumerate(begins) if is_first or not at]
    lengths = {at: after - at for at, after in zip(starts, [*starts[1:], len(begins)], strict=True)}
    return [lengths.get(at, 0) for at in range(len(begins))]


def _cell(found: Sequence[Row], column: str) -> str:
    """Write a cell to the letter, or as corrected; nothing where nothing is printed."""
    for row in found:
        # 满意度调查人数 stands under 调查人数.
        if row["column"] and row["column"].endswith(column):
            is_printed = row["value"] is None or (row["printed"] and not row["corrected"])
            return str(row["printed"]) if is_printed else written(row)
    return ""
