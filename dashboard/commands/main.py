"""The commands of ``python -m dashboard``.

Only the standard library is imported at the top: arguments are read before anything is installed.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from dashboard.contract.codes import RECORD_LISTS
from dashboard.contract.period import FIRST_YEAR, LAST_YEAR
from dashboard.text import day, visible

DEFAULT_PORT = 8501
PACKED = ("csv", "docx", "pptx", "xlsx")  # kinds of file, as dashboard.material.files writes them


class _Parser(argparse.ArgumentParser):
    """argparse, in Chinese where it speaks for itself."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"参数有误：{visible(message)}\n{self.format_usage()}")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：")

    def format_help(self) -> str:
        text = super().format_help().replace("usage:", "用法：").replace("options:", "选项：")
        return text.replace("positional arguments:", "命令：").replace(
            "show this help message and exit", "显示本说明"
        )


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; without a command it is ``serve``. Exits on --help and on a slip."""
    parser = _Parser(prog="python -m dashboard", description="教育质量年报数据看板")
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令")
    serve = commands.add_parser("serve", help="启动看板（不写命令时也是它）")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT, help="端口，默认 8501")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help="监听地址；默认只有本机能打开，0.0.0.0 则同一网络的电脑都能打开",
    )
    serve.add_argument("--no-browser", action="store_true", help="启动后不打开浏览器")
    build = commands.add_parser("build", help="检查 data/ 下的数据并生成数据文件")
    build.add_argument("--out", type=Path, help="数据文件的位置，默认 data/school.duckdb")
    check = commands.add_parser("check", help="核查报告自相矛盾之处；有未答复的错误时退出码为 1")
    check.add_argument("--edition", type=int, help="哪一年版的报告，默认最新一版")
    check.add_argument(
        "--format",
        choices=("text", "csv", "json"),
        default="text",
        help="输出的格式，默认 text；csv 给人看，程序读 json",
    )
    check.add_argument("--out", type=Path, help="写入文件，不写到屏幕；CSV 可用 Excel 直接打开")
    _add_pack(commands)
    _add_office(commands)
    commands.add_parser("test", help="运行测试；--all 测试全部，也可跟 pytest 参数", add_help=False)
    commands.add_parser("lint", help="检查代码、类型和 SQL 的写法")
    commands.add_parser("benchmark", help="测量速度（同 python -m benchmarks）", add_help=False)
    commands.add_parser("screenshots", help="重新生成 docs/images/ 中的截图")
    commands.add_parser("dictionary", help="重新生成 docs/data-dictionary.md")

    given = list(arguments)
    if given[:1] in (["test"], ["benchmark"]):  # all that follows is theirs
        return argparse.Namespace(command=given[0], rest=given[1:])
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help"}):
        given.insert(0, "serve")
    return parser.parse_args(given)


def _year(text: str) -> int:
    if not (text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise argparse.ArgumentTypeError(f"年份应为四位数字，如 2025，现为 {text}")
    return int(text)


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    years = _year(first), _year(last or first)
    if years[0] > years[1]:
        raise argparse.ArgumentTypeError(f"年份要从早到晚，如 {last}-{first}，现为 {text}")
    return years


def _majors(text: str) -> list[str]:
    return [name.strip() for name in re.split("[,，、]", text) if name.strip()]


def _date(text: str) -> date:
    if not (found := day(text)):
        raise argparse.ArgumentTypeError(f"日期应写成 2026-12-01，现为 {text}")
    return date.fromisoformat(found)


def _packed(text: str) -> str:
    if text not in PACKED:
        raise argparse.ArgumentTypeError(f"应为 {'、'.join(PACKED)} 之一，现为 {text}")
    return text


def _add_pack(commands: "argparse._SubParsersAction[_Parser]") -> None:
    pack = commands.add_parser("pack", help="把图表写进一个文件，带去开会")
    pack.add_argument(
        "names",
        metavar="NAME",
        nargs="+",
        help="一页（training）、一个部分（training/体质健康）或一个问题（fitness_grades），可以有几个",
    )
    pack.add_argument("--years", type=_years, help="从哪年到哪年，如 2020-2024；默认全部")
    pack.add_argument("--majors", type=_majors, default=[], help="专业，几个之间用逗号；默认全校")
    pack.add_argument(
        "--format", type=_packed, metavar="|".join(PACKED), required=True, help="文件的种类"
    )
    pack.add_argument("-o", "--out", type=Path, required=True, help="写到哪里")
    pack.add_argument("--title", default="", help="封面上的名称；默认是所选的页或部分")
    pack.add_argument("--date", type=_date, help="封面上的日期，如 2026-12-01；默认今天")


def _add_office(commands: "argparse._SubParsersAction[_Parser]") -> None:
    template = commands.add_parser("template", help="生成新一版年报的填报模板（Excel 或 CSV）")
    template.add_argument("year", type=_year, help="年报的年份，如 2025")
    template.add_argument("-o", "--out", type=Path, help="写到哪里；.xlsx 或 .csv")
    template.add_argument(
        "--filled", action="store_true", help="填好这一年已发布的数，改过再检查、发布（只有 .xlsx）"
    )
    review = commands.add_parser("review", help="检查填好的模板，说出会改动什么，不发布")
    publish = commands.add_parser("publish", help="发布填好的模板")
    for command in (review, publish):
        command.add_argument("file", type=Path, help="填好的模板，.xlsx 或 .csv")
        command.add_argument("--marked", type=Path, help="把标出问题的表格写到这里")
    rollback = commands.add_parser("rollback", help="恢复到以前的一版")
    rollback.add_argument("version", type=int, help="版本号，见 versions")
    publish.add_argument("--yes", action="store_true", help="相差很大的数和新的错误都看过，不再问")
    publish.add_argument("--why", required=True, help="为什么发布")
    rollback.add_argument("--why", help="为什么恢复")
    for command in (publish, rollback):
        command.add_argument("--who", required=True, help="由谁发布，如 质量办")
    records = commands.add_parser(
        "records", help="汇总本校的名单（体测、视力、学籍、毕业生）；不加 --yes 只预览，不公布"
    )
    records.add_argument("files", metavar="FILE", nargs="+", type=Path, help="名单，可以有几个")
    records.add_argument(
        "--year", type=_year, required=True, help="学年，写它开始的那一年，如 2024"
    )
    records.add_argument("--kind", choices=RECORD_LISTS, help="名单的种类；看不出来时才要写")
    records.add_argument("--who", required=True, help="由谁公布，如 体育组")
    records.add_argument("--yes", action="store_true", help="看过预览，公布")
    commands.add_parser("versions", help="列出发布过的每一版")
    init = commands.add_parser("init", help="为一所还没有数据的学校建立数据文件夹")
    init.add_argument("--name", required=True, help="学校名称")
    init.add_argument(
        "--major", action="append", default=[], help="一个专业，写成 专业:专业大类；可重复"
    )


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nobody is shown a traceback unasked."""
    options = parse(arguments)
    try:
        return _COMMANDS[options.command](options)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("DASHBOARD_DEBUG"):
            raise
        print(
            f"程序出错，没有完成：{type(error).__name__}：{error}\n"
            "请把上面这一行告诉维护人员（设置环境变量 DASHBOARD_DEBUG=1 再运行可看到详情）。",
            file=sys.stderr,
        )
        return 1


