"""A document of Word to write into: A4, and its styles in Chinese fonts."""

import re

from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from dashboard.text import without_controls

# What Windows and WPS have: Chinese in 宋体 and 黑体, letters and figures in their own.
LATIN, SERIF, SANS = "Times New Roman", "宋体", "黑体"
TEXT_WIDTH = Cm(16)
HEADING, CAPTION, SMALL, NOTE, CONTENTS = "Heading 1", "Caption", "Small", "Note", "toc 1"
OFFICIAL, START, CELL = "Form title", "Form start", "Cell"

# The fonts of a theme, in which charts are written.
_THEME_FONTS = re.compile(rb'<a:latin typeface="[^"]*"/>\s*<a:ea typeface=""/>')
_FONTS = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{SERIF}"/>'
_BLACK = RGBColor(0, 0, 0)
_NOT_XML = dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))


def text(words: str) -> str:
    """Leave out of a text what no document can hold, and what turns the direction of writing."""
    return without_controls(words).translate(_NOT_XML)


def document() -> Written:
    """Return an empty A4 document with our styles; in no mode of older versions of Word."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2)
    section.header_distance = section.footer_distance = Cm(1.1)
    _settle(made)
    _base(made)
    _style(made, "Title", 22, SANS, centred=True, before=72, after=6, keep=True)
    _style(made, "Subtitle", 12, centred=True, after=4)
    _style(made, HEADING, 15, SANS, before=18, after=6, keep=True)
    _style(made, CAPTION, 10.5, SANS, centred=True, before=4, after=6)
    _style(made, SMALL, 9, after=2)
    _style(made, NOTE, 9, after=2, hanging=1)
    _style(made, CELL, 9, line=12)
    # The titles of the official tables stand below them, and are headings all the same.
    _style(made, OFFICIAL, 12, SANS, based_on=HEADING, centred=True, before=8, keep=False)
    _style(made, START, 1, line=1).paragraph_format.page_break_before = True
    contents = _style(made, CONTENTS, 12, after=4)
    contents.paragraph_format.tab_stops.add_tab_stop(
        TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )
    for name in ("Header", "Footer"):
        _style(made, name, 9, centred=True)
    return made


def _settle(made: Written) -> None:
    """Set right what the library's template brings that is not ours."""
    # Word 2010 kept a second copy of the styles, which would contradict ours, and a thumbnail.
    for rels in (made.part.rels, made.part.package.rels):
        for number, relation in [*rels.items()]:
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail", "/customXml")):
                del rels[number]
    theme = made.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _THEME_FONTS.sub(_FONTS.encode(), theme.blob)  # noqa: SLF001
    settings = made.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")


def _base(made: Written) -> None:
    """Set what every style begins with; the template is in English and its paragraphs apart."""
    _style(made, "Normal", 12, after=6).paragraph_format.widow_control = True
    defaults = made.styles.element.find(qn("w:docDefaults"))
    defaults.find(".//" + qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")


def _style(
    made: Written,
    name: str,
    points: float,
    chinese: str = SERIF,
    *,
    based_on: str = "Normal",
    centred: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 0,
    keep: bool = False,
    hanging: float = 0,
) -> ParagraphStyle:
    """Set a style of the template, or add one; lengths are in points, ``hanging`` in letters."""
    known = {style.name: style for style in made.styles}
    style: ParagraphStyle = known.get(name) or made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        style.base_style = known[based_on]
    _font(style, points, chinese)
    style.hidden = False
    layout = style.paragraph_format
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = keep
    if line:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    else:
        layout.line_spacing = 1.3
    if hanging:
        layout.left_indent = Pt(points * hanging)
        layout.first_line_indent = Pt(-points * hanging)
    border = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:  # the template rules its titles off in blue
        border.getparent().remove(border)
    return style


def _font(style: ParagraphStyle, points: float, chinese: str) -> None:
    font = style.font
    font.name, font.size, font.color.rgb = LATIN, Pt(points), _BLACK
    font.bold = font.italic = False
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:  # letters of the template's title stand apart
        style.element.rPr.remove(spacing)
