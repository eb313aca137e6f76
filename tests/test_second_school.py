"""Another school from an empty folder to the screen, by commands and a workbook alone."""

from pathlib import Path

from dashboard.dev.live_server import running
from dashboard.intake.form_builder import layout
from dashboard.publish import versions
from dashboard.serve.visit import visit
from tests import another_school, filling
from tests.amount import exhaustive
from tests.another_school import FIRST, MAJORS, NAME
from tests.test_another_school import text_of
from tests.test_office import Office

FIRST_SCHOOL = ("乐清", "总工会", "计算机平面设计", "数字媒体技术应用")


@exhaustive
def test_a_school_is_on_screen_without_a_line_of_python(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "template.xlsx"
    office = Office(data)
    majors = [word for one, of in MAJORS.items() for word in ("--major", f"{one}:{of}")]
    assert office.run("init", "--name", NAME, *majors)[0] == 0
    assert office.run("template", FIRST, "-o", file)[0] == 0

    # SYNTHETIC: the figures of the made-up school, typed into its template.
    model = another_school.write(tmp_path / "model" / "data")
    book = filling.edition_filled(layout(data, FIRST), model, FIRST)
    file.write_bytes(filling.saved(book))
    code, said, told = office.run("publish", file, "--who", "办公室", "--why", "第一版", "--yes")
    assert (code, "这是第一版" in said) == (0, True), told

    settings = data / "school.toml"
    mine = settings.read_text(encoding="utf-8")
    mine = mine.replace("[colours.light]", '[colours.light]\nprimaryColor = "#7a1f5c"')
    settings.write_text(mine, encoding="utf-8")
    with running(tmp_path, environment={"DASHBOARD_DATA": str(data)}) as server:
        for page in ("", "profile", "training", "development", "forms", "audit", "about"):
            shown = text_of(visit(server.url, page))
            assert NAME in shown, page
            assert not [word for word in FIRST_SCHOOL if word in shown], page

    # The next template has this year's figures beside the empty cells.
    lines = [line for sheet in layout(data, FIRST + 1).sheets for line in sheet.lines]
    assert "450" in {line.last_printed for line in lines}
    assert [version.number for version in versions.history(data)] == [2, 1]
