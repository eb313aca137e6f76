"""What is said round a figure on its slide, and in the notes of whoever speaks to it."""

from dashboard.material.content import Content, source_line
from dashboard.material.pages import Page


def over(page: Page) -> str:
    """Say over a chart what it is of, in which unit, when, and in which scope."""
    content = page.content
    said = (_named(content), *_beneath(page), f"范围：{content.scope}", content.date)
    return " · ".join(filter(None, said))


def _named(content: Content) -> str:
    """Name a figure with its unit, where its name is not the title already."""
    if not (content.own_title or content.headline):
        is_said = not content.unit or content.unit.startswith("单位")
        return content.unit if is_said else f"单位：{content.unit}"
    return f"{content.title}（{content.unit}）" if content.unit else content.title


def _beneath(page: Page) -> list[str]:
    """Say of one chart alone when it is of, and which way is better."""
    return list(dict.fromkeys(one.beneath for one in page.charts if not one.caption))


def under(page: Page) -> str:
    """Say under a figure where it stands in the report, what is doubted and what is missing."""
    content = page.content
    lines = [content.headline] if content.own_title and content.headline else []
    lines += [f"备注：{content.note}"] if content.note else []
    if content.sources:
        lines.append(source_line(content.sources))
    lines += _left_out(page)
    # Signs in the chart are explained before all that has none: what has no room is cut.
    lines += content.doubts
    if page.gaps:
        lines.append("图中空缺：" + "；".join(page.gaps))
    if page.unwritten:
        lines.append("图中未标：" + "；".join(page.unwritten))
    if page.table:
        lines += page.table.notes
    lines += content.remarks
    return "\n".join(lines)


def _left_out(page: Page) -> list[str]:
    said = []
    if page.left_out:
        said.append(f"表太长，还有 {page.left_out} 行没有列出；全部在看板这一页的表和 CSV 里。")
    if page.table and page.table.unmoved:
        said.append(
            f"只列有变化的；另有 {page.table.unmoved} 项持平、不可比或不作判断，在表和 CSV 里。"
        )
    return said


def notes(page: Page) -> str:
    """Say in the notes of the speaker all that is known of a figure."""
    content = page.content
    parts = [content.headline, over(page), content.note, *_left_out(page)]
    defined = [f"{name}：{said}" for name, said in content.definitions]
    for heading, said in (
        ("定义", defined),
        ("来源", content.sources),
        ("说明", content.remarks),
        ("空缺", page.gaps),
        ("图中未标", page.unwritten),
        ("核查发现", content.doubts),
        ("表中的注", page.table.notes if page.table else ()),
    ):
        if said:
            parts.append("\n".join((heading, *said)))
    return "\n\n".join(filter(None, parts))
