"""The log of the versions: a line each, sealed by a hash that holds the hash of the line before."""

import codecs
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard import paths
from dashboard.publish import transaction
from dashboard.publish.transaction import NotPublished

_LONGEST = 200
_LINE_BREAKING = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True)
class Version:
    """One line of the log; ``output_sha256`` is empty where the inputs cannot be built."""

    number: int
    when: str
    who: str
    why: str
    kind: str
    edition: int | None
    input_sha256: str
    output_sha256: str
    of: int | None

    @property
    def folder(self) -> str:
        return f"{self.number:04}"


@dataclass(frozen=True)
class NewVersion:
    """What is known of a version before it is made."""

    who: str
    why: str
    kind: str
    edition: int | None = None
    of: int | None = None

    def __post_init__(self) -> None:
        verb = "恢复" if self.of else "发布"
        for name, text in ((f"谁{verb}", self.who), (f"为什么{verb}", self.why)):
            if not text:
                raise NotPublished(f"请写明{name}。")
            if len(text) > _LONGEST:
                raise NotPublished(f"「{name}」请不超过 {_LONGEST} 个字，现有 {len(text)} 个。")
            if any(unicodedata.category(character) in _LINE_BREAKING for character in text):
                raise NotPublished(f"「{name}」请写成一行，不含换行等控制字符。")


@dataclass
class Log:
    """What the log says; ``size`` is where its last readable line ends, in bytes."""

    versions: list[Version] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    size: int = 0
    last: str = ""  # the hash in the last line
    gained: str = ""  # lines still to be written

    def add(self, kept: Path, new: NewVersion, inputs: str, output: str) -> Version:
        version = Version(
            number=int(kept.name),
            when=datetime.now().astimezone().isoformat(timespec="seconds"),
            **asdict(new),
            input_sha256=inputs,
            output_sha256=output,
        )
        record = asdict(version) | {"previous": self.last}
        self.last = _sealed(record)
        line = json.dumps(record | {"sha256": self.last}, ensure_ascii=False)
        self.gained += f"{line}\n"
        self.versions.append(version)
        return version


def read_log(data: Path) -> Log:
    """Read the log as far as it can be read; a last line that was torn off is as if not there."""
    log = Log()
    path = data / paths.VERSIONS / transaction.LOG
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return log
    except OSError as error:
        log.faults.append(f"版本记录无法读取：{error.strerror}。")
        return log
    end = 0
    unreadable: list[int] = []
    for row, line in enumerate(content.splitlines(keepends=True), start=1):
        end += len(line)
        record = _record(line)
        if record is None:
            unreadable.append(row)
            continue
        log.faults += [f"版本记录第 {number} 行无法读取，可能被改动过。" for number in unreadable]
        unreadable.clear()
        version = _version(record)
        if record["previous"] != log.last or record["sha256"] != _sealed(record):
            message = f"版本记录第 {row} 行（第 {version.number} 版）或它前面的行被改动过。"
            log.faults.append(message)
        log.versions.append(version)
        log.last, log.size = record["sha256"], end
        log.gained = "" if line.endswith(b"\n") else "\n"
    return log


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except ValueError:
        return None
    texts = ("when", "who", "why", "kind", "input_sha256", "output_sha256", "previous", "sha256")
    wanted: dict[str, Any] = {"number": int, "edition": int | None, "of": int | None}
    wanted |= dict.fromkeys(texts, str)
    if not isinstance(record, dict) or set(record) != set(wanted):
        return None
    return record if all(isinstance(record[name], kind) for name, kind in wanted.items()) else None


def _version(record: Mapping[str, Any]) -> Version:
    return Version(**{name: record[name] for name in Version.__dataclass_fields__})


def _sealed(record: Mapping[str, Any]) -> str:
    """Hash a line, with the hash of the one before in it, whatever an editor did to its spaces."""
    content = {name: record[name] for name in record if name != "sha256"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def folders(data: Path) -> set[str]:
    folder = data / paths.VERSIONS
    return {path.name for path in folder.glob("[0-9]*") if path.name.isdecimal()}
