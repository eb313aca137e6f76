"""Every layout of our own HTML: how it is drawn, and of which figures of the real report."""

import html.parser
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.cite.since import Moved
from dashboard.contract.wording import rows_of
from dashboard.query import question
from dashboard.query.question import Query, Scope
from dashboard.render import cards, edition_says, figure_parts, narrowing, sentences, tables
from dashboard.render.markup import render

HOSTILE = "<script>alert(1)</script>\"' onload='x' &amp;"

# As long as an attack, so that columns are as wide.
HARMLESS = "甲" * len(HOSTILE)


def asked(text: str) -> Query:
    return Query(
        name="made_up",
        title=text,
        unit="%",
        description=text,
        key=("period",),
        source=text,
        chart=(),
        table=("pivot",),
        sql="",
        parameters=frozenset(),
    )


class Reader(html.parser.HTMLParser):
    """Read HTML as a browser does: elements with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []  # each with the names of its attributes
        self.values: list[str | None] = []  # of the attributes
        self.cells: list[list[str]] = []
        self.text = ""
        self._is_in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.values += [value for _, value in attrs]
        if tag == "tr":
            self.cells.append([])
        if tag in {"td", "th"}:
            self.cells[-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_in_cell:
            self.cells[-1][-1] += data


def figure(**said: Any) -> dict[str, Any]:
    usual = {
        "indicator": "made_up_pct",
        "indicator_name": "虚构率",
        "period": "2024年",
        "period_kind": "年",
        "period_type": "calendar_year",
        "year": 2024,
        "major": None,
        "category": None,
        "value": 12.5,
        "unit": "%",
        "printed": "12.50%",
        "status": "A",
        "source": "表0-0 第1行",
        "page": 12,
        "note": None,
        "decimals": 2,
        "direction": "up",
        "category_label": None,
        "chapter": 2,
    }
    return usual | said


def form_line(row: int, **said: Any) -> dict[str, Any]:
    usual = {
        "official_table": "附表1",
        "official_row": row,
        "official_no": str(row),
        "official_label": "虚构率",
        "required": True,
        "column": None,
        "section": "二(一) 虚构",
        "period_before": None,
        "before": None,
        "difference": None,
        "move": None,
        "grounds": None,
        "base": None,
        "base_of": None,
    }
    return figure() | usual | said


def finding(number: int, **said: Any) -> dict[str, Any]:
    usual = {
        "finding": f"0a1b2c{number:02}",
        "is_opened": False,
        "severity": "错误",
        "finds": "矛盾",
        "cause": f"0a1b2c{number:02}",
        "cause_severity": said.get("severity", "错误"),
        "cause_finds": said.get("finds", "矛盾"),
        "check_title": f"虚构的核查{number}",
        "compares": "甲与乙",
        "tolerance": "不允许有差",
        "message": f"第{number}处对不上。",
        "indicator": "made_up_pct",
        "indicator_name": "虚构率",
        "unit": "%",
        "decimals": 2,
        "period": "2024年",
        "period_kind": "年",
        "chapter": 2,
        "printed": "12.50%",
        "recomputed": 13.004,
        "apart": 0.504,
        "arithmetic": "13.00 ≠ 12.50",
        "source": f"附表{number} 第1行",
        "page": 81,
        "other_source": "表0-0 第2行",
        "other_page": 7,
        "concerned": None,
        "answers": None,
        "answer": None,
    }
    return usual | said


def _audited(row: int, text: str) -> dict[str, Any]:
    """What the layouts of the audit need besides: a finding, a claim, a standard."""
    texts = ("name", "indicator", "period", "printed", "source")
    figure: dict[str, Any] = dict.fromkeys(texts, text) | {"page": 3, "chapter": 2}
    said = {"answer": "corrected", "value": 1.5, "text": text, "by": text, "on": text}
    names = ("check_title", "compares", "tolerance", "message", "arithmetic", "other_source")
    claim = ("claim_text", "evidence", "explanation", "item", "document", "number", "clause")
    return (
        dict.fromkeys((*names, *claim, "standard_note", "held_since", "outlook"), text)
        | {
            "is_opened": row == 1,
            "finds": "矛盾",
            "severity": "错误",
            "cause": text,
            "cause_severity": "错误",
            "cause_finds": "矛盾",
            "chapter": 2,
            "indicator_chapter": 2,
            "other_page": 4,
            "findings": 2,
        }
        | {"recomputed": 2.5, "apart": -1.5, "extent_pct": -4.0, "answer": "corrected"}
        | {"answers": [said], "concerned": [figure, figure], "verdict": "不属实"}
        | {
            "is_aim": True,
            "verified": False,
            "judged": "met",
            "standing": "depends",
            "standing_then": "missed",
        }
        | dict.fromkeys(("errors", "doubts", "hints", "unanswered", "comparisons"), 1)
        | dict.fromkeys(("borne_out", "refuted", "open"), 1)
    )


def _handed_in(row: int, text: str) -> dict[str, Any]:
    """What the layouts of the desk need besides: a fault, a version, a step."""
    texts = ("printed_before", "sheet", "cell_ref", "what", "why", "when", "who", "state")
    return dict.fromkeys(texts, text) | {"hashes": [text, text][:row]}


def spoilt_frame(text: str) -> pd.DataFrame:
    """Rows in which every text is the one given, save those that the program itself looks up."""
    fixed = {"status", "direction", "period_type", "official_table"}
    fixed |= {
        "severity",
        "cause_severity",
        "answer",
        "verdict",
        "move",
        "judged",
        "standing",
        "standing_then",
    }
    rows = []
    for row, period in enumerate((f"2023年{text}", f"2024年{text}"), start=1):
        line = form_line(row, note="x", major="x", category="x", period_before="x")
        line |= {"before": 1.0, "difference": 11.5, "status": "U", "definition": "x", "name": "x"}
        line |= {"finding": "x", "doubt": "x", "corrected": row == 1, "is_key": True}
        line |= {"move": ("better", "maybe_worse")[row - 1], "base": 1.0, "base_of": 2.0}
        line |= {"link": "x"}
        line |= _audited(row, text) | _handed_in(row, text)
        spoilt = {
            column: text
            for column, value in line.items()
            if isinstance(value, str) and column not in fixed
        }
        rows.append(line | spoilt | {"period": period, "grouping": f"{text}{row}"})
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Layout:
    """``draw`` takes rows that have the columns of the layout; ``real`` are some of the report."""

    draw: Callable[[pd.DataFrame], str]
    real: Callable[[], pd.DataFrame]


EVER = Scope(1900, 2100)


def _of(name: str, most: int = 12, **values: Any) -> Callable[[], pd.DataFrame]:
    return lambda: question.run(name, EVER, **values).head(most)


def _table(layout: str, by: str, real: Callable[[], pd.DataFrame]) -> Layout:
    return Layout(lambda frame: tables.LAYOUTS[layout](frame, by), real)


def _catalogue() -> pd.DataFrame:
    return question.run("catalogue", EVER, wanted="", address="explorer?indicator=").head(12)


def _counted() -> pd.DataFrame:
    """Counts that do not change with each check that is added."""
    names = ("errors", "doubts", "hints", "unanswered", "borne_out", "refuted", "open")
    counts = dict(zip(names, (37, 31, 0, 68, 13, 5, 81), strict=True))
    return pd.DataFrame([{"chapter": n, "comparisons": 2461} | counts for n in range(3)])


def _findings() -> pd.DataFrame:
    """The first of each severity, an open one among them."""
    chosen = {"edition": 2024, "severity": "", "kind": "", "chapter": 0, "opened": ""}
    frame = question.run("findings", EVER, **chosen)
    first = frame.groupby("severity", sort=False).head(4)
    return first.assign(is_opened=first.index == first.index[5])


def _claims() -> pd.DataFrame:
    frame = question.run("claims_judged", EVER, edition=2024, verdict="", chapter=0)
    return frame.groupby("verdict", sort=False).head(3)


def _compared() -> pd.DataFrame:
    """Figures with the ones before them, as if these stood in the edition before."""
    frame = question.run("changes", EVER).head(12)
    return frame.assign(printed_before=frame["before"].map("{:g}".format))


def _cards(frame: pd.DataFrame) -> str:
    made = [cards.card(rows) for _, rows in frame.groupby("indicator", sort=False)]
    return cards.as_html([replace(card, line=card.name) for card in made if card])


def _unreal() -> pd.DataFrame:
    """What the office uploads and publishes is in no report."""
    return pd.DataFrame(
        [
            {
                "sheet": sheet,
                "cell_ref": f"H{row}",
                "message": "应为数字，写了“约三百”。请改为 300。",
                "number": row,
                "what": "发布",
                "why": "2025 年版",
                "when": "2026-01-05 09:30",
                "who": "质量办",
                "hashes": ["0123456789abcdef", "fedcba9876543210"][: row + 1],
                "name": f"第 {row} 步",
                "state": "还没有上传",
            }
            for row, sheet in ((1, "附表1"), (0, ""))
        ]
    )


def _about(frame: pd.DataFrame) -> str:
    return tables.about(asked(frame["definition"].iloc[0]), frame, frame)


def _defined() -> pd.DataFrame:
    figures = question.run("headline", EVER, indicators=["match_rate_pct"])
    defined = question.run("definitions", indicators=["match_rate_pct"])
    return figures.merge(defined[[*defined.columns.difference(figures.columns)]], how="cross")


def _audit_line(frame: pd.DataFrame) -> str:
    row = rows_of(frame)[0]
    of = f"chapter={row.get('name', '')}"
    return tables.audit_line(row, "本章", f"audit?{of}", f"./?part=两年对照&{of}")


def _cited(text: str, source: str) -> str:
    moved = [Moved(text, source, text)]
    words = dict.fromkeys(("label", "sentence", "remark", "now", "address", "qr", "scope"), text)
    return render("cited", tone="doubtful", moved=moved, count=2, is_of_here=True, **words)


LAYOUTS = {
    "pivot": _table("pivot", "category", _of("fitness_grades")),
    "pivot_one_period": _table("pivot", "indicator_name", _of("conditions")),
    "matrix": _table("matrix", "major", _of("chosen_majors")),
    "listing": _table(
        "listing", "", _of("explore_table", indicators=["graduates"], period_type="")
    ),
    "latest": _table("latest", "indicator_name", _of("challenge_figures", challenge="1")),
    "side_by_side": _table(
        "side_by_side", "", lambda: question.run("two_years", Scope(2023, 2024), chapter=2)
    ),
    "across": _table("across", "indicator_name", _of("staffing_ratios")),
    "stated": _table("stated", "indicator_name", _of("practice_places")),
    "catalogue": _table(
        "catalogue", "indicator_name", _of("catalogue", wanted="", address="explorer?indicator=")
    ),
    "form": _table("form", "", _of("official_form", 60, official_table="附表2")),
    "findings": _table("findings", "", _findings),
    "brief": _table("brief", "", _of("gravest")),
    "chapters": _table("chapters", "", _counted),
    "claims": _table("claims", "", _claims),
    "standards": _table("standards", "", _of("standards_held", 20)),
    "near": _table("near", "", _of("standards_near")),
    "held": _table("held", "", _of("standards_trend")),
    "about": Layout(_about, _defined),
    "footnote": Layout(
        lambda frame: tables.footnote(frame, narrowing.in_words(frame, is_split=False)),
        _of("headline", indicators=["match_rate_pct", "graduates"]),
    ),
    "asked": Layout(
        lambda frame: render(
            "asked",
            said=frame["definition"].iloc[0],
            before="另见：",
            links=list(zip(frame["indicator_name"], frame["link"], strict=True)),
        ),
        _catalogue,
    ),
    "chips": Layout(
        lambda frame: render(
            "chips",
            chips=[
                {"what": name, "text": name, "without": address, "others": [(name, address)]}
                for name, address in zip(frame["indicator_name"][:2], frame["link"], strict=False)
            ],
        ),
        _catalogue,
    ),
    "audit_line": Layout(_audit_line, _counted),
    "tally": Layout(lambda frame: tables.tally(rows_of(frame)[0]), _counted),
    "changes": Layout(tables.changes, _compared),
    "moves": Layout(sentences.as_html, _of("changes")),
    "said": Layout(
        lambda frame: edition_says.as_html(
            [(name, [(name, name), (name, "")]) for name in frame["indicator_name"]]
        ),
        _of("changes"),
    ),
    "takeaway": Layout(
        lambda frame: render("takeaway", sentences=[(name, name) for name in frame["category"]]),
        _of("fitness_grades", 3),
    ),
    "cards": Layout(_cards, _of("headline", indicators=["match_rate_pct", "graduates"])),
    "heading": Layout(
        lambda frame: figure_parts.heading(
            frame["indicator_name"].iloc[0],
            frame["unit"].iloc[0],
            *[frame["source"].iloc[0]] * 2,
            figure_parts.Pictured(*[frame["source"].iloc[0]] * 3),
        ),
        _of("headline", indicators=["match_rate_pct", "graduates"]),
    ),
    "ready": Layout(
        lambda frame: render(
            "ready",
            is_open=False,
            groups=[(name, [(name, name)] * 2) for name in frame["category"]],
        ),
        _of("fitness_grades", 2),
    ),
    "cited": Layout(
        lambda frame: _cited(frame["indicator_name"].iloc[0], frame["source"].iloc[0]),
        _of("headline", indicators=["match_rate_pct", "graduates"]),
    ),
    "steps": Layout(
        lambda frame: tables.steps(list(zip(frame["name"], frame["state"], strict=True)), 1),
        _unreal,
    ),
    "fold": Layout(lambda _: render("fold"), _unreal),
    "faults": Layout(
        lambda frame: tables.faults(
            zip(frame["sheet"], frame["cell_ref"], frame["message"], strict=True)
        ),
        _unreal,
    ),
    "told": Layout(
        lambda frame: tables.told(
            (what, 2, [(what, message)])
            for what, message in zip(frame["what"], frame["message"], strict=True)
        ),
        _unreal,
    ),
    "lines": Layout(
        lambda frame: tables.lines(
            ("哪个数", "这一次"), "-n", zip(frame["what"], frame["message"], strict=True)
        ),
        _unreal,
    ),
    "history": Layout(lambda frame: tables.history(rows_of(frame)), _unreal),
}
