"""How a figure that the reader has narrowed to several majors is parted."""

import pandas as pd

from dashboard.drawing import panels


def frame(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["period", "major", "category"])


def test_one_major_or_none_is_one_panel() -> None:
    rows = frame(("2023年", None, "优秀"), ("2023年", None, "良好"))
    assert [(caption, by) for caption, _, by in panels(rows, "category")] == [("", "category")]


def test_majors_take_the_place_of_a_single_series() -> None:
    rows = frame(("2023年", "会计事务", "优秀"), ("2023年", "计算机应用", "优秀"))
    assert [(caption, by) for caption, _, by in panels(rows, "category")] == [("", "major")]


def test_each_major_and_the_whole_school_has_its_own_panel() -> None:
    rows = frame(
        ("2023年", "会计事务", "优秀"),
        ("2023年", "计算机应用", "优秀"),
        ("2023年", None, "良好"),
        ("2023年", None, "优秀"),
    )
    parts = panels(rows, "category")
    assert [caption for caption, _, _ in parts] == ["会计事务", "计算机应用", "全校"]
    assert sum(len(part) for _, part, _ in parts) == len(rows)
