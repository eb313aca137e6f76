"""What a school sets for itself, and how its data folder begins."""

import tomllib
from pathlib import Path

import pytest

from dashboard import paths, settings
from dashboard.commands import init_school
from dashboard.contract.faults import DataProblems
from dashboard.settings import Access, Records, School
from tests.real import csv_rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def read(data: Path, text: str) -> School:
    (data / settings.FILE).write_text(text, encoding="utf-8")
    return settings.read(data)


def faults(data: Path, text: str) -> list[str]:
    with pytest.raises(DataProblems) as raised:
        read(data, text)
    return [problem.message for problem in raised.value.problems]


def test_without_a_file_everybody_may_look_and_nobody_may_publish(data: Path) -> None:
    assert settings.read(data) == School()
    assert School().access == Access(viewing="open", editors=(), editor_groups=())


def test_everything_that_can_be_set(data: Path) -> None:
    found = read(
        data,
        """
        name = " 虚构学校 "
        [access]
        viewing = "signed-in"
        editors = ["Office@Example.EDU.cn"]
        editor_groups = ["质量办"]
        viewers = ["head@example.edu.cn"]
        viewer_groups = ["教师"]
        groups_claim = "roles"
        [colours.light]
        primaryColor = "#8a1c5a"
        """,
    )
    assert found.name == "虚构学校"
    assert found.access == Access(
        viewing="signed-in",
        editors=("office@example.edu.cn",),
        editor_groups=("质量办",),
        viewers=("head@example.edu.cn",),
        viewer_groups=("教师",),
        groups_claim="roles",
    )
    assert found.colours == {"light": {"primaryColor": "#8a1c5a"}, "dark": {}}


def test_file_as_windows_saves_it(data: Path) -> None:
    (data / settings.FILE).write_bytes('\ufeffname = "虚构学校"\r\n'.encode())
    assert settings.read(data).name == "虚构学校"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('nam = "x"', "nam 不认识这一项，是否应为「name」"),
        ("[acces]", "acces 不认识这一项，是否应为「access」"),
        ("[access]\neditor = []", "access.editor 不认识这一项，是否应为「editors」"),
        ("name = 3", "name 应是一行文字"),
        ('name = "甲\\n乙"', "name 应是一行文字"),
        ('access = "open"', "access 应是一节，写成 [access]"),
        ('[access]\nviewing = "closed"', 'access.viewing 应为 "open"、"signed-in" 之一'),
        ("[access]\nviewing = true", 'access.viewing 应为 "open"、"signed-in" 之一'),
        ('[access]\neditors = "a@b.cn"', "access.editors 应是一列文字"),
        ('[access]\neditors = ["office"]', "access.editors 「office」不是电子邮件地址"),
        ('[access]\neditor_groups = ["", "a"]', "access.editor_groups 应是一列文字"),
        ('[colours.lite]\na = "b"', "colours.lite 不认识这一项，是否应为「light」"),
        (
            '[colours.light]\nprimaryColour = "#000000"',
            "colours.light.primaryColour 不认识这一项，是否应为「primaryColor」",
        ),
        ('[colours.light]\nprimaryColor = "red"', "colours.light.primaryColor 应是一个颜色"),
        ("[colours.light]\nprimaryColor = 0", "colours.light.primaryColor 应是一个颜色"),
        ('[colours.dark]\nchartCategoricalColors = "#000000"', "应是一列颜色"),
        ('[colours.dark]\nchartCategoricalColors = ["#000000"]', "应恰有 10 个互不相同的颜色"),
        ('[colours.light]\nprimaryColor = "#ffee00"', "对比度只有 1.2，低于 4.5，字会看不清"),
        ('[colours.dark]\ntextColor = "#333333"', "字会看不清"),
        ("name = 虚构学校", "写法不对"),
        ('name = "甲"\nname = "乙"', "写法不对"),
    ],
)
def test_fault_is_told_with_its_key_and_what_to_do(data: Path, text: str, said: str) -> None:
    found = faults(data, text)
    assert [message for message in found if said in message], found
    assert all("请" in message or "可用" in message or "写" in message for message in found)


def test_all_faults_at_once(data: Path) -> None:
    assert len(faults(data, 'name = 1\nnam = 2\n[access]\nviewing = "x"')) == 3


