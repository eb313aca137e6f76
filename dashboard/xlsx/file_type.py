"""What kind of file this is, by its first bytes: only a zip can be an .xlsx."""

from dashboard.contract.faults import Refused
from dashboard.xlsx.xml_events import SAVE_AS

_SIGNS = (
    (b"%PDF", "这是 PDF 文件，不是工作簿。请上传 .xlsx 文件。"),
    (b"Rar!", f"这是 RAR 压缩包。请先解压，{SAVE_AS[1:]}。"),
    (b"7z\xbc\xaf", f"这是 7z 压缩包。请先解压，{SAVE_AS[1:]}。"),
    (b"\x1f\x8b", f"这是 gzip 压缩包。请先解压，{SAVE_AS[1:]}。"),
    (b"\x89PNG", "这是一张图片，不是工作簿。请上传 .xlsx 文件。"),
    (b"\xff\xd8\xff", "这是一张图片，不是工作簿。请上传 .xlsx 文件。"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_file_type(content: bytes) -> None:
    """Refuse what is no zip, with the way out of what it is instead."""
    beginning = content[:4096]
    if is_ole(content):
        raise Refused(_ole(content))
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


def is_ole(content: bytes) -> bool:
    """Tell an OLE file: an old workbook, a Word document, or anything behind a password."""
    return content.startswith(_OLE)


def check_old_workbook(content: bytes) -> None:
    """Refuse an OLE file that is no plain .xls: behind a password, with macros, of Word."""
    if _holds(content, "EncryptedPackage") or _holds(content, "WordDocument"):
        raise Refused(_ole(content))
    if _holds(content, "_VBA_PROJECT"):
        raise Refused(
            "工作簿里有宏，为了安全不读取。请在 Excel 或 WPS 里另存为"
            "“Excel 工作簿（*.xlsx）”，再上传。"
        )


def _holds(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content


def _ole(content: bytes) -> str:
    """Say what an OLE file is by the names of the streams in it."""
    if _holds(content, "EncryptedPackage"):
        return (
            "工作簿加了打开密码。请用 Excel 或 WPS 打开，在“文件→信息→保护工作簿→用密码进行加密”"
            "里清空密码（WPS：文件→文档加密→密码加密），保存后再上传。"
        )
    if _holds(content, "WordDocument"):
        return "这是 Word 文档，不是工作簿。请上传 .xlsx 文件。"
    return f"这是旧格式的工作簿（.xls 或 .et），不能读取。{SAVE_AS}。"
