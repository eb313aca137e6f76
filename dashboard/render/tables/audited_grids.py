"""What the audit says in lines and columns, for files: nothing is folded, each place is named."""

import pandas as pd

from dashboard.contract.codes import CHAPTERS, NO_CHAPTER, Standing
from dashboard.contract.wording import print_location
from dashboard.render.tables.audited import beside_standards, near_standards
from dashboard.render.tables.figures import ABSENT, Figure, Grid, Row, figure, records, table_of

_UNJUDGED = ("", "", "", "", "报告没有可比的数，无法核对", ABSENT, "", "")


def near(frame: pd.DataFrame) -> Grid:
    """Lay out standards that are missed, hardly met, or met only if a figure is right."""
    rows = [
        [
            *(row["item"], _verdict(row["standing"]), row["name"], row["figure"]),
            *(row["unit_after"].strip(), _apart(row), row["remark"], row["location"]),
        ]
        for row in near_standards(frame)
    ]
    heads = ["标准", "按所印的数", "指标", "报告所印", "单位", "与标准之差", "备注", "来源"]
    return Grid(heads, "-s-nsssm", rows)


def standards(frame: pd.DataFrame) -> Grid:
    """Lay out each standard beside the newest figure."""
    heads = ["标准", "依据", "报告判定", "按印的数", "按重算的数", "与标准之差", "指标", "报告所印"]
    rows = [
        [row["item"], row["basis"], *(_judged(row) if row["has_figure"] else _UNJUDGED)]
        for row in beside_standards(frame)
    ]
    return Grid([*heads, "单位", "来源"], "--ssss-nsm", rows)


def _judged(row: Row) -> list[object]:
    verdicts = [_verdict(one) for one in row["verdicts"]]
    if row["recomputed"]:
        verdicts[-1] = f"{verdicts[-1]}（{row['recomputed']}）".strip()
    unit = row["unit_after"].strip()
    return [*verdicts, _apart(row), row["name"], row["figure"], unit, row["location"]]


def _verdict(standing: Standing | None) -> str:
    return f"{standing.sign} {standing.label}" if standing else ""


def _apart(row: Row) -> str:
    return f"{row['apart']}（{row['share']}）" if row["share"] else str(row["apart"])


def held(frame: pd.DataFrame) -> Grid:
    """Lay out since when a standard is met or missed, and when it would be crossed."""
    rows = [
        [
            *(row["item"], figure(row), row["unit"], row["period"], row["held_since"] or ""),
            *(row["outlook"] or "", print_location(table_of(row["source"]), row["page"])),
        ]
        for row in records(frame)
    ]
    heads = ["标准", "最近一期", "单位", "时期", "连续情况", "何时过线", "来源"]
    return Grid(heads, "-nss--m", rows)


def brief(frame: pd.DataFrame) -> Grid:
    """Lay out a line for each group of findings."""
    rows = [
        [
            row.get("indicator_name") or row["check_title"],
            row["message"],
            Figure(str(row["findings"]), value=row["findings"]),
            print_location(row["source"], row["page"]),
            row["finding"],
        ]
        for row in records(frame)
    ]
    return Grid(["所及的数", "发现", "牵涉", "来源", "核查编号"], "--nms", rows)


def findings(frame: pd.DataFrame) -> Grid:
    """Lay out findings, each with its arithmetic and its places."""
    rows = [
        [
            NO_CHAPTER if row["chapter"] is None else CHAPTERS[int(row["chapter"])],
            *(row["severity"], row["message"], row["arithmetic"] or ""),
            print_location(row["source"], row["page"]),
            row["finding"],
        ]
        for row in records(frame)
    ]
    return Grid(["章", "轻重", "发现", "算式", "来源", "核查编号"], "ss--ms", rows)
