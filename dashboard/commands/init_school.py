"""``python -m dashboard init``: the data folder of a school that has no figures yet."""

import csv
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard import paths, settings
from dashboard.paths import ROOT

_SETTINGS = Path(__file__).with_name(settings.FILE)
_NAME = 'name = ""'
_OWN = "majors.csv"  # the one file of the catalogue that is not the same for every school


class NotCreated(Exception):
    """The folder is left as it was; the text is meant for whoever gave the command."""


def create(data: Path, name: str, majors: Sequence[str] = ()) -> list[str]:
    """Make the data folder of a school and return what to do next, line by line.

    ``majors`` are written 专业:专业大类. The folder must be empty or not there at all; it comes
    into being whole or not at all. Raises NotCreated.
    """
    name = name.strip()
    if not name or not name.isprintable():
        raise NotCreated("请写明学校名称，如 --name 某某职业技术学校。")
    rows = _majors(majors)
    try:
        _check_empty(data)
        data.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".creating-", dir=data.parent) as folder:
            made = Path(folder) / "data"
            _write(made, name, rows)
            if data.exists():
                data.rmdir()  # as Windows puts nothing in the place of a folder, even an empty one
            made.rename(data)
    except OSError as error:
        reason = error.strerror or error
        raise NotCreated(f"无法建立 {data}（{reason}）；请检查权限、磁盘空间和路径。") from error
    return _next_steps(data, bool(rows))


def _check_empty(data: Path) -> None:
    if data.exists() and not data.is_dir():
        raise NotCreated(f"{data} 是一个文件，不是文件夹；请换一个位置。")
    if data.is_dir() and (inside := sorted(entry.name for entry in data.iterdir())):
        some = "、".join(inside[:5]) + ("等" if len(inside) > 5 else "")
        raise NotCreated(
            f"{data} 里已有 {some}，没有改动任何内容。请用空文件夹或尚不存在的文件夹："
            "先把环境变量 DASHBOARD_DATA 设为它的位置，再运行一次。"
        )


def _majors(given: Sequence[str]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for one in given:
        parts = [part.strip() for part in one.replace("：", ":").split(":")]
        if len(parts) != 2 or not all(parts):
            raise NotCreated(f"专业「{one}」写法不对；应写成 专业:专业大类，如 护理:医药卫生类。")
        if parts[0] in dict(rows):
            raise NotCreated(f"专业「{parts[0]}」写了两次；请删去一个。")
        rows.append((parts[0], parts[1]))
    return rows


def _write(made: Path, name: str, majors: list[tuple[str, str]]) -> None:
    (made / paths.EDITIONS).mkdir(parents=True)
    empty = _SETTINGS.read_text(encoding="utf-8")
    named = empty.replace(_NAME, f"name = {json.dumps(name, ensure_ascii=False)}", 1)
    (made / settings.FILE).write_text(named, encoding="utf-8", newline="\n")
    kept = made / paths.CATALOGUE
    kept.mkdir()
    for path in (ROOT / "data" / paths.CATALOGUE).glob("*.csv"):
        if path.name == _OWN:
            header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
            with (kept / _OWN).open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, header, restval="")
                writer.writeheader()
                writer.writerows({"major": major, "major_category": of} for major, of in majors)
        else:
            shutil.copyfile(path, kept / path.name)


def _next_steps(data: Path, has_majors: bool) -> list[str]:
    year = time.localtime().tm_year
    book = f"{year}.xlsx"
    template = f"python -m dashboard template {year} -o {book}"
    publish = f'python -m dashboard publish {book} --who 质量办 --why "第一版数据"'
    majors = "“专业”表已有所写的专业。" if has_majors else "先在“专业”表列出本校的专业。"
    steps = [
        f"把 {data / settings.FILE} 打开看一遍：校名、谁可以看、谁可以发布、颜色。",
        f"运行 {template}，得到要填的工作簿（{year} 是报告的年份）。",
        f"填写工作簿；{majors}",
        f"运行 {publish}，检查无误即发布；或者运行 python -m dashboard，在“数据填报”页上传、检查。",
    ]
    return [
        f"已在 {data} 建立数据文件夹。以后运行各命令时，环境变量 DASHBOARD_DATA 都要设为它。",
        *(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
    ]
