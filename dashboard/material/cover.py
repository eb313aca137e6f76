"""What stands on the first sheet or slide: whose figures they are, and for which day."""

from dataclasses import dataclass
from datetime import date

from dashboard import paths, settings
from dashboard.contract.wording import rows_of
from dashboard.query import question

LONGEST_TITLE = 60  # letters that a cover has room for


@dataclass(frozen=True)
class Cover:
    """The title of a collection, the school, the report it is from, and the day of the meeting."""

    title: str
    school: str
    subtitle: str
    date: str
    edition: int


def cover(title: str, day: date, subtitle: str = "") -> Cover:
    """Return the first page of a collection; without a subtitle it names the newest report."""
    [newest] = rows_of(question.run("school"))
    return Cover(
        title=title,
        school=newest["school"] or settings.read(paths.DATA).name,
        subtitle=subtitle or f"据《{newest['title']}》",
        date=f"{day.year}年{day.month}月{day.day}日",
        edition=int(newest["edition"]),
    )
