"""From a question in words to the view that answers it, or to why there is none.

Nothing is looked up here: what comes out is an address, and the page there asks for figures.
"""

import re
from dataclasses import replace
from itertools import islice

from dashboard.ask import nearest, periods
from dashboard.ask.folding import LONGEST, Folded, folded
from dashboard.ask.lexicon import Lexicon
from dashboard.ask.operations import operation
from dashboard.ask.reading import Answer, Link, Settled, quoted, refuse
from dashboard.ask.subjects import subjects
from dashboard.ask.tokens import Token, of, tokens
from dashboard.ask.view import View

_OFFERED = 3
_A_PUPIL = re.compile(
    "(?:平均)?(?:(?:每[个名位]?|一个)学生|每人|学生(?=平均|人均)|人均)(?:平均|人均)?"
    "(?:摊到|分到|占有|拥有|有)?(?:多少|几)?的?"
)
_TENTHS = re.compile("几成(?![绩效功果])")
_A_CLASS = re.compile("(?:平均)?每个?班级?(?:平均)?(?:有)?的?")
_SIDE_BY_SIDE = 6  # indicators at once
_ASK_NOTHING = ("empty", "vague", "whole", "and", "altogether")
_STANDARDS = "对照标准"  # the part of a page
_ENDS = ("?", "!", "。", ";")


def answer(question: str, lexicon: Lexicon) -> Answer:
    """Read a question. Whatever is asked, there is an answer, and what it offers is understood."""
    asked = folded(question)
    if len(asked.text) > LONGEST:
        return Answer("unknown", ("问句太长，请只用一句话",))
    found = tokens(asked, lexicon)
    known = _read(asked, found, lexicon)
    for other in (_time_first(asked, found), _each(asked)):
        if known.outcome == "unknown" and other:
            again = _read(other, tokens(other, lexicon), lexicon)
            known = known if again.outcome == "unknown" else again
    return replace(known, links=tuple(_links(known, asked, found, lexicon)))


def _links(known: Answer, asked: Folded, found: list[Token], lexicon: Lexicon) -> list[Link]:
    """Keep the links that lead on; where none does, offer what is nearest."""
    plain = [
        replace(link, question=link.text) for link in known.links
    ]  # without what else is asked
    for links in (known.links, plain):
        if kept := [link for link in links if _leads_on(link, known.outcome, lexicon)]:
            return kept
    if known.outcome not in ("unknown", "absent"):
        return []
    offered = nearest.questions(asked, found, lexicon, lambda text: _told(text, lexicon))
    near = (Link(text, text) for text in dict.fromkeys(offered))
    return list(islice((link for link in near if _leads_on(link, "", lexicon)), _OFFERED))


def _time_first(asked: Folded, found: list[Token]) -> Folded | None:
    """Put a time that parts a word before the whole: 家长沙龙今年办了几期."""
    times = of(found, "time")
    if len(times) != 1 or not times[0].start or of(found, "than"):
        return None
    (time,) = times
    return Folded(f"{time.text}{asked.text[: time.start]}{asked.text[time.end :]}")


def _each(asked: Folded) -> Folded | None:
    """Write what falls to each, and a part of the whole, as names do: 生均, 班均, 百分之几."""
    text = _A_CLASS.sub("班均", _A_PUPIL.sub("生均", asked.text))
    text = _TENTHS.sub("百分之几", text)
    return Folded(text) if text != asked.text else None


def _read(asked: Folded, found: list[Token], lexicon: Lexicon) -> Answer:
    try:
        return _answer(asked, found, lexicon)
    except Settled as settled:
        return settled.answer


def _leads_on(link: Link, outcome: str, lexicon: Lexicon) -> bool:
    """Tell whether a link leads to a page, or to a question that is understood.

    What a word may mean is a choice even where the reports have no figures of it.
    """
    if not link.question:
        return True
    told = _told(link.question, lexicon).outcome
    return told in ("understood", "page") or (outcome == "choices" and told != "unknown")


def _told(question: str, lexicon: Lexicon) -> Answer:
    asked = folded(question)
    return _read(asked, tokens(asked, lexicon), lexicon)


