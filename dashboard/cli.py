"""The commands of ``python -m dashboard``.

Only the standard library is imported at the top: arguments are read before anything is installed.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

DEFAULT_PORT = 8501


class _Parser(argparse.ArgumentParser):
    """argparse, in Chinese where it speaks for itself."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"参数有误：{message}\n{self.format_usage()}")

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
        "--format", choices=("text", "csv", "json"), default="text", help="输出的格式，默认 text"
    )
    check.add_argument("--out", type=Path, help="写入文件，不写到屏幕；CSV 可用 Excel 直接打开")
    commands.add_parser("test", help="运行测试，后面可跟 pytest 的参数", add_help=False)
    commands.add_parser("benchmark", help="测量速度（同 python -m benchmarks）", add_help=False)
    commands.add_parser("screenshots", help="重新生成 docs/images/ 中的截图")
    commands.add_parser("dictionary", help="重新生成 docs/data-dictionary.md")

    given = list(arguments)
    if given[:1] in (["test"], ["benchmark"]):  # all that follows is theirs
        return argparse.Namespace(command=given[0], rest=given[1:])
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help"}):
        given.insert(0, "serve")
    return parser.parse_args(given)


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
    import pytest

    return int(pytest.main(options.rest))


def _build(options: argparse.Namespace) -> int:
    import duckdb

    from dashboard.build import build
    from dashboard.paths import DATA
    from dashboard.problems import DataProblems

    try:
        path = build(DATA, options.out)
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        return 1
    with duckdb.connect(path, read_only=True) as built:
        print(f"已生成 {path}，共 {len(built.table('observation'))} 条数据。")
    return 0


def _check(options: argparse.Namespace) -> int:
    """Audit what lies in data/ now; a fault in the files themselves comes before any finding."""
    from dashboard import check
    from dashboard.build import build, is_current
    from dashboard.paths import DATA, DATABASE
    from dashboard.problems import DataProblems

    try:
        if not is_current(DATA, DATABASE):
            build(DATA, DATABASE)
        edition, found = check.findings(DATABASE, options.edition)
    except (DataProblems, check.UnknownEdition) as problem:
        print(problem, file=sys.stderr)
        return 2
    for remark in check.lapsed(DATABASE, edition):
        print(remark, file=sys.stderr)
    text = check.written(edition, found, options.format)
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
    return 1 if check.unanswered_errors(found) else 0


def _from_data(options: argparse.Namespace) -> int:
    """Run what needs the data file, and no server of its own."""
    if not _has_data():
        return 1
    if options.command == "benchmark":
        from benchmarks.run import main as measure

        return measure(options.rest)
    if options.command == "screenshots":
        from dashboard.screenshots import take

        take()
    else:
        from dashboard.dictionary import write

        write()
    return 0


def _serve(options: argparse.Namespace) -> int:
    from dashboard.address import PortTaken, listen

    try:
        # First, as it is what fails most often and costs nothing.
        listener = listen(options.host, options.port)
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    with listener:
        if not _has_data():
            return 1
        from dashboard.server import serve

        return serve(listener, browser=not options.no_browser)


def _has_data() -> bool:
    """Bring the data file up to its inputs; False where there is nothing to show at all."""
    from dashboard.build import build, is_current
    from dashboard.paths import DATA, DATABASE
    from dashboard.problems import DataProblems

    if is_current(DATA, DATABASE):
        return True
    try:
        build(DATA, DATABASE)
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
    "benchmark": _from_data,
    "screenshots": _from_data,
    "dictionary": _from_data,
}


if __name__ == "__main__":  # inside an environment that is known to be right, without bootstrap
    sys.exit(main(sys.argv[1:]))
