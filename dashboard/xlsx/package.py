"""The outer shell of a workbook: is this an .xlsx at all, and one that is safe to look into?

An .xlsx is a zip of XML parts. Nothing is unpacked here but XML, piece by piece, and never more
than a bound; what could reach out of the file or run (links, queries, macros, objects) is refused
by its name, its declared type and the relations that lead to it.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dashboard.contract.faults import Refused
from dashboard.xlsx.file_type import check_file_type
from dashboard.xlsx.xml_events import (
    DAMAGED,
    SAVE_AS,
    STRANGE,
    Event,
    Start,
    check_prologue,
    events,
)

_PARTS = 5_000
PART = 100_000_000  # bytes of one part unpacked
_ALL = 300_000_000
_PIECE = 1 << 16

TOO_LARGE = (
    "{what}展开后太大（很可能是表格下方或右侧有大量设过格式的空行空列）。"
    "请选中多余的行和列，右键→删除（不是清除内容），保存后再上传。"
)

_MACRO = (
    "工作簿里有宏，为了安全不读取。请在 Excel 或 WPS 里选“文件→另存为”，"
    "类型选“Excel 工作簿（*.xlsx）”（不要选“启用宏的工作簿”），再上传。"
)
_LINKS = (
    "工作簿链接到了别的文件，数字可能随那个文件变化，没有读取。请在 Excel 或 WPS 里选"
    "“数据→编辑链接→断开链接”（链接处变成数值），保存后再上传。"
)
_QUERIES = (
    "工作簿连接着外部数据（数据库、网页或查询），没有读取。请在 Excel 里选“数据→查询和连接”，"
    "删去所有查询和连接，保存后再上传。"
)
_OBJECTS = (
    "工作簿里嵌有别的文件或控件（对象），为了安全不读取。请在 Excel 或 WPS 里选“开始→查找和选择"
    "→定位条件→对象”，按 Delete 删去，保存后再上传。"
)
_BINARY = f"这是二进制工作簿（.xlsb），不能读取。{SAVE_AS}。"
# Looked for in the names of parts, in their content types, and in the types of relations.
_FORBIDDEN = (
    (re.compile(r"sheet\.binary|/workbook\.bin$"), _BINARY),
    (re.compile(r"macro|vbaproject|vbadata|intlmacrosheet"), _MACRO),
    (re.compile(r"externallink"), _LINKS),
    (re.compile(r"connections|querytable|/xl/model/|powerpivot|datamashup"), _QUERIES),
    (re.compile(r"oleobject|activex|/control$|/package$|/embeddings/"), _OBJECTS),
)

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Package:
    """The parts of a workbook, by name, after everything that can be checked from outside."""

    def __init__(self, source: Path | bytes) -> None:
        """Open and check a file, or what was in one; raises Refused."""
        content = source if isinstance(source, bytes) else source.read_bytes()
        check_file_type(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Refused(DAMAGED) from None
        self._parts = _checked(self._zip.infolist())
        self._unpacked = 0
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise Refused(f"这是 OpenDocument 表格（.ods），不能读取。{SAVE_AS}。")
        for name in self._parts:
            _forbid(f"/{name}")
        for name, entry in self._parts.items():
            if name.endswith((".xml", ".rels")):
                check_prologue(self._pieces(entry))
        self._check_content_types()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name.lower() in self._parts

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: their last word and the part they lead to, by id."""
        folder, file = posixpath.split(name)
        return self._relations(posixpath.join(folder, "_rels", f"{file}.rels"), folder)

    def events(
        self,
        name: str,
        what: str,
        namespace: str,
        starts: Collection[str],
        ends: Collection[str] = (),
    ) -> Iterator[Event]:
        """Run through the XML of a part, as ``xml_events.events`` does; raises Refused."""
        if name not in self:
            raise Refused(DAMAGED)
        entry = self._parts[name.lower()]
        if entry.file_size > PART:
            raise Refused(TOO_LARGE.format(what=what))
        return events(self._bounded(entry, what), what, namespace, starts, ends)

    def _bounded(self, entry: zipfile.ZipInfo, what: str) -> Iterator[bytes]:
        """Unpack a part, however much it was said to hold."""
        size = 0
        for piece in self._pieces(entry):
            size += len(piece)
            self._unpacked += len(piece)
            if size > PART or self._unpacked > _ALL:
                raise Refused(TOO_LARGE.format(what=what))
            yield piece

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._zip.open(entry) as part:
            while piece := part.read(_PIECE):
                yield piece

    # --- what is checked --------------------------------------------------------------------------

    def _check_content_types(self) -> None:
        if "[content_types].xml" not in self._parts:
            raise Refused(f"这是一个压缩包，不是工作簿。请先解压，{SAVE_AS[1:]}。")
        found = self._content_types()
        for content_type in found:
            _forbid(content_type)
        for office, name in (("wordprocessingml", "Word 文档"), ("presentationml", "演示文稿")):
            if any(office in one and ".main+xml" in one for one in found):
                raise Refused(f"这是 {name}，不是工作簿。请上传 .xlsx 文件。")
        for name in self._parts:
            if name.endswith(".rels"):
                self._relations(name, "")

    def _content_types(self) -> list[str]:
        """Return the types that parts are declared to have, each or by the ending of their name."""
        endings = {posixpath.splitext(name)[1].lstrip(".") for name in self._parts}
        events = self.events("[content_types].xml", "目录", _TYPES, ("Override", "Default"))
        declared = (event for event in events if isinstance(event, Start))
        return [
            event.attributes.get("ContentType", "").lower()
            for event in declared
            if event.name == "Override" or event.attributes.get("Extension", "").lower() in endings
        ]

    def _relations(self, name: str, folder: str) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        if name not in self:
            return found
        for event in self.events(name, "目录", _RELATIONS, ("Relationship",)):
            if not isinstance(event, Start):
                continue
            attributes = event.attributes
            relation = attributes.get("Type", "")
            _forbid(relation.lower())
            if relation.startswith("http://purl.oclc.org/ooxml/officeDocument"):
                raise Refused("这是“Strict Open XML 电子表格”，不能读取。" + SAVE_AS + "。")
            if attributes.get("TargetMode", "").lower() != "external":
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found[attributes.get("Id", "")] = (
                    relation.rpartition("/")[2],
                    posixpath.normpath(target).lstrip("/"),
                )
        return found


def _forbid(name: str) -> None:
    for sign, message in _FORBIDDEN:
        if sign.search(name):
            raise Refused(message)


def _checked(entries: list[zipfile.ZipInfo]) -> Mapping[str, zipfile.ZipInfo]:
    if len(entries) > _PARTS:
        raise Refused(STRANGE.format(what=f"有 {len(entries)} 个部件"))
    parts: dict[str, zipfile.ZipInfo] = {}
    end = others = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.filename.lower()
        if entry.flag_bits & 1:
            raise Refused("文件加了密码。请去掉密码（另存一份不加密的压缩包或工作簿）后再上传。")
        if entry.header_offset < end or entry.header_offset < 0:
            raise Refused(STRANGE.format(what="部件互相重叠"))
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(STRANGE.format(what="压缩方法少见"))
        if name in parts or re.search(r"^/|\\|:|(^|/)\.\.(/|$)|\x00", name):
            raise Refused(STRANGE.format(what="部件的名称重复或越界"))
        if not name.endswith((".xml", ".rels")):
            others += entry.file_size
            if others > PART:
                raise Refused(TOO_LARGE.format(what="文件里的图片等"))
        end = entry.header_offset + entry.compress_size
        parts[name] = entry
    return parts
