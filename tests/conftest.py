"""Which tests run, and their data: the real figures, a copy to spoil, a small made-up school."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from dashboard import paths
from dashboard.ingest.build import build
from tests.turns import turn

# So that what these assert explains itself as in a test.
pytest.register_assert_rewrite("tests.asking", "tests.session")

# How many examples Hypothesis makes up where a test does not say so itself.
EXAMPLES = {"quick": 8, "all": 500}
_LOCKS = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("dashboard")
    group.addoption("--all", action="store_true", help="also what is exhaustive")
    group.addoption("--rest", action="store_true", help="what --all has over a run without it")
    group.addoption(
        "--renew-golden", action="store_true", help="write tests/golden anew from what is drawn"
    )


def pytest_configure(config: pytest.Config) -> None:
    for name, examples in EXAMPLES.items():
        settings.register_profile(name, max_examples=examples, deadline=None)
    more = config.getoption("all") or config.getoption("rest")
    settings.load_profile("all" if more else "quick")
    if not hasattr(config, "workerinput"):
        locks = tempfile.TemporaryDirectory()
        config.add_cleanup(locks.cleanup)
        config.stash[_LOCKS] = locks.name


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("all"):
        return
    rest = config.getoption("rest")
    chosen: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        exhaustive = item.get_closest_marker("exhaustive")
        # Of what Hypothesis makes up, the quick run has seen but a few examples.
        wanted = exhaustive or item.get_closest_marker("hypothesis") if rest else not exhaustive
        (chosen if wanted else left).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=left)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the locks lie."""
    node.workerinput["locks"] = node.config.stash[_LOCKS]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    worker = getattr(item.config, "workerinput", None)
    if not worker:  # one test at a time anyway
        return (yield)
    workers = [f"gw{number}" for number in range(worker["workercount"])]
    alone = item.get_closest_marker("alone") is not None
    with turn(Path(worker["locks"]), worker["workerid"], workers, alone=alone):
        return (yield)


# SYNTHETIC: none of these figures stands in any report. Small enough to count rows by eye; the
# note of row 7 of figures.csv runs over two lines, so that line and row part company after it.
SYNTHETIC = {
    "catalogue/majors.csv": """\
major,major_category,aliases,opened,note
会计事务,财经商贸类,会计;财会,,
计算机应用,信息技术类,计应,2016,
""",
    "catalogue/sources.csv": """\
source_id,title,issuer,number,published,kind,url,note
rule,虚构的标准,,,,规范性文件,,
""",
    "catalogue/indicators.csv": """\
indicator,name,unit,direction,decimals,definition,chapter,section,category_label,\
official_table,official_row,official_no,official_label,required,same_as,\
key,notable_pct,sample_of
classes_prose,班级数（正文）,个,neutral,0,虚构。,1,一(一) 虚构,,,,,,false,classes,,,
pass_rate_pct,及格率,%,up,2,虚构。,2,二(一) 虚构,,附表6,1,1,及格率,TRUE,,,,
classes,班级数,个,neutral,0,虚构。,1,一(一) 虚构,招生,,,,,,,,,
student_ratio,生师比,:1,down,1,虚构。,1,一(一) 虚构,,,,,,,,,,
""",
    "catalogue/derived.csv": """\
indicator,name,unit,numerator,denominator,scale,decimals,definition
half_pct,及格率的一半,%,pass_rate_pct,student_ratio,0.5,1,虚构。
""",
    "catalogue/synonyms.csv": """\
words,indicators,category,nearest
班;班数,classes,,false
合格{比例|占比},pass_rate_pct;student_ratio,,false
班里的{桌子|椅子},classes,,true
""",
    "catalogue/standards.csv": """\
standard_id,indicator,operator,value,unit,title,document,clause,kind,verified,note
ratio_max,student_ratio,<=,20,:1,不超过20,rule,,requirement,false,
unheld,,>=,3,元,报告没有这一项,一份没有登记的文件,,requirement,false,
""",
    "catalogue/relations.csv": """\
relation,kind,title,severity,scale,low,high,note
ratio_range,range,生师比在3到60之间,错误,,3,60,
""",
    "catalogue/operands.csv": """\
relation,role,indicator,category,over
ratio_range,result,student_ratio,,
""",
    "catalogue/sheets.csv": """\
sheet,title,source,note
figures,表1 班级,表1,
more,正文,正文 一,虚构的提示
""",
    "catalogue/lines.csv": """\
sheet,indicator,category,period,by_major,source
figures,pass_rate_pct,,{Y-1}年,,图1
figures,pass_rate_pct,,{Y}年,also,图1
figures,classes,,{Y-1}学年,only,表1 第{n}行
figures,student_ratio,,{Y}-12-23,,附表1 第1行
figures,classes,*,2016—{Y}届,,正文 一
more,classes_prose,,{Y-1}学年第一学期,,正文 一
""",
    "editions/2024/edition.csv": """\
edition,title,school,publisher,published,printed_date,pages,licence,note
2024,虚构学校年报（2024）,虚构学校,,,2024年12月,9,,
""",
    "editions/2024/figures.csv": """\
indicator,period,major,category,value,printed,status,source,page,note
pass_rate_pct,2023年,,,97.92,97.92%,A,图1,3,
pass_rate_pct,2024年,,,,-,M,图1,3,
pass_rate_pct,2025年,,,,,O,图1,3,
classes,2023学年,会计事务,,1234,"1,234",A,表1 第1行,4,
classes,2023学年,计应,,7,7,A,表1 第2行,4,
student_ratio,2024-12-23,,,18,18:1,A,附表1 第1行,5,"说明，
分两行，有𠮷字"
classes,2016—2024届,,春招,20,20多个,U,正文 一,,约数
""",
    "editions/2024/more.csv": """\
indicator,period,major,category,value,printed,status,source,page,note
classes_prose,2023学年第一学期,,,0,0个,A,正文 一,6,
""",
    "editions/2024/facts.csv": """\
topic,item,grouping,kind,detail,indicators,major,source,page
honour,虚构荣誉,,,,,,正文 一,1
challenge,1,,,虚构,classes;pass_rate_pct,财会,正文 九,8
""",
    "editions/2024/omissions.csv": """\
printed,source,page,reason
第8届,正文 五,7,届次，不是数据
""",
}


def write_synthetic(data: Path) -> Path:
    """Write the made-up school into a folder."""
    for name, text in SYNTHETIC.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return data


@pytest.fixture
def synthetic(tmp_path: Path) -> Path:
    """Return the folder ``data`` of the made-up school."""
    return write_synthetic(tmp_path / "data")


@pytest.fixture(scope="session")
def synthetic_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data file built from the made-up school; not to be written to."""
    return build(write_synthetic(tmp_path_factory.mktemp("synthetic") / "data"))


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """Return a copy of the real folder ``data``, in which a test can plant faults."""
    copy = tmp_path / "copy" / "data"
    for folder in ("catalogue", "editions"):
        shutil.copytree(paths.DATA / folder, copy / folder)
    return copy


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data file built from the real figures; not to be written to."""
    return build(paths.DATA, tmp_path_factory.mktemp("built") / paths.DATABASE.name)


@pytest.fixture(scope="session")
def school(database: Path) -> Iterator[Path]:
    """Return the same data file, put where the application looks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATABASE", database)
        yield database
