"""The XML of a part as a stream of events: never more of it than a bound allows."""

import zlib
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile

from dashboard.contract.faults import Refused

SAVE_AS = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”后再上传"
DAMAGED = f"文件已损坏或不完整，打不开。{SAVE_AS}；如果打不开，请重新下载模板填写。"
STRANGE = f"文件的内部结构不正常（{{what}}），不像是 Excel 或 WPS 保存的。{SAVE_AS}。"
_DOCTYPE = f"文件里有实体定义（DOCTYPE），正常的工作簿不会有，可能有害，没有读取。{SAVE_AS}。"

_PIECES_BEFORE = 16  # the first element
_DEPTH = 64
_LONGEST_TEXT = 100_000  # letters between two tags: a cell of Excel has 32,767
_TOKEN = 1_000_000  # bytes of one tag: the parser begins it anew with each piece

# What zipfile and expat raise on bytes that are not what they should be.
_UNREADABLE = (
    expat.ExpatError,
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    LookupError,  # an encoding that nobody knows
)


class Start(NamedTuple):
    """A start tag."""

    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    """An end tag, with the text between it and the tag before it: all of an innermost element."""

    name: str
    text: str


Event = Start | End


def events(
    pieces: Iterable[bytes],
    what: str,
    namespace: str,
    starts: Collection[str],
    ends: Collection[str] = (),
) -> Iterator[Event]:
    """Yield the start tags called ``starts`` and the end tags called ``ends``; raises Refused.

    ``what`` names the part in messages.
    """
    collector = _Collector(
        what,
        {f"{namespace} {name}": name for name in starts},
        {f"{namespace} {name}": name for name in ends},
    )
    parser = _parser()
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    size = 0
    try:
        for piece in chain(pieces, (b"",)):
            size += len(piece)
            parser.Parse(piece, not piece)
            yield from collector.take()
            _check_token(size - parser.CurrentByteIndex, what)
    # Yield what comes before the damage first: it may be refused for a better reason.
    except _UNREADABLE:
        yield from collector.take()
        raise Refused(DAMAGED) from None
    except Refused:
        yield from collector.take()
        raise


def check_prologue(pieces: Iterable[bytes]) -> None:
    """Refuse a document type, which can only stand before the first element."""
    elements: list[str] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, _: elements.append(name)
    try:
        for number, piece in enumerate(pieces):
            if elements:
                return
            if number == _PIECES_BEFORE:
                raise Refused(DAMAGED)
            parser.Parse(piece)
    except _UNREADABLE:
        # Nothing may depend on the part; where something does, it is read again, and refused.
        return


def _check_token(size: int, what: str) -> None:
    if size > _TOKEN:
        raise Refused(STRANGE.format(what=f"{what}有一处太长"))


class _Collector:
    """Keeps what the parser came upon since it was last asked."""

    def __init__(self, what: str, starts: dict[str, str], ends: dict[str, str]) -> None:
        self._what, self._starts, self._ends = what, starts, ends
        self._events: list[Event] = []
        self._text: list[str] = []
        self._letters = 0
        self._depth = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise Refused(STRANGE.format(what=f"{self._what}层层嵌套"))
        if self._text:  # twice, and no method for it: this runs a million times
            self._text.clear()
            self._letters = 0
        name = self._starts.get(element)
        if name:
            self._events.append(Start(name, attributes))

    def end(self, element: str) -> None:
        self._depth -= 1
        name = self._ends.get(element)
        if name:
            self._events.append(End(name, "".join(self._text)))
        if self._text:
            self._text.clear()
            self._letters = 0

    def text(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > _LONGEST_TEXT:
            raise Refused(STRANGE.format(what=f"{self._what}有一处文字太长"))
        self._text.append(text)

    def take(self) -> list[Event]:
        events, self._events = self._events, []
        return events


def _parser() -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise Refused(_DOCTYPE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser
