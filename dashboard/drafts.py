"""An edition that is being prepared: kept apart, for its author alone, until it is published."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from dashboard import intake, paths, versions, workbook
from dashboard.build import build
from dashboard.problems import DataProblems
from dashboard.ruled import Fault
from dashboard.workbook import Refused

FOLDER = "drafts"
LARGEST = 10_000_000  # bytes; more is no filled-in template
WAYS = (".xlsx", ".csv")

_RECORD = "draft.json"
_MOST = 3  # drafts that one author keeps; the oldest goes first
_MOST_IN_ALL = 40
# Which draft each author looks at on the pages, for as long as the server runs.
_previews: dict[str, Path] = {}

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
    faults: list[Fault] = field(default_factory=list)
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

    def confirm(self, keys: list[str]) -> None:
        """Keep which jumps are confirmed, so that nobody is asked twice."""
        self.confirmed = sorted(keys)
        self._save()

    def discard(self) -> None:
        """Take the draft away; whoever looked at it looks at what is published again."""
        stop_preview(self.author, self)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _save(self) -> None:
        record = asdict(self) | {"folder": ""}
        beside = self.folder / f"{_RECORD}.new"
        beside.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        beside.replace(self.folder / _RECORD)


def make(data: Path, author: str, file: str, content: bytes, progress: Progress) -> Draft:
    """Read a file that somebody filled in, and build what it would become.

    Raises Refused, in Chinese, where nothing can be made of the file; faults in its cells stand
    in the draft. ``progress`` is told each step in a few words.
    """
    if Path(file).suffix.lower() not in WAYS:
        raise Refused(
            f"「{Path(file).name}」不是 .xlsx 或 .csv 文件；请在 Excel 或 WPS 中另存为"
            "“Excel 工作簿（*.xlsx）”。"
        )
    if len(content) > LARGEST:
        raise Refused(
            f"「{Path(file).name}」超过 {LARGEST // 1_000_000} MB，不像是填好的模板；"
            "请删去图片、多余的工作表和空行再上传。"
        )
    folder = data / FOLDER / secrets.token_hex(4)
    try:
        folder.mkdir(parents=True)
        draft = Draft(
            folder=folder,
            author=author,
            file=Path(file).name,
            sha256=hashlib.sha256(content).hexdigest(),
            made=datetime.now().astimezone().isoformat(timespec="seconds"),
            base=versions.state(data),
        )
        draft.upload.write_bytes(content)
        _fill(draft, data, progress)
        draft._save()  # noqa: SLF001 - last: a draft without its record is not there
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(
            f"草稿无法保存（{error.strerror}）；请检查磁盘空间和 {data / FOLDER} 的写入权限。"
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _tidy(data, author)
    return draft


def _fill(draft: Draft, data: Path, progress: Progress) -> None:
    progress("读取表格")
    taken = intake.read(draft.upload, draft.file, data)
    progress("逐格检查")
    if taken.year:
        intake.stage(taken, data, draft.staged)
    if versions.state(data) != draft.base:  # what was copied may be of both
        raise Refused("学校的数据刚刚更新过；请再上传一次。")
    draft.year, draft.filled = taken.year, taken.filled
    draft.faults, draft.remarks = taken.faults, taken.remarks
    if not draft.faults:
        progress("生成数据并核查")
        try:
            build(draft.staged)
        except DataProblems as problems:
            draft.faults = [Fault("", 0, 0, str(problem)) for problem in problems.problems]
    if draft.faults:
        shutil.rmtree(draft.staged, ignore_errors=True)
        if draft.upload.suffix == ".xlsx":
            progress("在表格中标出问题")
            cells = [(one.sheet, one.row, one.column, one.message) for one in draft.faults]
            workbook.mark(draft.upload, cells, draft.marked)


def of(data: Path, author: str) -> list[Draft]:
    """Return the drafts of an author, the newest first."""
    return [draft for draft in every(data) if draft.author == author]


def preview(draft: Draft) -> None:
    """Let the author look at the draft on every page."""
    _previews[draft.author] = draft.folder


def stop_preview(author: str, draft: Draft | None = None) -> None:
    """Let the author look at what is published; with ``draft``, only where it was that one."""
    if draft is None or _previews.get(author) == draft.folder:
        _previews.pop(author, None)


def previewed(author: str) -> Draft | None:
    """Return the draft that an author looks at on every page."""
    folder = _previews.get(author)
    draft = _load(folder) if folder else None
    if draft is None or not draft.is_sound:
        _previews.pop(author, None)
        return None
    return draft


def every(data: Path) -> list[Draft]:
    """Return the drafts of all authors, the newest first."""
    folders = [path for path in (data / FOLDER).glob("*") if path.is_dir()]
    found = [draft for folder in folders if (draft := _load(folder))]
    return sorted(found, key=lambda draft: draft.made, reverse=True)


def _load(folder: Path) -> Draft | None:
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    faults = [Fault(**fault) for fault in record.pop("faults")]
    return Draft(**record | {"folder": folder, "faults": faults})


def _tidy(data: Path, author: str) -> None:
    """Keep the newest few: the workbook itself is with its author."""
    drafts = every(data)
    own = [draft for draft in drafts if draft.author == author]
    for draft in {one.name: one for one in (*own[_MOST:], *drafts[_MOST_IN_ALL:])}.values():
        draft.discard()
