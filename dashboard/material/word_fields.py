"""What Word works out itself: numbers, pages, contents, and the places that these lead to.

Texts become runs and never fields: the only fields of a document are those that are named by us.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field with what it comes to now; Word works it out anew when it is told to."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    _mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run().element.append(code)
    _mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    _mark(paragraph, "end")


def _mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run().element.append(mark)


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Name the place where a paragraph stands, for what leads to it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph._p.insert_element_before(start, "w:r")  # noqa: SLF001
    paragraph._p.append(end)  # noqa: SLF001


def lead_to(paragraph: Paragraph, name: str, after: int) -> None:
    """Make a link within the document of the runs of a paragraph from the ``after``-th on."""
    link: BaseOxmlElement = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    runs = paragraph.runs[after:]
    runs[0].element.addprevious(link)
    for run in runs:
        link.append(run.element)
