"""The office's commands: template, review, publish, versions, rollback, init."""

import argparse
import sys
from pathlib import Path

from dashboard import paths
from dashboard.commands.init_school import NotCreated, create
from dashboard.contract.codes import SEVERITIES, VERSION
from dashboard.contract.faults import DataProblems, Refused
from dashboard.intake import drafts, filled_edition, review, upload
from dashboard.intake.drafts import Draft
from dashboard.intake.form_builder import layout
from dashboard.intake.review import ADDED, CHANGED, GONE, SAME, Review
from dashboard.paths import DATA
from dashboard.publish import versions
from dashboard.publish.rebuild import is_current, rebuild
from dashboard.publish.versions import NotPublished

_AUTHOR = "命令行"
_SHOWN = 40  # lines of a list that may be long
_YES = {"y", "yes", "是", "对"}


def run(options: argparse.Namespace) -> int:
    """Run one of the office's commands; return its exit code."""
    try:
        return _COMMANDS[options.command](options)
    except (DataProblems, NotCreated, NotPublished, Refused) as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(f"无法读写 {error.filename}：{error.strerror}。", file=sys.stderr)
    return 1


def _template(options: argparse.Namespace) -> int:
    from dashboard.intake import template

    name = f"{options.year}年报{'已填' if options.filled else ''}填报模板.xlsx"
    out: Path = options.out or Path(name)
    if out.suffix.lower() not in upload.ENDINGS:
        print(f"「{out.name}」应以 .xlsx 或 .csv 结尾。", file=sys.stderr)
        return 2
    if options.filled and out.suffix.lower() != ".xlsx":
        print("填好的模板只能写成 .xlsx。", file=sys.stderr)
        return 2
    if options.filled:
        out.write_bytes(filled_edition.workbook(DATA, options.year))
        print(
            f"已生成 {out}，填的是 {options.year} 年版现有的数。改好以后运行："
            f"python -m dashboard review {out}"
        )
        return 0
    write = template.csv_text if out.suffix.lower() == ".csv" else template.workbook
    out.write_bytes(write(layout(DATA, options.year)))
    print(f"已生成 {out}。填好以后运行：python -m dashboard review {out}")
    return 0


def _review(options: argparse.Namespace) -> int:
    _bring_up_to_date()
    draft = _read(options.file)
    try:
        if not _is_sound(draft, options.marked):
            return 1
        _tell(draft, review.review(draft.year, draft.database))
    finally:
        draft.discard()
    return 0


def _publish(options: argparse.Namespace) -> int:
    _bring_up_to_date()
    draft = _read(options.file)
    try:
        if not _is_sound(draft, options.marked):
            return 1
        found = review.review(draft.year, draft.database)
        _tell(draft, found)
        if not (options.yes or _confirmed(found)):
            print("没有发布。", file=sys.stderr)
            return 1
        version = versions.publish(
            *(DATA, draft.staged),
            who=options.who,
            why=options.why,
            edition=draft.year,
            base=draft.base,
        )
    finally:
        draft.discard()
    print(f"已发布为第 {version.number} 版。")
    return 0


def _bring_up_to_date() -> None:
    """Build what a candidate is held against, where the school has any edition."""
    versions.recover(DATA)
    if paths.visible(DATA / paths.EDITIONS) and not is_current(DATA):
        rebuild(DATA)


def _read(file: Path) -> Draft:
    with file.open("rb") as source:
        # A byte more than may be, so that the reader sees that it is too much.
        content = source.read(upload.LARGEST + 1)
    return drafts.make(
        DATA, _AUTHOR, file.name, content, lambda step: print(f"{step}……", file=sys.stderr)
    )


def _is_sound(draft: Draft, marked: Path | None) -> bool:
    if draft.is_sound:
        return True
    print(f"{draft.file} 有 {len(draft.faults)} 处要改，没有发布：", file=sys.stderr)
    for fault in draft.faults:
        print(f"  {fault}", file=sys.stderr)
    if marked and draft.marked.exists():
        marked.write_bytes(draft.marked.read_bytes())
        print(f"标出问题的表格：{marked}", file=sys.stderr)
    return False


def _tell(draft: Draft, found: Review) -> None:
    against = f"与 {found.compared} 年版对照" if found.compared else "这是第一版"
    counts = "，".join(f"{kind} {found.counted(kind)}" for kind in (CHANGED, ADDED, GONE, SAME))
    print(f"{draft.year} 年版，填了 {draft.filled} 格；{against}：{counts}。")
    for remark in draft.remarks:
        print(f"  · {remark}")
    for lapsed in found.lapsed:
        print(f"  · {lapsed}")
    new = "，".join(f"{severity} {found.found(severity, new=True)}" for severity in SEVERITIES)
    print(f"核查发现，同出一因的计一处：新出现的有{new}；原有 {found.found(new=False)} 处。")
    fresh = found.findings[found.findings["is_new"] & (found.findings["severity"] == "错误")]
    for message in fresh["message"].head(_SHOWN):
        print(f"  错误：{message}")
    if found.jumps:
        print(f"与上一期相差很大的数 {len(found.jumps)} 处：")
        for jump in found.jumps:
            print(f"  {jump}")


def _confirmed(found: Review) -> bool:
    """Ask about each jump, and about new errors; without anybody to ask, say what to do."""
    questions = [f"{jump}，确实如此吗？" for jump in found.jumps]
    if found.new_errors:
        questions.append(f"有 {found.new_errors} 处新的错误，报告确实这样印，仍要发布吗？")
    if questions and not sys.stdin.isatty():
        print("有要确认的地方；都看过、确实如此，请加 --yes。", file=sys.stderr)
        return False
    return all(input(f"{question}（y/n）").strip().lower() in _YES for question in questions)


def _versions(_: argparse.Namespace) -> int:
    for version in versions.history(DATA):
        print(
            f"第 {version.number} 版　{version.when[:16].replace('T', ' ')}　{version.who}　"
            f"{VERSION[version.kind]}{version.of or ''}　{version.why}　"
            f"输入 {version.input_sha256[:12]}　数据文件 {version.output_sha256[:12]}"
        )
    if problem := versions.broken(DATA):
        print(f"版本记录有问题：{problem}", file=sys.stderr)
        return 1
    return 0


def _rollback(options: argparse.Namespace) -> int:
    why = options.why or f"恢复到第 {options.version} 版"
    version = versions.rollback(DATA, options.version, who=options.who, why=why)
    print(f"已恢复到第 {options.version} 版，记为第 {version.number} 版。")
    return 0


def _init(options: argparse.Namespace) -> int:
    for line in create(DATA, options.name, options.major):
        print(line)
    return 0


_COMMANDS = {
    "template": _template,
    "review": _review,
    "publish": _publish,
    "versions": _versions,
    "rollback": _rollback,
    "init": _init,
}
