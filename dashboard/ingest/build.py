"""Build the data file: read and check every CSV, and only then put a new file in place."""

import hashlib
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dashboard import paths
from dashboard.contract import codes, units
from dashboard.contract.fault_sentences import problem
from dashboard.contract.faults import DataProblems, Fault, Problem
from dashboard.ingest import audit, catalogue, editions, records, rows, settling
from dashboard.ingest.record import Record

# In this order, so that whatever a row refers to is there before it.
_TABLES = (
    *("status", "severity", "record_list", "move", "part", "unit", "unit_scale", "source", "major"),
    *("indicator", "derivation", "record_indicator", "synonym", "standard", "relation", "operand"),
    *("edition", "observation", "fact", "omission", "claim", "class", "record", "build"),
)
# What the audit makes of them.
_FOUND = (
    *("audit_check", "audit_count", "finding", "finding_figure", "answer", "lapsed_answer"),
    "doubted_figure",
)
# The code that makes the data file: every module of these rooms, whatever it is called.
_CODE = (paths.CODE, paths.CODE / "contract", paths.CODE / "ingest")
_ATTEMPTS = 50
_ROOM = 1 << 20
_MEMORY = "512MB"  # by default DuckDB takes four fifths of the machine


def build(data: Path | None = None, out: Path | None = None) -> Path:
    """Build the data file from the CSV files below ``data`` and return where it lies.

    The file at ``out`` (``school.duckdb`` in ``data`` unless told otherwise) is replaced at once
    and only by a whole one. Raises DataProblems, with all that is wrong, and leaves it alone.
    Takes no lock: ``publish.rebuild`` builds the file in use.
    """
    data, out = places(data, out)
    # Taken first: a file saved while the others are read makes the result out of date.
    state = hashed(data)
    found: list[Fault] = []
    known = catalogue.read_catalogue(data, found)
    tables = (
        codes.tables() | units.tables() | known.tables | editions.read_editions(data, known, found)
    )
    tables["record"] = records.read_records(data, known, found)
    if found:
        raise DataProblems(map(problem, found))
    tables["build"] = [
        {
            "state": state,
            "input_sha256": _fingerprint(state),
            "duckdb_version": duckdb.__version__,
        }
    ]
    try:
        if out.parent != data:  # that is never made anew: it may only have been moved away
            out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(
            prefix=".building-", dir=out.parent, ignore_cleanup_errors=True
        ) as folder:
            # DuckDB writes the name of the file into the file: always the same name, therefore.
            made = Path(folder) / paths.DATABASE.name
            try:
                _verify(made, _write(made, tables))
            except (duckdb.Error, RuntimeError):
                # On a full disk DuckDB says this and that, even that keys are missing: ask the
                # disk itself, which answers with an OSError.
                made.with_name("room").write_bytes(bytes(_ROOM))
                raise
            made.replace(out)
        # A log left by whoever wrote to the old file does not belong to the new one.
        out.with_name(f"{out.name}.wal").unlink(missing_ok=True)
    except PermissionError as error:
        message = "文件正被其他程序打开，或没有写入权限；请关闭打开它的程序后重试。"
        raise DataProblems([Problem(str(out), 0, "", message)]) from error
    except (OSError, duckdb.IOException, duckdb.FatalException) as error:
        message = f"无法写入；请检查磁盘空间和文件夹。系统的说明：{error}"
        raise DataProblems([Problem(str(out), 0, "", message)]) from error
    return out


def is_built_from(data: Path, out: Path) -> bool:
    """Tell whether the data file ``out`` is what a build of ``data`` would give now."""
    try:
        with duckdb.connect(out, read_only=True) as connection:
            row = connection.execute("select input_sha256, duckdb_version from build").fetchone()
    except duckdb.Error:
        return False
    return row == (_fingerprint(hashed(data)), duckdb.__version__)


def places(data: Path | None, out: Path | None) -> tuple[Path, Path]:
    """Return the data folder and the data file meant, where either is left out."""
    data = (data or paths.DATA).resolve()
    return data, (out or data / paths.DATABASE.name).resolve()


def hashed(data: Path) -> str:
    """Hash every input by name and content."""
    for _ in range(_ATTEMPTS):
        try:
            return _hashed(_inputs(data))
        except FileNotFoundError:  # a publication put others in place while they were being read
            time.sleep(0.02)
    return _hashed(_inputs(data))


def _inputs(data: Path) -> dict[str, Path]:
    folders = (data / name for name in paths.INPUTS)
    return {path.relative_to(data).as_posix(): path for top in folders for path in _below(top)}


def _hashed(files: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        content = b"" if path.is_dir() else path.read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _fingerprint(state: str) -> str:
    """Hash whatever the result depends on: the state of the inputs, the SQL, the code."""
    made_by = [paths.SCHEMA, paths.DERIVED, paths.COMBINED, paths.RECORD_INDICATORS]
    for folder, kind in (
        *((folder, "*.py") for folder in _CODE),
        *((folder, "*.sql") for folder in (paths.AUDIT, paths.CHECKS)),
    ):
        if not (files := sorted(folder.glob(kind))):
            raise RuntimeError(f"{folder} holds no {kind}: nothing to make the data file by")
        made_by += files
    code = _hashed({f"{path.parent.name}/{path.name}": path for path in made_by})
    return hashlib.sha256(f"{state}\n{code}".encode()).hexdigest()


def _below(folder: Path) -> list[Path]:
    inside = paths.visible(folder)
    return [path for entry in inside for path in (entry, *_below(entry))]


def _write(path: Path, tables: dict[str, list[Record]]) -> dict[str, int]:
    """Write the data file; return how many rows it must hold by table."""
    # One thread keeps the rows in order; small blocks make the file a sixth of the size.
    with duckdb.connect(
        path, config={"threads": 1, "default_block_size": 16384, "memory_limit": _MEMORY}
    ) as connection:
        # The one samples at random and the other leaves what was in memory between its strings:
        # with either the same rows do not always give the same bytes.
        connection.execute("set disabled_compression_methods = 'fsst,dictionary'")
        # Few transactions, as the disk is waited for at the end of each; answers are tried on a
        # copy, which sees only what is committed.
        connection.begin()
        connection.execute(paths.SCHEMA.read_text(encoding="utf-8"))
        for table in _TABLES:
            # DuckDB refuses a row that refers to another of the same statement.
            for second in (False, True):
                some = [row for row in tables.get(table, []) if bool(row.get("same_as")) == second]
                rows.insert(connection, table, some, path.parent)
        audit.run(connection, path.parent)
        connection.commit()
        if given := tables.get("answer"):
            settling.settle(connection, given, path.parent)
        connection.begin()
        if given:
            # What the school has answered for is in doubt no longer.
            audit.judge_claims(connection, path.parent)
        audit.find_causes(connection, path.parent)
        audit.mark_doubts(connection)
        for made_by in (paths.DERIVED, paths.COMBINED):
            connection.execute(made_by.read_text(encoding="utf-8"))
        found = {table: rows.count(connection, table) for table in _FOUND}
        connection.commit()
        connection.execute("checkpoint")
    return found | {table: len(tables.get(table, [])) for table in _TABLES}


def _verify(path: Path, expected: dict[str, int]) -> None:
    """Open the finished file as the server will, and count what is in it."""
    with duckdb.connect(path, read_only=True) as connection:
        exported = {
            f"{table}_export": expected[table] for table in ("observation", "finding", "record")
        }
        for table, number in (expected | exported).items():
            if (held := rows.count(connection, table)) != number:
                raise RuntimeError(f"{table}: {held} rows instead of {number}")
