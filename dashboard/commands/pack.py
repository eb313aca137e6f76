"""``python -m dashboard pack``: figures written into a file that goes into a meeting."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard.contract.faults import DataProblems
from dashboard.material import files, names
from dashboard.material.content import content
from dashboard.material.cover import cover
from dashboard.query import scopes
from dashboard.query.connection import WarehouseUnavailable
from dashboard.query.question import Question, Scope
from dashboard.text import fold, nearest


class NotPacked(Exception):
    """Why nothing was written, and what to do about it (in Chinese)."""


def run(options: argparse.Namespace) -> int:
    """Write what is asked for; return the exit code: 2 for what was asked wrongly."""
    try:
        scope = _scope(options.years, options.majors)
        asked = names.questions(options.names, scope)
        _check(options.out, options.format, asked)
        heading = cover(names.title(options.names, scope), date.today())  # noqa: DTZ011 - of here
        contents = [content(one) for one in asked]
        _write(options.out, files.FORMATS[options.format].write(contents, heading))
    except (NotPacked, names.UnknownName) as problem:
        print(problem, file=sys.stderr)
        return 2
    except (WarehouseUnavailable, DataProblems) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"无法写入 {options.out}：{error.strerror}。请检查文件夹和权限。", file=sys.stderr)
        return 1
    print(f"已写入 {options.out}，共 {len(asked)} 张图表（{'，'.join(scopes.words(scope))}）。")
    return 0


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
    ending = files.FORMATS[kind].ending(asked)
    if not asked:
        raise NotPacked("所选的页或部分里没有图表，没有可以写的。")
    if out.suffix.lower() != ending:
        many = f"有 {len(asked)} 张图表，" if ending == ".zip" else ""
        raise NotPacked(f"{many}文件名要以 {ending} 结尾，如 {out.with_suffix(ending).name}。")
    if not out.parent.is_dir():
        raise NotPacked(f"没有 {out.parent} 这个文件夹；请先建立，或换一个位置。")
    if out.exists():
        raise NotPacked(f"{out} 已经有了，没有改动它；请换一个名字，或先把它移走。")


def _write(out: Path, content: bytes) -> None:
    """Put the file in place whole or not at all."""
    part = out.with_name(f".{os.getpid()}-{out.name}")
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
