"""An edition that is being prepared: kept apart, for its author alone, until it is published."""

import contextlib
import errno
import hashlib
import json
import logging
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from dashboard import paths, xlsx
from dashboard.contract.faults import CellProblem, DataProblems, Refused
from dashboard.intake import apart, reading, upload
from dashboard.intake.upload import LONGEST_NAME
from dashboard.publish import versions
from dashboard.publish.rebuild import is_current
from dashboard.text import short
from dashboard.xlsx import child
from dashboard.xlsx.child import Waiting

_RECORD = "draft.json"
# An empty file in the folder of a draft that its author looks at on every page: any server on the
# data folder knows of it, and it goes with the draft.
_LOOKED_AT = "looked-at"
_MOST = 3  # drafts that one author keeps; the oldest goes first
_MOST_IN_ALL = 40
_ABANDONED = 3600.0  # seconds, after which nobody works any more on what never became a draft
_LISTED = 500  # faults; who has more has pasted something in the wrong place
_LONGEST = 500  # characters of a message
_GONE = "这份草稿已经不在了：在另一个窗口里发布、放弃或换成了新的。请刷新本页。"

Progress = Callable[[str], None]


@dataclass
class Draft:
    """What one file came to: its faults, or a staged data folder with the data file built.

    ``base`` is the state of the school's data it was made on; ``confirmed`` says, by jump, that
    somebody has looked and the figure is right.
    """

    folder: Path
    author: str
    file: str
    sha256: str
    made: str
    base: str
    year: int = 0
    filled: int = 0
    faults: list[CellProblem] = field(default_factory=list)
    unlisted: int = 0  # faults beyond those that are kept
    unmarked: str = ""  # why there is no workbook with its faults marked
    remarks: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def staged(self) -> Path:
        return self.folder / "data"

    @property
    def database(self) -> Path:
        return self.staged / paths.DATABASE.name

    @property
    def upload(self) -> Path:
        return self.folder / f"upload{Path(self.file).suffix.lower()}"

    @property
    def marked(self) -> Path:
        """The workbook with its faulty cells marked; only there where it has any."""
        return self.folder / "marked.xlsx"

    @property
    def is_sound(self) -> bool:
        return not self.faults and self.database.exists()

    @property
    def is_whole(self) -> bool:
        """Tell whether what would be published is what was read and looked at."""
        return is_current(self.staged)

    def confirm(self, keys: list[str]) -> None:
        """Keep which jumps are confirmed, so that nobody is asked twice. Raises Refused."""
        self.confirmed = sorted(keys)
        try:
            self.save()
        except FileNotFoundError:
            raise Refused(_GONE) from None
        except OSError as error:
            raise _not_kept(error) from error

    def discard(self) -> None:
        """Take the draft away; whoever looked at it looks at what is published again."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def save(self) -> None:
        record = asdict(self) | {"folder": ""}
        beside = self.folder / f"{_RECORD}.new"
        beside.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        beside.replace(self.folder / _RECORD)


def make(  # noqa: PLR0917
    data: Path,
    author: str,
    file: str,
    content: bytes,
    progress: Progress,
    waiting: Waiting = child.nobody_asks,
) -> Draft:
    """Read a file that somebody filled in, and build what it would become.

    Raises Refused, in Chinese, where nothing can be made of the file; faults in its cells stand
    in the draft. ``progress`` is called with each step, in a few words; ``waiting`` now and then:
    what it raises ends the work, and nothing is left of it.
    """
    file = upload.file_name(file)
    upload.check(file, content)
    folder = data / paths.DRAFTS / secrets.token_hex(4)
    try:
        folder.parent.mkdir(exist_ok=True)  # not the data folder: it may have been moved away
        folder.mkdir()
        draft = Draft(
            folder=folder,
            author=author,
            file=file,
            sha256=hashlib.sha256(content).hexdigest(),
            made=datetime.now().astimezone().isoformat(timespec="seconds"),
            base=versions.state(data),
        )
        draft.upload.write_bytes(content)
        _fill(draft, data, progress, waiting)
        draft.save()  # last: a draft without its record is not there
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _not_kept(error) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _tidy(data, author)
    return draft


def _fill(draft: Draft, data: Path, progress: Progress, waiting: Waiting) -> None:
    progress("读取表格")
    # A CSV file is taken apart by whoever understands it.
    whole = reading.is_whole(draft.file)
    filled = xlsx.read(draft.upload, waiting) if whole else draft.upload
    progress("逐格检查")
    read = apart.understand(filled, data, draft.staged, waiting)
    if versions.state(data) != draft.base:  # what was copied may be of both
        raise Refused("学校的数据刚刚更新过；请再上传一次。")
    draft.year, draft.filled = read.year, read.filled
    draft.remarks = [short(remark, _LONGEST) for remark in read.remarks[:_LISTED]]
    found = read.faults
    if not found:
        progress("生成数据并核查")
        try:
            apart.build(draft.staged, waiting)
        except DataProblems as problems:
            found = [CellProblem("", 0, 0, str(problem)) for problem in problems.problems]
    if found:
        _keep_faults(draft, found, progress, waiting)


def _keep_faults(
    draft: Draft, found: list[CellProblem], progress: Progress, waiting: Waiting
) -> None:
    """Keep what is to be mended, with the workbook in which it is marked."""
    draft.unlisted = max(len(found) - _LISTED, 0)
    draft.faults = [
        replace(one, sheet=short(one.sheet, LONGEST_NAME), message=short(one.message, _LONGEST))
        for one in found[:_LISTED]
    ]
    shutil.rmtree(draft.staged, ignore_errors=True)
    if draft.upload.suffix == ".xlsx":
        progress("在表格中标出问题")
        try:
            xlsx.mark(draft.upload, draft.faults, draft.marked, waiting)
        except Refused as refused:  # the list is there all the same
            draft.unmarked = str(refused)


def _not_kept(error: BaseException) -> Refused:
    """Say that a draft could not be written, and put in the log what the system says to that."""
    logging.getLogger(__name__).warning("a draft was not kept: %s", error)
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ENOENT:
        why = "学校的数据文件夹不在了，可能被移走或改了名；请管理员把它放回原处"
    elif number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        why = "看板没有写入数据文件夹的权限；请管理员检查"
    elif number in {errno.ENOSPC, errno.EFBIG}:
        why = "磁盘已满；请管理员腾出空间"
    else:
        why = "系统没有让看板写入数据文件夹，多半是磁盘已满；请管理员检查，原因已记在服务器的日志里"
    return Refused(f"草稿无法保存：{why}，然后再试一次。已发布的数据没有变化。")


def of(data: Path, author: str) -> list[Draft]:
    """Return the drafts of an author, the newest first."""
    return [draft for draft in every(data) if draft.author == author]


def preview(data: Path, draft: Draft) -> None:
    """Let the author look at the draft on every page. Raises Refused."""
    stop_preview(data, draft.author)
    try:
        (draft.folder / _LOOKED_AT).touch()
    except FileNotFoundError:
        raise Refused(_GONE) from None
    except OSError as error:
        raise _not_kept(error) from error


def stop_preview(data: Path, author: str) -> None:
    """Let the author look at what is published."""
    for draft in _looked_at(data, author):
        with contextlib.suppress(OSError):
            (draft.folder / _LOOKED_AT).unlink(missing_ok=True)


def previewed(data: Path, author: str) -> Draft | None:
    """Return the draft that an author looks at on every page."""
    return next((draft for draft in _looked_at(data, author) if draft.is_sound), None)


def _looked_at(data: Path, author: str) -> list[Draft]:
    if not author:
        return []
    marks = (data / paths.DRAFTS).glob(f"*/{_LOOKED_AT}")
    found = [draft for mark in marks if (draft := _load(mark.parent))]
    return [draft for draft in found if draft.author == author]


def every(data: Path) -> list[Draft]:
    """Return the drafts of all authors, the newest first."""
    folders = [path for path in (data / paths.DRAFTS).glob("*") if path.is_dir()]
    found = [draft for folder in folders if (draft := _load(folder))]
    return sorted(found, key=lambda draft: draft.made, reverse=True)


def _load(folder: Path) -> Draft | None:
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        faults = [CellProblem(**fault) for fault in record.pop("faults")]
        draft = Draft(**record | {"folder": folder, "faults": faults})
        return draft if _is_as_written(draft) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _is_as_written(draft: Draft) -> bool:
    """Tell whether all is of its kind; else one record changed by hand would stop every list."""
    texts = [draft.author, draft.file, draft.sha256, draft.made, draft.base, draft.unmarked]
    texts += [*draft.remarks, *draft.confirmed]
    numbers = [draft.year, draft.filled, draft.unlisted]
    for one in draft.faults:
        texts += [one.sheet, one.message]
        numbers += [one.row, one.column]
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(number, int) for number in numbers
    )


def _tidy(data: Path, author: str) -> None:
    """Keep the newest few: the workbook itself is with its author."""
    drafts = every(data)
    own = [draft for draft in drafts if draft.author == author]
    for draft in {one.name: one for one in (*own[_MOST:], *drafts[_MOST_IN_ALL:])}.values():
        draft.discard()
    # What a server that was killed was at work on.
    for folder in set((data / paths.DRAFTS).glob("*")) - {draft.folder for draft in drafts}:
        with contextlib.suppress(OSError):
            if not _load(folder) and folder.stat().st_mtime < time.time() - _ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