def _test(options: argparse.Namespace) -> int:
    from dashboard.dev import side_by_side

    return side_by_side.run(options.rest)


def _lint(_options: argparse.Namespace) -> int:
    from dashboard.commands.lint import lint

    return lint()


def _build(options: argparse.Namespace) -> int:
    from dashboard.contract.faults import DataProblems
    from dashboard.paths import DATA
    from dashboard.publish.rebuild import rebuild
    from dashboard.publish.versions import NotPublished, recover
    from dashboard.query.connection import rows

    try:
        recover(DATA)
        path = rebuild(DATA, options.out)
    except NotPublished as problem:
        print(problem, file=sys.stderr)
        return 1
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        return 1
    print(f"已生成 {path}，共 {len(rows(path, 'observation'))} 条数据。")
    return 0


def _check(options: argparse.Namespace) -> int:
    """Audit what lies in data/ now; a fault in the files themselves comes before any finding."""
    from dashboard.commands import check
    from dashboard.contract.faults import DataProblems
    from dashboard.paths import DATA, DATABASE
    from dashboard.publish.rebuild import is_current, rebuild

    try:
        if not is_current(DATA, DATABASE):
            rebuild(DATA, DATABASE)
        edition, found = check.findings(DATABASE, options.edition)
    except (DataProblems, check.UnknownEdition) as problem:
        print(problem, file=sys.stderr)
        return 2
    for remark in check.lapsed(DATABASE):
        print(remark, file=sys.stderr)
    text = check.written(DATABASE, edition, found, options.format)
    if options.out:
        # With the mark by which Excel knows the encoding.
        encoding = "utf-8-sig" if options.format == "csv" else "utf-8"
        try:
            options.out.write_text(text, encoding=encoding, newline="")
        except OSError as error:
            print(
                f"无法写入 {options.out}：{error.strerror}。请检查文件夹和权限。", file=sys.stderr
            )
            return 2
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        sys.stdout.write(text)
    return 1 if check.has_open_error(found) else 0


