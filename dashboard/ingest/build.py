"""Build the data file: read and check every CSV, and only then put a new file in place."""

import hashlib
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dashboard import paths
from dashboard.contract import codes
from dashboard.contract.faults import DataProblems, Problem
from dashboard.ingest import answers, audit, catalogue, editions
from dashboard.ingest.record import Record

# In this order, so that whatever a row refers to is there before it.
_TABLES = (
    *("status", "severity", "part", "source", "major", "indicator", "standard", "relation"),
    *("operand", "edition", "observation", "fact", "omission", "claim", "build"),
)
# What the audit makes of them.
_FOUND = (*("audit_check", "audit_count", "finding", "finding_figure", "answer", "lapsed_answer"),)
# The code that makes the data file: every module of these rooms, whatever it is called.
_CODE = (paths.CODE, paths.CODE / "contract", paths.CODE / "ingest")
_ATTEMPTS = 50
_ROOM = 1 << 20


def build(data: Path | None = None, out: Path | None = None) -> Path:
    """Build the data file from the CSV files below ``data`` and return where it lies.

    The file at ``out`` (``school.duckdb`` in ``data`` unless told otherwise) is replaced at once
    and only by a whole one. Raises DataProblems, with all that is wrong, and leaves it alone.
    Takes no lock: ``publish.rebuild`` builds the file in use.
    """
    data, out = places(data, out)
    # Taken first: a file saved while the others are read makes the result out of date.
    fingerprint = _fingerprint(data)
    found: list[Problem] = []
    known = catalogue.read_catalogue(data, found)
    tables = codes.tables() | known.tables | editions.read_editions(data, known, found)
    if found:
        raise DataProblems(found)
    tables["build"] = [{"input_sha256": fingerprint, "duckdb_version": duckdb.__version__}]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(
            prefix=".building-", dir=out.parent, ignore_cleanup_errors=True
        ) as folder:
            # DuckDB writes the name of the file into the file: always the same name, therefore.
            made = Path(folder) / paths.DATABASE.name
            try:
                _write(made, tables)
                _verify(made, tables)
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
    return row == (_fingerprint(data), duckdb.__version__)


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


def _fingerprint(data: Path) -> str:
    """Hash whatever the result depends on: the inputs, the SQL, the code."""
    made_by = [paths.SCHEMA, paths.DERIVED]
    for folder, kind in (
        *((folder, "*.py") for folder in _CODE),
        *((folder, "*.sql") for folder in (paths.AUDIT, paths.CHECKS)),
    ):
        if not (files := sorted(folder.glob(kind))):
            raise FileNotFoundError(f"{folder} holds no {kind}: nothing to make the data file by")
        made_by += files
    code = _hashed({f"{path.parent.name}/{path.name}": path for path in made_by})
    return hashlib.sha256(f"{hashed(data)}\n{code}".encode()).hexdigest()


def _below(folder: Path) -> list[Path]:
    inside = paths.visible(folder)
    return [path for entry in inside for path in (entry, *_below(entry))]


def _write(path: Path, tables: dict[str, list[Record]]) -> None:
    # One thread keeps the rows in order; small blocks make the file a sixth of the size.
    with duckdb.connect(path, config={"threads": 1, "default_block_size": 16384}) as connection:
        _load(connection, tables, path)
        tables |= audit.run(connection)

        def audited(corrected: list[Record]) -> list[Record]:
            with duckdb.connect() as other:
                _load(other, tables | {"observation": corrected}, path)
                return audit.run(other)["finding"]

        tables |= answers.settle(tables, audited)
        for table in _FOUND:
            _insert(connection, table, tables.get(table, []), path)
        tables["doubted_figure"] = audit.doubts(connection)
        _insert(connection, "doubted_figure", tables["doubted_figure"], path)
        connection.execute(paths.DERIVED.read_text(encoding="utf-8"))
        connection.execute("checkpoint")


def _load(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, list[Record]], beside: Path
) -> None:
    connection.execute(paths.SCHEMA.read_text(encoding="utf-8"))
    for table in _TABLES:
        rows = tables.get(table, [])
        # DuckDB refuses a row that refers to another of the same statement.
        _insert(connection, table, [row for row in rows if not row.get("same_as")], beside)
        _insert(connection, table, [row for row in rows if row.get("same_as")], beside)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: list[Record], beside: Path
) -> None:
    """Insert rows by way of a file, as binding a single value would import all of pandas."""
    lines = beside.with_name("rows.json")
    lines.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    target = connection.table(table)
    columns = dict(zip(target.columns, map(str, target.types), strict=True))
    if rows:
        read = connection.read_json(str(lines), columns=columns, format="newline_delimited")
        read.insert_into(table)


def _verify(path: Path, tables: dict[str, list[Record]]) -> None:
    """Open the finished file as the server will, and count what is in it."""
    with duckdb.connect(path, read_only=True) as connection:
        for table in (
            *(*_TABLES, *_FOUND, "doubted_figure", "observation_export", "finding_export"),
        ):
            rows = connection.table(table).count("*").fetchone()
            expected = len(tables.get(table.removesuffix("_export"), []))
            if rows != (expected,):
                raise RuntimeError(f"{table}: {rows} rows instead of {expected}")
