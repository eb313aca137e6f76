"""Our own master: the plain one of the library, in the colours of the school.

The theme names colours and fonts once, so that whoever changes it changes all slides. The fonts
are those that Windows and WPS have for Chinese.
"""

import io
import re
import zipfile
from typing import Any

from lxml import etree
from power_pptx import Presentation
from power_pptx.util import Pt

from dashboard.material.frames import FOOTERS, Box, Master, kind, put, title_of
from dashboard.material.palette import colours, digits, plain
from dashboard.text import without_controls

LATIN, CHINESE = "Microsoft YaHei", "微软雅黑"
_WIDTH, _HEIGHT, _MARGIN = 960, 540, 44  # points, of 16:9
_COVER, _FIGURE = 0, 5  # layouts of the library's own master that are kept


def make(school: str) -> Master:
    """Return our own master, which bears the name of the school at its foot."""
    presentation = Presentation(_in_colours())
    presentation.slide_width, presentation.slide_height = Pt(_WIDTH), Pt(_HEIGHT)
    master = presentation.slide_master
    kept = [master.slide_layouts[at] for at in (_COVER, _FIGURE)]
    for layout in [*master.slide_layouts]:
        if layout not in kept:
            master.slide_layouts.remove(layout)
    cover, figure = kept
    cover.name, figure.name = "封面", "图表"
    title = Box(_MARGIN, 20, _WIDTH - 2 * _MARGIN, 62)
    body = Box(_MARGIN, 86, _WIDTH - 2 * _MARGIN, 416)
    for one in (master, cover, figure):
        for shape in [*one.placeholders]:
            if kind(shape) in FOOTERS:
                shape.delete()
    put(title_of(master), title)
    put(next(one for one in master.placeholders if kind(one) == "body"), body)
    put(title_of(cover), Box(96, 150, 780, 120))
    put(next(one for one in cover.placeholders if kind(one) == "subTitle"), Box(96, 284, 780, 90))
    _draw(master, _footer(school))
    cover.element.set("showMasterSp", "0")
    _draw(cover, [_rectangle(Box(0, 0, 28, _HEIGHT), "tx2")])
    return Master(presentation, cover, figure, title, body)


def _in_colours() -> io.BytesIO:
    """Rewrite the library's own master: theme, size, alignment, language; no stale thumbnail."""
    plain = io.BytesIO()
    Presentation().save(plain)
    changed = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                content = _rewritten(name, content.decode()).encode()
            new.writestr(name, content)
    changed.seek(0)
    return changed


def _rewritten(name: str, xml: str) -> str:
    xml = xml.replace('lang="en-US"', 'lang="zh-CN"')
    if name == "_rels/.rels":
        return re.sub("<Relationship [^>]*thumbnail[^>]*/>", "", xml)
    if name == "ppt/presentation.xml":
        return xml.replace(' type="screen4x3"', "")
    if name.startswith("ppt/theme/"):
        xml = re.sub("<a:clrScheme.*?</a:clrScheme>", _scheme(), xml, flags=re.DOTALL)
        fonts = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{CHINESE}"/>'
        xml = re.sub('<a:latin typeface="[^"]*"/><a:ea typeface=""/>', fonts, xml)
        return re.sub('script="Hans" typeface="[^"]*"', f'script="Hans" typeface="{CHINESE}"', xml)
    if name.startswith("ppt/slideMasters/slideMaster"):
        # The title stands in line with what is below it.
        return (
            xml.replace('vert="horz" lIns="91440"', 'vert="horz" lIns="0"', 1)
            .replace(
                '<a:lvl1pPr algn="ctr" defTabSz="457200"',
                '<a:lvl1pPr algn="l" defTabSz="457200"',
                1,
            )
            .replace('<a:defRPr sz="4400" kern="1200">', '<a:defRPr sz="2400" b="1" kern="1200">')
        )
    if name == "ppt/slideLayouts/slideLayout1.xml":  # the cover: two lines on the left
        return xml.replace('algn="ctr"', 'algn="l"').replace('anchor="ctr"', 'anchor="b"')
    return xml


def _scheme() -> str:
    names = {
        "dk1": "textColor",
        "lt1": "backgroundColor",
        "dk2": "primaryColor",
        "lt2": "secondaryBackgroundColor",
    }
    meant = {name: plain(of) for name, of in names.items()}
    series = [digits(one) for one in colours()["chartCategoricalColors"]]
    meant |= {f"accent{n}": colour for n, colour in enumerate(series[:6], 1)}
    meant |= dict.fromkeys(("hlink", "folHlink"), plain("linkColor"))
    told = "".join(
        f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in meant.items()
    )
    return f'<a:clrScheme name="{CHINESE}">{told}</a:clrScheme>'


_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _draw(one: Any, shapes: list[etree._Element]) -> None:
    """Put shapes behind all others of a master or layout, under numbers that no other has."""
    tree = one.shapes.element
    first = max(int(at) for at in tree.xpath("//p:cNvPr/@id")) + 1
    for number, shape in enumerate(shapes):
        properties = next(shape.iter("{*}cNvPr"))
        properties.set("id", str(first + number))
        tree.insert(2 + number, shape)


def _footer(school: str) -> list[etree._Element]:
    wide = _WIDTH - 2 * _MARGIN
    left, right = Box(_MARGIN, 511, wide * 0.8, 20), Box(_MARGIN + wide * 0.8, 511, wide * 0.2, 20)
    number = ("fld", ' id="{9A0DB2DC-4C9A-4742-B13C-FB6460FD3503}" type="slidenum"')
    return [
        _rectangle(Box(0, 0, _WIDTH, 6), "tx2"),
        _rectangle(Box(_MARGIN, 508, wide, 0.75), "bg2"),
        _words(left, "l", school),
        _words(right, "r", "‹#›", number),
    ]


def _rectangle(box: Box, colour: str) -> etree._Element:
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    return _shape("底色", box, fill, "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>")


def _words(box: Box, side: str, text: str, kind: tuple[str, str] = ("r", "")) -> etree._Element:
    shape = _shape(
        "页脚",
        box,
        "<a:noFill/>",
        '<p:txBody><a:bodyPr lIns="0" rIns="0" tIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="{side}"/><a:{kind[0]}{kind[1]}><a:rPr lang="zh-CN" sz="1000">'
        '<a:solidFill><a:schemeClr val="tx1"><a:lumMod val="65000"/><a:lumOff val="35000"/>'
        f"</a:schemeClr></a:solidFill></a:rPr><a:t/></a:{kind[0]}></a:p></p:txBody>",
    )
    next(shape.iter("{*}t")).text = without_controls(text)
    return shape


def _shape(name: str, box: Box, fill: str, body: str) -> etree._Element:
    left, top, width, height = (int(one) for one in box.emu)
    return etree.fromstring(
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>{body}</p:sp>'
    )