def _office(options: argparse.Namespace) -> int:
    from dashboard.commands.office import run

    return run(options)


def _records(options: argparse.Namespace) -> int:
    from dashboard.commands.records import run

    return run(options)


def _pack(options: argparse.Namespace) -> int:
    if not _has_data():
        return 1
    from dashboard.commands.pack import run

    return run(options)


def _from_data(options: argparse.Namespace) -> int:
    """Run what needs the data file, and no server of its own."""
    if not _has_data():
        return 1
    if options.command == "benchmark":
        from benchmarks.run import main as measure

        return measure(options.rest)
    if options.command == "screenshots":
        from dashboard.dev.screenshots import take

        take()
    else:
        from dashboard.commands.dictionary import write

        write()
    return 0


def _serve(options: argparse.Namespace) -> int:
    from dashboard.serve.listen import PortTaken, listen

    try:
        # First, as it is what fails most often and costs nothing.
        listener = listen(options.host, options.port)
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    with listener:
        if not _is_new() and not _has_data():
            return 1
        from dashboard.serve.server import serve

        return serve(listener, browser=not options.no_browser)


def _is_new() -> bool:
    """Tell a school without any edition yet: its server starts, and says how to begin."""
    from dashboard.paths import DATA, DATABASE, is_new

    return is_new(DATA) and not DATABASE.exists()


def _has_data() -> bool:
    """Bring the data file up to its inputs; False where there is nothing to show at all."""
    from dashboard.contract.faults import DataProblems
    from dashboard.paths import DATA, DATABASE
    from dashboard.publish.rebuild import is_current, rebuild

    if is_current(DATA, DATABASE):
        return True
    try:
        rebuild(DATA, DATABASE)
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        if not DATABASE.exists():
            print("还没有可用的数据文件，看板无法启动；请按上面的说明改正数据。", file=sys.stderr)
            return False
        print("看板将使用上一次生成的数据。", file=sys.stderr)
    return True


_COMMANDS = {
    "serve": _serve,
    "build": _build,
    "check": _check,
    "test": _test,
    "lint": _lint,
    "benchmark": _from_data,
    "screenshots": _from_data,
    "dictionary": _from_data,
    "records": _records,
    "pack": _pack,
    **dict.fromkeys(("template", "review", "publish", "versions", "rollback", "init"), _office),
}


if __name__ == "__main__":  # inside an environment that is known to be right, without bootstrap
    sys.exit(main(sys.argv[1:]))
