"""What stands in a row of a template before anybody has filled it in."""

from dashboard.intake.form_columns import (
    AT,
    CATEGORY,
    CODE,
    DEFINITION,
    LAST,
    LAST_PERIOD,
    MAJOR,
    NAME,
    PERIOD,
    REQUIRED,
    SOURCE,
    UNIT,
)
from dashboard.intake.form_layout import Layout, Line


def certain(layout: Layout, item: str) -> str:
    """Return what is certain of an edition before anybody has filled anything in."""
    if item == "edition":
        return str(layout.year)
    return layout.edition.last[0][item] if item == "school" and layout.edition.last else ""


def item_code(layout: Layout, item: str) -> str:
    """Return what says of which year a template is, also where its cell was written over."""
    return f"{item}{AT}{layout.year}" if item == "edition" else item


def cells_of(line: Line) -> dict[str, str]:
    official = f"附表表述：{line.official}。" if line.official else ""
    return {
        NAME: f"{line.name} {REQUIRED}" if line.required else line.name,
        CATEGORY: line.category,
        MAJOR: line.major,
        PERIOD: line.period,
        UNIT: line.unit,
        LAST_PERIOD: line.last_period,
        LAST: line.last_printed,
        SOURCE: line.source,
        DEFINITION: official + line.definition,
        CODE: line.code,
    }