def test_fault_of_form_names_the_line(data: Path) -> None:
    with pytest.raises(DataProblems) as raised:
        read(data, 'name = "甲"\n[access]\nviewing = open\n')
    assert raised.value.problems[0].row == 3
    assert raised.value.problems[0].file == "data/school.toml"


def test_file_in_another_encoding_is_refused(data: Path) -> None:
    (data / settings.FILE).write_bytes('name = "虚构学校"'.encode("gb18030"))
    with pytest.raises(DataProblems, match="UTF-8"):
        settings.read(data)


def test_the_theme_itself_can_be_read() -> None:
    """What a school is held to, the colours it starts from keep as well."""
    found: list[str] = []
    for mode, colours in settings.theme().items():
        settings._check_legible(colours, colours, mode, lambda key, _: found.append(key))
    assert found == []


# --- a data folder begins -------------------------------------------------------------------------


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("there", [True, False], ids=["empty", "absent"])
def test_init_makes_a_folder(tmp_path: Path, there: bool) -> None:
    data = tmp_path / "学校 数据" / "data"
    if there:
        data.mkdir(parents=True)
    said = init_school.create(data, '虚构"学校', ["护理:医药卫生类", "幼儿保育：教育与体育类"])
    catalogue = {path.name for path in (paths.ROOT / "data" / "catalogue").glob("*.csv")}
    expected = {"school.toml", "editions", "catalogue"}
    assert files(data) == expected | {f"catalogue/{name}" for name in catalogue}
    assert {path.name for path in data.parent.iterdir()} == {"data"}  # nothing left beside it
    assert settings.read(data) == School(name='虚构"学校', colours={"light": {}, "dark": {}})
    majors = csv_rows(data / "catalogue/majors.csv")
    rows = [(row["major"], row["major_category"]) for row in majors]
    assert rows == [("护理", "医药卫生类"), ("幼儿保育", "教育与体育类")]
    for word in ("school.toml", "template", "publish", "DASHBOARD_DATA", "数据填报"):
        assert any(word in line for line in said), word


def test_init_without_majors_says_where_they_go(tmp_path: Path) -> None:
    said = init_school.create(tmp_path / "data", "虚构学校")
    assert any("在“专业”表列出" in line for line in said)
    text = (tmp_path / "data/catalogue/majors.csv").read_text(encoding="utf-8-sig")
    assert text.strip() == "major,major_category,aliases,opened,note"


@pytest.mark.parametrize(
    ("name", "majors", "said"),
    [
        (" ", [], "请写明学校名称"),
        ("甲\n乙", [], "请写明学校名称"),
        ("虚构学校", ["护理"], "专业「护理」写法不对"),
        ("虚构学校", ["护理:"], "写法不对"),
        ("虚构学校", ["护理:医药卫生类", "护理:卫生"], "写了两次"),
    ],
)
def test_init_refuses_what_it_cannot_read(
    tmp_path: Path, name: str, majors: list[str], said: str
) -> None:
    with pytest.raises(init_school.NotCreated, match=said):
        init_school.create(tmp_path / "data", name, majors)
    assert files(tmp_path) == set()


@pytest.mark.parametrize("there", ["catalogue/majors.csv", "school.toml", "editions/2024/x.csv"])
def test_init_touches_nothing_that_is_there(data: Path, there: str) -> None:
    kept = data / there
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("mine", encoding="utf-8")
    before = files(data.parent)
    with pytest.raises(init_school.NotCreated, match="没有改动任何内容"):
        init_school.create(data, "虚构学校")
    assert files(data.parent) == before
    assert kept.read_text(encoding="utf-8") == "mine"


def test_init_that_fails_leaves_nothing_half_done(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(init_school.NotCreated, match="磁盘空间"):
        init_school.create(data, "虚构学校")
    assert files(data.parent) == {"data"}


def test_settings_that_a_school_starts_with_say_all_that_can_be_set() -> None:
    text = (paths.ROOT / "dashboard" / "commands" / settings.FILE).read_text(encoding="utf-8")
    written = tomllib.loads(text)
    assert set(written) == {"name", "access", "records", "colours"}
    assert set(written["access"]) == set(Access.__dataclass_fields__)
    assert set(written["records"]) == set(Records.__dataclass_fields__)
