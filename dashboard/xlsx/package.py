"""The outer shell of a workbook: is this an .xlsx at all, and one that is safe to look into?

An .xlsx is a zip of XML parts. Nothing is unpacked here but XML, piece by piece, and never more
than a bound; what could reach out of the file or run (links, queries, macros, objects) is refused
by its name, its declared type and the relations that lead to it.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers import expat

from dashboard.contract.faults import Refused

Begins = Mapping[str, Callable[[dict[str, str]], None]]  # what to do with the attributes of which
Ends = Mapping[str, Callable[[], None]]

_PARTS = 5_000
PART = 100_000_000  # bytes of one part unpacked
_ALL = 300_000_000
_PIECE = 1 << 16
_PIECES_BEFORE = 16  # the first element
_DEPTH = 64
_TOKEN = 1_000_000  # bytes of one tag: the parser begins it anew with each piece

SAVE_AS = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”后再上传"
DAMAGED = f"文件已损坏或不完整，打不开。{SAVE_AS}；如果打不开，请重新下载模板填写。"
_STRANGE = f"文件的内部结构不正常（{{what}}），不像是 Excel 或 WPS 保存的。{SAVE_AS}。"
_DOCTYPE = f"文件里有实体定义（DOCTYPE），正常的工作簿不会有，可能有害，没有读取。{SAVE_AS}。"
TOO_LARGE = (
    "{what}展开后太大（很可能是表格下方或右侧有大量设过格式的空行空列）。"
    "请选中多余的行和列，右键→删除（不是清除内容），保存后再上传。"
)

_SIGNS = (
    (b"%PDF", "这是 PDF 文件，不是工作簿。请上传 .xlsx 文件。"),
    (b"Rar!", f"这是 RAR 压缩包。请先解压，{SAVE_AS[1:]}。"),
    (b"7z\xbc\xaf", f"这是 7z 压缩包。请先解压，{SAVE_AS[1:]}。"),
    (b"\x1f\x8b", f"这是 gzip 压缩包。请先解压，{SAVE_AS[1:]}。"),
    (b"\x89PNG", "这是一张图片，不是工作簿。请上传 .xlsx 文件。"),
    (b"\xff\xd8\xff", "这是一张图片，不是工作簿。请上传 .xlsx 文件。"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

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

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types "
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"


class Package:
    """The parts of a workbook, by name, after everything that can be checked from outside."""

    def __init__(self, path: Path) -> None:
        """Open and check; raises Refused."""
        _check_beginning(path)
        try:
            # Closed with the process, which reads one workbook and ends.
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Refused(DAMAGED) from None
        self._parts = _checked(self._zip.infolist())
        self._unpacked = 0
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise Refused(f"这是 OpenDocument 表格（.ods），不能读取。{SAVE_AS}。")
        for name in self._parts:
            _forbid(f"/{name}")
        for name in self._parts:
            if name.endswith((".xml", ".rels")):
                self._check_prologue(name)
        self._check_content_types()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name.lower() in self._parts

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: their last word and the part they lead to, by id."""
        folder, file = posixpath.split(name)
        return self._relations(posixpath.join(folder, "_rels", f"{file}.rels"), folder)

    def parse(
        self,
        name: str,
        what: str,
        begins: Begins,
        ends: Ends | None = None,
        within: Callable[[str], None] | None = None,
    ) -> None:
        """Run through the XML of a part; names of elements are "namespace name"."""
        if name not in self:
            raise Refused(DAMAGED)
        if self._parts[name.lower()].file_size > PART:
            raise Refused(TOO_LARGE.format(what=what))
        parser = _parser()
        depth = 0
        begin_of = begins.get
        end_of = (ends or {}).get

        def begin(element: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _DEPTH:
                raise Refused(_STRANGE.format(what=f"{what}层层嵌套"))
            known = begin_of(element)
            if known:
                known(attributes)

        def end(element: str) -> None:
            nonlocal depth
            depth -= 1
            known = end_of(element)
            if known:
                known()

        parser.StartElementHandler = begin
        parser.EndElementHandler = end
        if within:
            parser.CharacterDataHandler = within
        self._feed(parser, name, what)

    # --- what is checked --------------------------------------------------------------------------

    def _check_prologue(self, name: str) -> None:
        """Refuse a document type, which can only stand before the first element."""
        parser = _parser()
        begun = False

        def begin(_: str, __: dict[str, str]) -> None:
            nonlocal begun
            begun = True

        parser.StartElementHandler = begin
        try:
            with self._zip.open(self._parts[name]) as part:
                for _ in range(_PIECES_BEFORE):
                    piece = part.read(_PIECE)
                    if begun or not piece:
                        return
                    parser.Parse(piece)
        except (expat.ExpatError, *_UNREADABLE):
            # Nothing may depend on the part; where something does, it is read again, and refused.
            return
        if not begun:
            raise Refused(DAMAGED)

    def _check_content_types(self) -> None:
        endings = {posixpath.splitext(name)[1].lstrip(".") for name in self._parts}
        found: list[str] = []

        def override(attributes: dict[str, str]) -> None:
            found.append(attributes.get("ContentType", "").lower())

        def default(attributes: dict[str, str]) -> None:
            if attributes.get("Extension", "").lower() in endings:
                override(attributes)

        if "[content_types].xml" not in self._parts:
            raise Refused(f"这是一个压缩包，不是工作簿。请先解压，{SAVE_AS[1:]}。")
        known = {f"{_TYPES}Override": override, f"{_TYPES}Default": default}
        self.parse("[content_types].xml", "目录", known)
        for kind in found:
            _forbid(kind)
        for office, name in (("wordprocessingml", "Word 文档"), ("presentationml", "演示文稿")):
            if any(office in kind and ".main+xml" in kind for kind in found):
                raise Refused(f"这是 {name}，不是工作簿。请上传 .xlsx 文件。")
        for name in self._parts:
            if name.endswith(".rels"):
                self._relations(name, "")

    def _relations(self, name: str, folder: str) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}

        def relation(attributes: dict[str, str]) -> None:
            kind = attributes.get("Type", "")
            _forbid(kind.lower())
            if kind.startswith("http://purl.oclc.org/ooxml/officeDocument"):
                raise Refused("这是“Strict Open XML 电子表格”，不能读取。" + SAVE_AS + "。")
            if attributes.get("TargetMode", "").lower() != "external":
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found[attributes.get("Id", "")] = (
                    kind.rpartition("/")[2],
                    posixpath.normpath(target).lstrip("/"),
                )

        if name in self:
            self.parse(name, "目录", {_RELATION: relation})
        return found

    def _feed(self, parser: expat.XMLParserType, name: str, what: str) -> None:
        size = 0
        try:
            with self._zip.open(self._parts[name.lower()]) as part:
                while piece := part.read(_PIECE):
                    size += len(piece)
                    self._unpacked += len(piece)
                    if size > PART or self._unpacked > _ALL:
                        raise Refused(TOO_LARGE.format(what=what))
                    parser.Parse(piece)
                    if size - parser.CurrentByteIndex > _TOKEN:
                        raise Refused(_STRANGE.format(what=f"{what}有一处太长"))
            parser.Parse(b"", True)
        except (expat.ExpatError, *_UNREADABLE):
            raise Refused(DAMAGED) from None


