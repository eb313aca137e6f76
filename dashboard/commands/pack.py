"""``python -m dashboard pack``: figures written into a file that goes into a meeting."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard.contract.faults import DataProblems
from dashboard.material import files, names
from dashboard.material.content import content
from dashboard.material.cover import LONGEST_TITLE, cover
from dashboard.query import scopes
from dashboard.query.connection import WarehouseUnavailable
from dashboard.query.question import Question, Scope
from dashboard.text import fold, nearest, visible

_DENIED = "没有写的权限"
_FAULTS = {
    errno.ENOSPC: "磁盘满了",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _DENIED,
}


class NotPacked(Exception):
    """Why nothing was written, and what to do about it (in Chinese)."""


def run(options: argparse.Namespace) -> int:
    """Write what is asked for; return the exit code: 2 for what was asked wrongly."""
    try:
        title = _title(options.title)
        scope = _scope(options.years, options.majors)
        asked = names.questions(options.names, scope)
        _check(options.out, options.format, asked)
        title = title or names.title(options.names, scope)
        heading = cover(title, options.date or date.today())  # noqa: DTZ011 - of here
        contents = [content(one) for one in asked]
        _write(options.out, files.FORMATS[options.format].write(contents, heading))
    except (NotPacked, names.UnknownName) as problem:
        print(visible(str(problem)), file=sys.stderr)
        return 2
    except (WarehouseUnavailable, DataProblems) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        why = _FAULTS.get(error.errno or 0, error.strerror)
        said = f"无法写入 {options.out}：{why}。请检查文件夹和权限。"
        print(visible(said), file=sys.stderr)
        return 1
    said = f"已写入 {options.out}，共 {len(asked)} 张图表（{'，'.join(scopes.words(scope))}）。"
    print(visible(said))
    return 0


def _title(given: str) -> str:
    if len(title := given.strip()) > LONGEST_TITLE:
        raise NotPacked(f"--title 最多 {LONGEST_TITLE} 个字，现有 {len(title)} 个，请写短些。")
    return title


def _scope(years: tuple[int, int] | None, majors: Sequence[str]) -> Scope:
    known = scopes.choices()
    first, last = years or (known.years[0], known.years[-1])
    within = [year for year in known.years if first <= year <= last]
    if not within:
        span = f"{known.years[0]}-{known.years[-1]}"
        raise NotPacked(f"{first}-{last} 年没有数据；有的是 {span}，请在这中间选。")
    meant = []
    for name in majors:
        if fold(name) not in known.spellings:
            likely = nearest(name, known.majors) or "。"
            raise NotPacked(
                f"没有「{name[:40]}」这个专业{likely}有的是：{'、'.join(known.majors)}。"
            )
        meant.append(known.spellings[fold(name)])
    return Scope(within[0], within[-1], tuple(dict.fromkeys(meant)))


def _check(out: Path, kind: str, asked: Sequence[Question]) -> None:
    """Refuse a place where the file cannot go, before anything is made."""
    if out.name in ("", ".."):
        raise NotPacked("-o 后面要写文件名，如 会议材料.pptx。")
    ending = files.FORMATS[kind].ending(asked)
    if not asked:
        raise NotPacked("所选的页或部分里没有图表，没有可以写的。")
    if out.suffix.lower() != ending:
        many = f"有 {len(asked)} 张图表，" if ending == ".zip" else ""
        raise NotPacked(f"{many}文件名要以 {ending} 结尾，如 {out.with_suffix(ending).name}。")
    try:
        if not out.parent.is_dir():
            raise NotPacked(f"没有 {out.parent} 这个文件夹；请先建立，或换一个位置。")
        out.lstat()  # a link to nowhere is there, too
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise NotPacked(f"文件名太长（{len(out.name)} 个字），系统不收；请写短些。") from None
    raise NotPacked(f"{out} 已经有了，没有改动它；请换一个名字，或先把它移走。")


def _write(out: Path, content: bytes) -> None:
    """Put the file in place whole or not at all."""
    part = out.with_name(f".{os.getpid()}.part")  # shorter than any name that the system takes
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
