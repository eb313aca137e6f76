"""What can be asked for by name: a page, a part of one, or a question."""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dashboard import outline, paths
from dashboard.contract.codes import CHAPTER_PAGES
from dashboard.outline import two_years
from dashboard.outline.part import FigureSpec, Outline, question_of, specs
from dashboard.query import written
from dashboard.query.question import Question, Scope, load
from dashboard.text import fold, nearest

TWO_YEARS = two_years.NAME  # as if it were a part of each chapter, too
_OF_SCOPE = {"year_from", "year_to", "majors"}


class UnknownName(Exception):
    """A name of nothing, or of several things, and what to write instead (in Chinese)."""


@functools.cache
def pages() -> dict[str, Callable[[Scope], Outline]]:
    """Return what each page is made of, by the name of the page."""
    names = [module.name for module in pkgutil.iter_modules(outline.__path__)]
    modules = {name: importlib.import_module(f"{outline.__name__}.{name}") for name in names}
    # What the pages are made of stands beside them.
    return {name: one.outline for name, one in modules.items() if hasattr(one, "outline")}


def questions(names: Sequence[str], scope: Scope) -> list[Question]:
    """Return the figures that are asked for, each once, in order. Raises UnknownName."""
    found = [spec for name in names for spec in _found(name, scope).specs]
    return list(dict.fromkeys(question_of(spec, scope) for spec in found))


def title(names: Sequence[str], scope: Scope) -> str:
    """Name a collection as its page, part or question where it is one. Raises UnknownName."""
    return _found(names[0], scope).title if len(names) == 1 else "会议材料"


def _two_years(scope: Scope, key: str, of: str) -> "_Found":
    """Ask for the first year of the scope beside its last, of a chapter or of all of them."""
    if scope.year_from == scope.year_to:
        raise UnknownName(f"{TWO_YEARS}要两个年份，请写 --years，如 2023-2024。")
    chapter = next((number for number, page in CHAPTER_PAGES.items() if page == key), 0)
    if key and not chapter:
        raise UnknownName(f"{TWO_YEARS}按章，「{of}」不是一章；全部的直接写 {TWO_YEARS}。")
    asked = two_years.spec(scope.year_from, scope.year_to, chapter)
    return _Found(asked[1]["title"], [asked])


class _Found(NamedTuple):
    title: str
    specs: list[FigureSpec]


def _found(name: str, scope: Scope) -> _Found:
    made = {key: page(scope) for key, page in pages().items()}
    page, slash, part = (piece.strip() for piece in name.partition("/"))
    by_title = {fold(title): key for key, of in made.items() for title in _titles(of)}
    key = page if page in made else by_title.get(fold(page), "")
    # On the overview they are a part as any other, of the newest two years.
    if TWO_YEARS in (page, part) and key != "overview":
        return _two_years(scope, key, made[key].title if key else "")
    if key and slash:
        return _part(made[key], key, part)
    if key:
        return _Found(made[key].title, specs([of.rows for of in made[key].parts]))
    with_part = [(key, of) for key, of in made.items() if _has_part(of, page)]
    if len(with_part) > 1:
        ways = " 或 ".join(f"{key}/{page}" for key, _ in with_part)
        raise UnknownName(f"有几页都有「{page}」这一部分，请写明是哪一页的：{ways}。")
    if with_part:
        [(key, of)] = with_part
        return _part(of, key, page)
    return _question(name.strip(), made)


def _titles(of: Outline) -> tuple[str, str]:
    """A chapter goes by its name without its number, too."""
    return of.title, of.title.partition(" ")[2] or of.title


def _has_part(of: Outline, name: str) -> bool:
    return any(fold(part.name) == fold(name) for part in of.parts)


def _part(of: Outline, key: str, name: str) -> _Found:
    for part in of.parts:
        if fold(part.name) == fold(name):
            return _Found(part.name, specs(part.rows))
    known = [part.name for part in of.parts]
    if not known:
        raise UnknownName(f"「{of.title}」页现在没有内容。")
    raise UnknownName(
        f"「{of.title}」页没有「{name[:40]}」这一部分{nearest(name, known) or '。'}"
        f"有的是：{'、'.join(known)}。写成 {key}/{known[0]}。"
    )


def _question(name: str, made: dict[str, Outline]) -> _Found:
    shown = [spec for of in made.values() for part in of.parts for spec in specs(part.rows)]
    known = [one.stem for one in paths.QUERIES.glob("*.sql") if written.is_figure(one.stem)]
    if name not in known:
        words = [*made, *(title for of in made.values() for title in _titles(of)), *known]
        words += [part.name for of in made.values() for part in of.parts]
        raise UnknownName(
            f"没有叫「{name[:40]}」的页、部分或问题{nearest(name, words) or '。'}"
            f"页有：{'、'.join(made)}；部分写成 页/部分，问题是 queries/ 里的文件名。"
        )
    # As it stands by itself, else as pages bind it.
    lacking = sorted(load(name).parameters - _OF_SCOPE)
    bound: list[FigureSpec] = [
        spec for spec in shown if not isinstance(spec, str) and spec[0] == name
    ]
    if lacking and not bound:
        raise UnknownName(
            f"「{name}」要先选定 {'、'.join(lacking)}，不能单独导出；请在页面上选好再下载。"
        )
    return _Found(load(name).title, bound if lacking else [name])
