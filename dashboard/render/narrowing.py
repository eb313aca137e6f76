"""What the reader's choice of majors makes of a figure: decided here, once, and said in words."""

from dataclasses import replace

import pandas as pd

from dashboard.contract.codes import OF_GROUPS
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.contract.wording import rows_of
from dashboard.query import connection, question
from dashboard.query.question import Question, Scope, Values
from dashboard.render import tables

_FEW = 3  # indicators of a figure in which a line may be taken for another's
_MANY = 5  # other places of the report, beyond which they are no help


@connection.per_version
def is_split(asked: Question) -> bool:
    """Tell whether a figure says anything of the majors chosen, or only of the whole school.

    What is about majors of its own is not in question, nor is what has no answer. Only the answer
    tells: there is what the report prints by major and not for the school.
    """
    majors = asked.scope.majors
    if not majors or "majors" in dict(asked.values):
        return True
    frame = asked.answer()
    if frame.empty or _is_of_groups(frame):
        return True
    return "major" in frame and bool(frame["major"].isin(majors).any())


@connection.per_version
def from_lists(asked: Question) -> Values:
    """Return what asks the school's lists for a figure that the report prints for the school only.

    Nothing, where the report splits it by the majors chosen or no list does. Two kinds of figures:
    they are asked for, drawn and taken away apart.
    """
    frame = asked.answer()
    if is_split(asked) or not {"indicator", "unit"} <= {*frame}:
        return ()
    units = dict(zip(frame["indicator"], frame["unit"], strict=True))
    codes = [code for code in units if code in _on_lists()]
    if not codes:
        return ()
    bound = {"list": "", "group": "", "newest": 0}
    found = question.run("of_list", asked.scope, indicators=codes, **bound)
    found = found[found["unit"] == found["indicator"].map(units)]
    found = found[found["indicator"].isin(found.loc[found["major"].notna(), "indicator"])]
    if found.empty:
        return ()
    kind, by = (*asked.query.chart, "", "")[:2]  # tables have no chart
    if by != "category" or found["category"].isna().any():
        kind, by = "suitable", "indicator_name"
    heading = {
        "title": f"{asked.query.title}（{found['source'].iloc[0].partition('（')[0]}）",
        "unit": "；".join(dict.fromkeys(found["unit"])),
        "chart": (kind, by),
    }
    given = {"indicators": tuple(dict.fromkeys(found["indicator"]))}
    return tuple((heading | bound | given).items())


@connection.per_version
def _on_lists() -> frozenset[str]:
    """Name the indicators that the school's lists give."""
    return frozenset(
        code for of_one in question.run("lists_given")["indicators"] for code in of_one
    )


def remark(asked: Question) -> str:
    """Say under a figure what of it, or that all of it, stands for the whole school."""
    frame = asked.answer()
    if not asked.scope.majors or "major" not in frame or "list" in frame:
        return ""
    return in_words(frame, is_split=is_split(asked))


def in_words(frame: pd.DataFrame, *, is_split: bool) -> str:
    """Name what stands for the whole school, or say that all does; nothing where nothing does."""
    if _is_of_groups(frame):
        return "本指标按专业大类计，所示为所选专业所在的大类。"
    if not is_split:
        told = "本指标未按专业填报，所示不分专业。"
        return told if "indicator" in frame else "报告没有写到所选专业，所列为全校的。"
    if "indicator_name" not in frame or frame["indicator_name"].nunique() > _FEW:
        return ""  # a long list names the major in each line
    of_some = frame["major"].notna() | (frame.get("category_label") == OF_GROUPS)
    split = {*frame.loc[of_some, "indicator_name"]}
    whole = [name for name in frame["indicator_name"].dropna().unique() if name not in split]
    return f"{'、'.join(whole)}未按专业填报，所示不分专业。" if whole else ""


def _is_of_groups(frame: pd.DataFrame) -> bool:
    return "category_label" in frame and {*frame["category_label"]} == {OF_GROUPS}


def elsewhere(asked: Question) -> list[dict[str, str]]:
    """Return where the same is given for the majors chosen, if this figure has it for none."""
    majors = asked.scope.majors
    frame = asked.answer() if majors else pd.DataFrame()
    if majors and frame.empty:
        everywhere = Scope(FIRST_YEAR, LAST_YEAR)
        frame = replace(asked, scope=everywhere).answer().assign(major=None)
    if not {"indicator", "major", "value"} <= {*frame.columns}:
        return []
    split = {*frame.loc[frame["major"].notna(), "indicator"]}
    lacking = [code for code in frame["indicator"].dropna().unique() if code not in split]
    if not lacking:
        return []
    found = rows_of(question.run("split_elsewhere", asked.scope, indicators=lacking))
    places = {
        row["indicator"]: {
            "words": f"{row['indicator_name']}（{tables.table_of(row['source'])}）",
            "address": f"explorer?indicator={row['indicator']}",
        }
        for row in found
        if row["indicator"] not in split
    }
    return [*places.values()] if len(places) <= _MANY else []  # a long list is no figure
