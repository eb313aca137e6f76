"""The page 专业: everything that the report prints by major, beside the others, and what lacks."""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from power_pptx.validation import iter_schema_violations
from streamlit.testing.v1 import AppTest

from benchmarks import records
from dashboard import paths
from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.wording import number
from dashboard.ingest.build import build
from dashboard.material import document, slides, workbook
from dashboard.material.content import content
from dashboard.material.cover import cover
from dashboard.material.plots import plots
from dashboard.outline.lists import _FIGURES, _part
from dashboard.outline.majors import outline
from dashboard.outline.part import question_of, specs
from dashboard.query import question, written
from dashboard.query.question import Question, Scope
from dashboard.render import narrowing, panes
from dashboard.render.export import to_csv
from dashboard.ui import figure
from dashboard.ui.headed import headed
from tests.amount import exhaustive, exhaustively
from tests.schools import ask
from tests.session import Text, charts, check, elements, opened, said

CHOSEN = ["会计事务", "计算机网络技术"]


def printed_by_major(school: Path) -> list[dict[str, Any]]:
    return ask(school, "from latest_figure where major is not null and printed is not null")


def grid(app: AppTest, title: str) -> list[list[str]]:
    """Return the first table under a title, cell by cell, heads first."""
    sources = [str(getattr(element.proto, "body", "")) for element in elements(app._tree)]
    start = next(n for n, source in enumerate(sources) if title in source and "<h" in source)
    table = next(source for source in sources[start:] if "<table" in source)
    rows = re.findall("<tr.*?</tr>", table, re.DOTALL)
    cells = [re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [["".join(Text(cell).words).strip() for cell in row] for row in cells]


@pytest.mark.parametrize(
    "majors", [[], CHOSEN, *exhaustively(["数字媒体技术应用"])], ids=["none", "two", "one"]
)
def test_whatever_is_printed_by_major_is_shown(majors: list[str], school: Path) -> None:
    app = opened("majors.py", major=majors)
    check(app)
    heads, *lines = grid(app, "报告按专业印出的全部指标")
    wanted = [row for row in printed_by_major(school) if not majors or row["major"] in majors]
    assert len({row["major"] for row in wanted}) == (len(majors) or 6)
    for row in wanted:
        name = " · ".join(filter(None, [row["indicator_name"], row["category"]]))
        shown = [line[heads.index(row["major"])] for line in lines if line[0] == name]
        value = number(row["value"], row["decimals"]).replace(",", "")
        assert any(value in cell.replace(",", "") for cell in shown), (name, row["major"])


def test_a_range_of_years_leaves_out_what_is_of_another(school: Path) -> None:
    name = "特色专业开设年份"
    app = opened("majors.py", years=["2019", "2023"], major=["数字媒体技术应用"])
    check(app)
    assert name not in said(app)
    assert any("没有：报告按专业印出的全部指标" in word for word in said(app))


def test_the_others_stand_beside_the_majors_chosen_without_a_rank(school: Path) -> None:
    frame = question.run("beside_other_majors", Scope(2016, 2024, tuple(CHOSEN)))
    pupils = frame[frame["indicator"] == "programme_students"].set_index("whose")["value"]
    printed = {
        row["major"]: row["value"]
        for row in printed_by_major(school)
        if row["indicator"] == "programme_students"
    }
    others = [value for major, value in printed.items() if major not in CHOSEN]
    assert dict(pupils) == {
        **{major: printed[major] for major in CHOSEN},
        "其他专业最低": min(others),
        "其他专业最高": max(others),
        "全校": sum(printed.values()),
    }
    # Of one major alone there is nothing to hold it against.
    assert "employment_rate_by_programme_pct" not in {*frame["indicator"]}
    assert not any("rank" in str(column) for column in frame)


def test_on_the_overview_the_others_stand_beside_a_major_too(school: Path) -> None:
    beside = "与其他专业、与全校相比"
    alone = opened("overview.py", part=["各专业"])
    chosen = opened("overview.py", part=["各专业"], major=["会计事务"])
    for app in (alone, chosen):
        check(app)
    assert beside in " ".join(said(chosen))
    assert beside not in " ".join(said(alone))
    assert "其他专业最高" in grid(chosen, beside)[0]


def test_what_is_doubted_leads_to_its_finding_and_what_lacks_names_its_list(school: Path) -> None:
    app = opened("majors.py", major=["会计事务"], part=["存疑与所缺"])
    check(app)
    told = said(app)
    assert any("各专业班级数 · 会计事务 2024年 9" in word for word in told)
    lists = ["学籍名单", "体测名单", "视力名单", "毕业生名单"]
    awaited = [word for word in told if word.startswith("没有") and "名单" in word]
    assert [word.split("：")[0].removeprefix("没有") for word in awaited] == lists


# SYNTHETIC figures of a fitness list that was never made:
# year, indicator, grade, sex, major, class, category, value, persons, status.
_RATE, _LUNG, _SHARE = "fitness_pass_rate_pct", "fitness_lung_mean", "fitness_grade_share_pct"
_MAJOR, _KEPT_BACK = "会计事务", "家政服务与管理"
RECORDS = [
    (2024, _RATE, None, None, None, None, None, 96.5, 1_900, "A"),
    (2024, _RATE, None, None, _MAJOR, None, None, 91.25, 87, "A"),
    (2024, _RATE, None, None, "计算机应用", None, None, 0.0, 12, "A"),
    (2024, _RATE, None, None, _KEPT_BACK, None, None, None, None, "Q"),
    (2024, _RATE, None, "女", _MAJOR, None, None, 88.5, 41, "A"),
    (2024, _RATE, "高一", None, _MAJOR, None, None, 93.75, 32, "A"),
    (2024, _RATE, "高一", None, _MAJOR, "24会计事务1班", None, 94.5, 31, "A"),
    (2024, _RATE, "高二", None, _MAJOR, "23会计事务1班", None, None, None, "Q"),
    (2024, _RATE, "高一", None, "计算机应用", "24计算机应用1班", None, 50.0, 12, "A"),
    (2024, _LUNG, None, None, None, None, None, 3_321.0, 1_880, "A"),
    (2024, _LUNG, None, None, _MAJOR, None, None, 3_100.0, 86, "A"),
    (2024, _SHARE, None, None, _MAJOR, None, "优秀", None, None, "Q"),
    (2024, _SHARE, None, None, _MAJOR, None, "良好", 30.0, 87, "A"),
    (2024, _SHARE, None, None, _MAJOR, None, "及格", 60.0, 87, "A"),
    (2024, _SHARE, None, None, _MAJOR, None, "不及格", None, None, "Q"),
    (2022, _RATE, None, None, None, None, None, 95.0, 1_850, "A"),
    (2022, _RATE, None, None, _MAJOR, None, None, 95.5, 90, "A"),
]


@pytest.fixture
def lists(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the report's data file with figures of a list beside what is printed."""
    copied = Path(shutil.copy(school, tmp_path))
    worked_out = paths.DERIVED.read_text(encoding="utf-8")
    [made_anew] = re.findall(r"create table list_figure.*?;", worked_out, re.DOTALL)
    with duckdb.connect(copied) as data:
        data.executemany(
            """
            insert into record by name
            select
                $2 as school_year, 'fitness' as list, $1 as ordinal, $3 as indicator,
                $2 || '年' as period, $4 as grade, $5 as sex, $6 as major, $7 as class,
                $8 as category, $9 as value, $10 as persons, $11 as status,
                date '2024-12-01' as delivered
            """,
            [(ordinal, *row) for ordinal, row in enumerate(RECORDS, start=1)],
        )
        data.execute(f"drop table list_figure; {made_anew}")
    monkeypatch.setattr(paths, "DATABASE", copied)
    return copied


def chart(app: AppTest, title: str) -> dict[str, Any]:
    """Return what the chart under a title is drawn from."""
    [found] = [one for one in charts(app) if one["alt"].startswith(f"{title}。")]
    return found


def test_what_a_list_gives_stands_apart_with_its_mark_and_how_many_are_behind_it(
    lists: Path,
) -> None:
    app = opened("majors.py", part=["体测名单"])
    check(app)
    heads, *lines = grid(app, "据体测名单汇总")
    year = heads.index("时期")
    newest = [line for line in lines if "2024" in line[year]]
    cells = {line[0]: dict(zip(heads, line, strict=True)) for line in newest}
    rate = cells["体质健康合格率"]
    # The roots x of (p - x)² = 1.96² x (1 - x) / n.
    assert rate["会计事务"] == "91.25n=87，83.4–95.6"
    assert rate["全校"] == "96.50n=1,900，95.6–97.2"
    assert rate["计算机应用"] == "0.00n=12，0.0–24.3"
    assert cells["肺活量平均值"]["会计事务"] == "3,100n=86"  # of a mean it is not known
    assert "未公布（人数少）" in rate["家政服务与管理"]
    assert rate["家政服务与管理"] != cells["肺活量平均值"]["家政服务与管理"]
    assert "来源：据体测名单汇总（2024-12-01 交来）" in "".join(said(app))
    # What is printed stays what is printed, and the list is no longer awaited.
    app = opened("majors.py", part=["并列"], major=["会计事务"])
    assert "91.25" not in "".join(said(app))
    assert not any(
        word.startswith("没有体测名单") for word in said(opened("majors.py", part=["存疑与所缺"]))
    )


def test_a_sex_in_the_address_narrows_the_list_and_majors_do(lists: Path) -> None:
    app = opened("majors.py", part=["体测名单"], major=["会计事务"], **{"group-fitness": ["女"]})
    check(app)
    chosen = [one.value for one in app.button_group if one.label == "年级或性别"]
    assert chosen in (["女"], [["女"]])
    cells = str(grid(app, "据体测名单汇总"))
    assert "88.50" in cells
    assert "91.25" not in cells
    app = opened("majors.py", part=["体测名单"], major=["会计事务"])
    assert not {"计算机应用", "家政服务与管理"} & {*grid(app, "据体测名单汇总")[0]}


def test_what_is_kept_back_is_taken_away_as_kept_back(lists: Path) -> None:
    asked = {"list": "fitness", "group": "", "indicators": [_RATE], "newest": 0}
    frame = question.run("of_list", Scope(2016, 2024), **asked)
    rows = [*csv.DictReader(io.StringIO(to_csv(frame).decode("utf-8-sig")))]
    [hidden] = [row for row in rows if row["专业"] == "家政服务与管理"]
    assert (hidden["数值"], hidden["背后的人数"]) == ("", "")
    assert hidden["状态"].startswith("不公布：人数太少")
    assert {row["来源"] for row in rows} == {"据体测名单汇总（2024-12-01 交来）"}
    assert {row["数据种类"] for row in rows} == {"学校名单汇总"}


def test_a_chart_of_a_list_draws_intervals_and_says_what_is_kept_back(lists: Path) -> None:
    app = opened("majors.py", part=["体测名单"])
    check(app)
    newest = chart(app, "体质健康合格率：最近一年")
    drawn = {trace["name"]: trace for trace in newest["data"]}
    assert drawn[_MAJOR]["x"] == [91.25]
    reach = drawn[_MAJOR]["error_x"]
    assert [round(reach[side][0], 2) for side in ("arrayminus", "array")] == [7.85, 4.35]
    # Kept back, not nought: no dot, and words where it would be.
    assert drawn[_KEPT_BACK]["x"] == [None]
    assert drawn["计算机应用"]["x"] == [0.0]
    words = [note["text"] for note in newest["layout"]["annotations"]]
    assert words == ["未公布（人数少）"]
    assert "不从 0 起" not in str(newest["layout"]["xaxis"])  # one is at 0
    one = opened("majors.py", part=["体测名单"], major=[_MAJOR])
    axis = chart(one, "体质健康合格率：最近一年")["layout"]["xaxis"]
    assert axis["range"][0] > 0
    assert axis["title"]["text"] == "2024年 · 横轴不从 0 起"
    # Without a dot of its own it has its line still.
    assert len(newest["layout"]["yaxis"]["ticktext"]) == 4
    assert [line["x0"] for line in newest["layout"]["shapes"]] == [96.5]
    over_years = chart(app, "体质健康合格率：历年")
    assert {trace["name"] for trace in over_years["data"]} == {"2022年", "2024年"}
    assert any(word.startswith("未公布（人数少）：家政服务与管理") for word in said(app))


def test_what_is_kept_back_of_a_whole_is_a_part_of_its_own(lists: Path) -> None:
    bars = chart(opened("majors.py", part=["体测名单"]), "总分等级：最近一年")["data"]
    [kept_back] = [trace for trace in bars if trace["name"] == "未公布（人数少）"]
    assert kept_back["x"] == [10.0]
    assert kept_back["marker"]["pattern"]["shape"]
    assert {trace["name"]: trace["x"] for trace in bars}["优秀"] == [None]


def test_a_teacher_finds_her_classes_beside_the_school(lists: Path) -> None:
    app = opened("majors.py", part=["体测名单"], major=[_MAJOR])
    check(app)
    classes = chart(app, "体质健康合格率：各班")
    lines = [one.replace("<br>", "") for one in classes["layout"]["yaxis"]["ticktext"]]
    assert lines == ["全校", _MAJOR, "24会计事务1班", "23会计事务1班"]
    groups = chart(app, "体质健康合格率：各年级、男女")
    assert groups["layout"]["yaxis"]["ticktext"] == ["全体", "高一", "女"]
    told = [word.replace("\\", "") for word in said(app)]
    apart = (
        "会计事务：2024年体质健康合格率 91.25%（n=87，83.4–95.6），低于全校的 96.50%，不像是偶然。"
    )
    assert apart in told
    app = opened("majors.py", part=["体测名单"], major=[_MAJOR], **{"group-fitness": ["高一"]})
    lines = chart(app, "体质健康合格率：各班")["layout"]["yaxis"]["ticktext"]
    assert [one.replace("<br>", "") for one in lines] == ["全校", _MAJOR, "24会计事务1班"]


def test_a_chapter_shows_a_list_beside_what_is_printed_of_the_school_and_mixes_nothing(
    lists: Path,
) -> None:
    app = opened("training.py", part=["体质健康"], major=[_MAJOR])
    check(app)
    printed, of_list = (
        chart(app, f"体测合格率与优良率{mark}") for mark in ("", "（据体测名单汇总）")
    )
    assert "91.25" not in str(printed)
    assert "87" in str(of_list)
    assert {value for trace in of_list["data"] for value in trace["x"]} == {
        91.25,
        95.5,
        96.5,
        95.0,
        None,
    }
    told = "".join(said(app))
    assert "两种数并列" in told
    assert f"{_MAJOR} n=87" in told
    # Without a major chosen there is only what is printed.
    assert "名单汇总" not in "".join(said(opened("training.py", part=["体质健康"])))


def test_what_the_report_splits_is_not_taken_from_a_list(lists: Path) -> None:
    with duckdb.connect(lists) as data:
        data.execute("update list_figure set indicator = 'programme_students', unit = '人'")
    app = opened("profile.py", part=["学生与班级"], major=[_MAJOR])
    check(app)
    assert "名单汇总" not in "".join(said(app))


def test_a_major_of_which_all_is_kept_back_has_words_and_no_chart(lists: Path) -> None:
    with duckdb.connect(lists) as data:
        data.execute(f"update list_figure set status = 'Q', value = null where major = '{_MAJOR}'")
    app = opened("training.py", part=["体质健康"], major=[_MAJOR])
    check(app)
    [told] = [word for word in said(app) if "未公布（人数少）：" in word]
    assert "体测合格率与优良率（据体测名单汇总）" in told
    assert not [one for one in charts(app) if "据体测名单汇总" in one["alt"]]


def test_what_the_report_does_not_split_is_one_line_that_names_the_list(lists: Path) -> None:
    told = "报告未分专业，交来毕业生名单就有：毕业去向、对口就业率、起薪。"
    app = opened("majors.py", part=["毕业生"], major=["家政服务与管理"])
    assert any(told in word for word in said(app))
    assert not charts(app)
    app = opened("majors.py", part=["毕业生"])
    assert not any(told in word for word in said(app))
    assert len(charts(app)) == 3


def test_a_single_number_is_a_table_and_no_chart(school: Path) -> None:
    one = Question.of("programme_students", Scope(2016, 2024, ("会计事务",)))
    assert not panes.is_drawn(one)
    assert panes.is_drawn(Question.of("programme_students", Scope(2016, 2024)))
    app = opened("majors.py", part=["学生与班级"], major=["会计事务"])
    check(app)
    assert [one["alt"].partition("。")[0] for one in charts(app)] == ["各专业班均人数"]
    assert grid(app, "各专业在校学生数")[1][-1] == "410"


@pytest.mark.parametrize("kind", RECORD_LISTS)
def test_no_two_figures_of_a_list_go_by_one_key(kind: str) -> None:
    drawn = [values for row in _FIGURES[kind] for _, values in row]
    every = {indicator for values in drawn for indicator in values["indicators"]}
    shown = specs([*_part(kind, RECORD_LISTS[kind], every).rows])
    keys = [figure._key(question_of(spec, Scope(2016, 2024))) for spec in shown]
    assert len(keys) > 4
    assert len({*keys}) == len(keys)


@pytest.fixture(scope="module")
def all_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data file with the figures of all four made-up lists, as they are published."""
    data = records.school(tmp_path_factory.mktemp("lists"))
    records.give_lists(data)
    return build(data)


@exhaustive
@pytest.mark.parametrize("name", ["majors.py", "training.py"])
@pytest.mark.parametrize("majors", [["会计事务"], ["家政服务与管理", "计算机应用"]])
def test_every_part_stands_with_all_lists_published(
    name: str, majors: list[str], all_lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DATABASE", all_lists)
    app = opened(name, part=["全部"], major=majors)
    check(app)
    assert "名单汇总" in "".join(said(app))
    for view in ("表", "说明"):
        for group in app.button_group:
            if str(group.key).startswith("chosen-view-"):
                group.set_value(view)
        check(app.run())


def test_a_figure_of_a_list_has_its_own_title_where_it_is_cited(lists: Path) -> None:
    ever = Scope(2016, 2024, (_MAJOR,))
    on_page = [question_of(spec, ever) for part in outline(ever).parts for spec in specs(part.rows)]
    of_lists = [one for one in on_page if one.name.startswith("of_list")]
    assert len({one.query.title for one in of_lists}) > 5
    # Beside a printed figure of a chapter, and of a sex that the reader has chosen.
    beside = dict(narrowing.from_lists(Question.of("fitness_grades", ever)))
    of_lists += [Question.of("of_list", ever, **beside)]
    women = [one for one in of_lists if "group" in dict(one.values)]
    of_lists += [
        Question.of(one.name, ever, **(dict(one.values) | {"group": "女"})) for one in women[:3]
    ]
    for one in of_lists:
        cited = headed(written.read(written.write(one), ever))
        assert (cited.query.title, cited.query.chart) == (one.query.title, one.query.chart)
        assert cited.query.unit == one.query.unit


def test_intervals_are_drawn_natively_in_files(
    lists: Path, tmp_path: Path, assert_valid_pptx: Callable[..., None]
) -> None:
    """A dot each, with what chance leaves open as error bars through it; not a table."""
    asked = Question.of(
        "of_list",
        Scope(2016, 2024),
        list="fitness",
        indicators=[_RATE],
        newest=1,
        group="",
        title="合格率",
        unit="%",
        chart=["intervals", "whose"],
    )
    shown = content(asked)
    [plot] = plots(shown)
    [dots] = plot.series
    assert plot.shape == "dots"
    at = plot.categories.index(_MAJOR)
    below, above = dots.reach[at] or (0, 0)
    row = shown.frame[shown.frame["major"] == _MAJOR].iloc[0]
    assert dots.values[at] == 91.25
    assert (91.25 - below, 91.25 + above) == pytest.approx((row["lowest"], row["highest"]))
    assert dots.colours[at] != dots.colours[plot.categories.index("全校")]
    first = cover("名单", date(2026, 11, 30))
    files = {
        "ppt/charts/": slides.write([shown], first),
        "word/charts/": document.write([shown], first),
        "xl/charts/": workbook.write([shown], first),
    }
    for folder, file in files.items():
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            [name] = [one for one in archive.namelist() if re.match(f"{folder}chart.*xml$", one)]
            drawn = archive.read(name).decode()
        ends = [
            re.findall(f"<c:{way}>(.*?)</c:{way}>", drawn, re.DOTALL) for way in ("plus", "minus")
        ]
        for [found], expected in zip(ends, (above, below), strict=True):
            point = re.search(rf'<c:pt idx="{at}"><c:v>([^<]*)', found)
            assert point
            assert float(point[1]) == pytest.approx(expected)
    path = tmp_path / "a.pptx"
    path.write_bytes(files["ppt/charts/"])
    assert_valid_pptx(path)
    assert [*iter_schema_violations(path)] == []


def test_a_year_without_its_list_is_named(lists: Path) -> None:
    app = opened("majors.py", part=["存疑与所缺"])
    assert "体测名单缺 2023学年的：交来，历年的图才连得上。" in said(app)


def test_the_explorer_says_where_a_list_has_what_it_shows(lists: Path) -> None:
    told = "这里是报告所印的数；体测名单汇总的同一指标在“专业”页。"
    assert told in said(opened("explorer.py", indicator=["fitness_pass_rate_pct", "graduates"]))
    assert told not in said(opened("explorer.py", indicator=["graduates"]))


def test_what_only_a_list_gives_is_defined(lists: Path) -> None:
    app = opened("majors.py", part=["体测名单"])
    [view] = [
        group for group in app.button_group if group.key == "chosen-view-of_list-list-fitness"
    ]
    view.set_value("说明")
    check(app.run())
    assert "肺活量平均值" in said(app)
    assert any("实测成绩的平均" in word for word in said(app))