# What zipfile raises on bytes that are not what they should be.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    LookupError,  # an encoding that nobody knows
)


def _parser() -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise Refused(_DOCTYPE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _forbid(name: str) -> None:
    for sign, message in _FORBIDDEN:
        if sign.search(name):
            raise Refused(message)


def _checked(entries: list[zipfile.ZipInfo]) -> Mapping[str, zipfile.ZipInfo]:
    if len(entries) > _PARTS:
        raise Refused(_STRANGE.format(what=f"有 {len(entries)} 个部件"))
    parts: dict[str, zipfile.ZipInfo] = {}
    end = others = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.filename.lower()
        if entry.flag_bits & 1:
            raise Refused("文件加了密码。请去掉密码（另存一份不加密的压缩包或工作簿）后再上传。")
        if entry.header_offset < end or entry.header_offset < 0:
            raise Refused(_STRANGE.format(what="部件互相重叠"))
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(_STRANGE.format(what="压缩方法少见"))
        if name in parts or re.search(r"^/|\\|:|(^|/)\.\.(/|$)|\x00", name):
            raise Refused(_STRANGE.format(what="部件的名称重复或越界"))
        if not name.endswith((".xml", ".rels")):
            others += entry.file_size
            if others > PART:
                raise Refused(TOO_LARGE.format(what="文件里的图片等"))
        end = entry.header_offset + entry.compress_size
        parts[name] = entry
    return parts


def _check_beginning(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(4096)
        if beginning.startswith(_OLE):
            raise Refused(_ole(beginning + file.read()))
    if beginning.startswith(b"PK"):
        return
    for sign, message in _SIGNS:
        if beginning.startswith(sign):
            raise Refused(message)
    start = beginning.lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith(b"<"):
        raise Refused(f"这是网页或 XML 表格，只是扩展名写成了 .xlsx。{SAVE_AS}。")
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in beginning:
        raise Refused(
            "这是文本文件（如 CSV），只是扩展名写成了 .xlsx。请把扩展名改为 .csv 后上传，"
            f"或者{SAVE_AS[1:]}。"
        )
    raise Refused(f"这不是 .xlsx 工作簿。{SAVE_AS}。")


def _ole(content: bytes) -> str:
    """Say what an OLE file is by the names of the streams in it."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return (
            "工作簿加了打开密码。请用 Excel 或 WPS 打开，在“文件→信息→保护工作簿→用密码进行加密”"
            "里清空密码（WPS：文件→文档加密→密码加密），保存后再上传。"
        )
    if holds("WordDocument"):
        return "这是 Word 文档，不是工作簿。请上传 .xlsx 文件。"
    return f"这是旧格式的工作簿（.xls 或 .et），不能读取。{SAVE_AS}。"