def _answer(question: Folded, found: list[Token], lexicon: Lexicon) -> Answer:
    _refuse_several(question, found)
    periods.refuse_ahead(found, lexicon)
    _say_which_majors(question, found, lexicon)
    _lead_to_page(question, found, lexicon)
    _refuse_what_is_left(found)
    about = subjects(found, question, lexicon)
    if len(about.indicators) > _SIDE_BY_SIDE:
        raise refuse("一次看的指标太多，请少选几项")
    calc = operation(
        found,
        figures=len(about.indicators),
        split=about.split,
        has_parts=bool(about.majors or about.categories),
    )
    return View(question, found, about, calc, lexicon).answer()


def _refuse_several(question: Folded, found: list[Token]) -> None:
    """Say where there are several questions in one; greetings and thanks are none."""
    pieces: list[list[Token]] = [[]]
    for token in found:
        if token.text in _ENDS:
            pieces.append([])
        else:
            pieces[-1].append(token)
    asked = [piece for piece in pieces if any(token.kind not in _ASK_NOTHING for token in piece)]
    if len(asked) > 1:
        texts = [question.text[piece[0].start : piece[-1].end] for piece in asked]
        raise refuse("一次只能问一件事", links=[Link(text, text) for text in texts[:3]])


def _lead_to_page(question: Folded, found: list[Token], lexicon: Lexicon) -> None:
    """Lead to the page that answers; where it is asked of a figure, also to that: 生师比达标吗."""
    routes = of(found, "route")
    if not routes:
        return
    links = [
        Link(title, page=page, address=(("part", part),) if part else ())
        for title, page, part in dict.fromkeys(token.value for token in routes)
    ]
    others = {token.kind for token in found} - {*_ASK_NOTHING, "route"}
    words = quoted(token.text for token in routes)
    if others <= {"figure", "time", "measure"}:
        if "figure" in others:
            rest = "".join(token.text for token in found if token.kind not in ("route", "empty"))
            if _told(rest, lexicon).outcome == "unknown":
                raise refuse(f"没有听懂{quoted([rest[:20]])}", links=links)
            if _lacks_standard(links, found, lexicon):
                said = f"没有可以对照的标准，{words}无从判断，只有报告的数"
                raise refuse(said, links=[Link(rest, rest)])
            links.append(Link(rest, rest))
        raise Settled(Answer("page", (f"{words}由另一页回答",), links=tuple(links)))
    raise refuse(f"这里不会把{words}和别的合起来查，请看下面的页", links=links)


def _lacks_standard(links: list[Link], found: list[Token], lexicon: Lexicon) -> bool:
    """Tell whether it is asked how something stands to a standard for which there is none."""
    codes = {one.code for token in of(found, "figure") for one in token.value}
    asks = any(dict(link.address).get("part") == _STANDARDS for link in links)
    return asks and not any(lexicon.indicators[code].has_standard for code in codes)


def _say_which_majors(question: Folded, found: list[Token], lexicon: Lexicon) -> None:
    """Say which majors the school has, where another is named."""
    if lacking := of(found, "no major"):
        names = quoted(token.text.removesuffix("专业") for token in lacking)
        said = f"本校没有{names}专业，有的是{'、'.join(lexicon.majors)}"
        text, token = question.text, lacking[0]
        every = f"{text[: token.start]}各专业{text[token.end :]}"
        links = (Link(every, every),) if len(lacking) == 1 else ()
        raise Settled(Answer("absent", (said,), links=links))


def _refuse_what_is_left(found: list[Token]) -> None:
    """Say which words are not understood, or not answered, rather than pass them over."""
    why: dict[str, list[str]] = {}
    for token in of(found, "refused"):
        why.setdefault(token.value, []).append(token.text)
    said = [f"{quoted(words)}：{reason}" for reason, words in why.items()]
    if unknown := of(found, "unknown"):
        said.append(f"没有听懂{quoted(token.text[:20] for token in unknown[:5])}")
    if said:
        raise refuse(*said)
