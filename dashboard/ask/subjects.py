"""Which indicators, majors and categories the words of a question mean, if that can be told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.ask.folding import Folded
from dashboard.ask.lexicon import Indicator, Lexicon, Meant
from dashboard.ask.reading import Answer, Link, Settled, quoted, refuse
from dashboard.ask.tokens import Kind, Token, of
from dashboard.ask.words import BY_MAJOR, MONEY, RATIO, grammar

_MOST = 8  # choices
_SHARED: tuple[Kind, ...] = ("of", "operation")  # beside which a proportion is worked out
_LISTING: tuple[Kind, ...] = ("and", "than", "compared", "of", "operation")
# What the name of something measured ends with; anything else is only what it is about.
_HOW_MANY = ("多少", "有多少", "几", "有几")
_MEASURED = (
    "率",
    "数",
    "比",
    "例",
    "额",
    "量",
    "费",
    "积",
    "值",
    "度",
    "薪",
    "入",
    "时",
    "水平",
    "次",
)


@dataclass(frozen=True)
class Subjects:
    """What a question is about; ``categories`` are those named, ``split`` how it is to be split."""

    indicators: tuple[Indicator, ...]
    majors: tuple[str, ...]
    categories: tuple[str, ...]
    split: str
    others: tuple[Indicator, ...] = ()  # that the words may mean as well, but not here


def subjects(found: Sequence[Token], question: Folded, lexicon: Lexicon) -> Subjects:
    """Tell what a question is about. Raises Settled where that cannot be told."""
    return _Subjects(found, question, lexicon).told()


class _Subjects:
    def __init__(self, found: Sequence[Token], question: Folded, lexicon: Lexicon) -> None:
        self.found, self.question, self.lexicon = found, question, lexicon
        self.split = self._split()
        self.units = [token.value for token in of(found, "measure")]
        self.named: list[Token] = []  # what names an indicator
        self.parts: list[Token] = []  # what names only a category of one
        figures = of(found, "figure")
        for token in figures:
            kind, unit = grammar().get(token.text, ("", ""))
            if kind == "measure" and len(figures) > 1:  # 优秀人数: how many of something else
                self.units.append(unit)
            elif any(not one.category for one in token.value):
                self.named.append(token)
            else:
                self.parts.append(token)

    def told(self) -> Subjects:
        self._refuse_another_thing()
        majors = self._majors()
        named = self._qualified()
        if not named and not self.parts:
            raise self._nothing_named(majors)
        parts = [token for token in self.parts if not self._is_group(token, named)]
        groups = [token for token in self.parts if token not in parts] + of(self.found, "group")
        if len(named) > 1 and parts:
            raise refuse(f"“{parts[0].text}”说的是哪一项，看不出来，请一次问一项")
        words = self._without_qualifier(named, parts) or [self._part_of_one(parts)]
        in_groups = tuple(name for token in groups for name in self.lexicon.groups[token.text])
        sets = [self._narrowed(word, (*majors, *in_groups), parts) for word in words]
        chosen = [self._one(word, some) for word, some in zip(words, sets, strict=True)]
        known = self.lexicon.indicators
        indicators = tuple(known[code] for code in dict.fromkeys(chosen))
        # Of a category of majors those that there are figures of.
        printed = [name for name in in_groups if name in indicators[0].majors] or in_groups
        meant = [one for token in parts for one in token.value if one.code == chosen[0]]
        return Subjects(
            indicators,
            tuple(dict.fromkeys((*majors, *printed))),
            tuple(dict.fromkeys(one.category for one in meant)),
            self.split,
            tuple(
                known[one.code] for word in words for one in word.value if one.code not in chosen
            ),
        )

    def _refuse_another_thing(self) -> None:
        """Say that there are no reports of what is named, and ask of what comes nearest."""
        when = "".join(token.text for token in of(self.found, "time"))
        for token in of(self.found, "figure"):
            if not any(one.is_nearest for one in token.value):
                continue
            names = [self.lexicon.indicators[one.code].name for one in token.value]
            raise Settled(
                Answer(
                    "absent",
                    (f"“{token.text}”不是报告里的指标",),
                    links=tuple(Link(name, f"{when}{name}") for name in names),
                )
            )

    def _is_group(self, part: Token, named: Sequence[Token]) -> bool:
        """Tell whether a category is one of majors here, and not one of an indicator named."""
        codes = {one.code for one in part.value}
        is_part = any(codes & {one.code for one in word.value} for word in named)
        return bool(named) and part.text in self.lexicon.groups and not is_part

    def _part_of_one(self, parts: list[Token]) -> Token:
        """Return the first category, meant of the indicators that have all that are named."""
        codes = set.intersection(*({one.code for one in token.value} for token in parts))
        if not codes:
            raise refuse(f"{quoted(token.text for token in parts)}不是同一项指标的分类")
        meant = tuple(one for one in parts[0].value if one.code in codes)
        return replace(parts[0], value=meant)

    def _without_qualifier(self, named: list[Token], parts: list[Token]) -> list[Token]:
        """Leave out a word that only says whose a category is: 教师 of 高级职称教师."""
        if len(named) != 1 or not parts or self._is_full(named[0]):
            return named
        (word,) = named
        codes = {one.code for one in word.value}
        apart = not any(one.code in codes for part in parts for one in part.value)
        said = any(self._is_said_of(word.text, one) for part in parts for one in part.value)
        return [] if apart and said else named

    def _split(self) -> str:
        splits = {token.value for token in of(self.found, "split")}
        splits |= {
            BY_MAJOR for token in of(self.found, "figure") if token.text.startswith("各专业")
        }
        if len(splits) > 1:
            raise refuse("一次只能按一样分开，请只留专业、学期、分类中的一样")
        return next(iter(splits), "")

    def _majors(self) -> tuple[str, ...]:
        names: list[str] = []
        for token in of(self.found, "major", "group"):
            if token.kind == "major" and len(token.value) > 1:
                raise self._choose(token, token.value)
            names += token.value
        return tuple(dict.fromkeys(names))

    def _qualified(self) -> list[Token]:
        """Join words that stand together: the first only says more of the second, 毕业生就业率."""
        joined: list[Token] = []
        between: list[Token] = []
        for word in self.found:
            if word not in self.named:
                between.append(word)
                continue
            if joined and not self._are_listed(joined[-1], between, word):
                joined.append(self._joined(joined.pop(), between, word))
            else:
                joined.append(word)
            between = []
        return joined

    def _are_listed(self, before: Token, between: list[Token], word: Token) -> bool:
        """Tell two indicators side by side from one of which more is said."""
        ratio = any(token.value == RATIO for token in of(self.found, "operation"))
        if ratio or of(between, *_LISTING):
            return True
        together = not between and word.start not in self.question.breaks
        return not between and (not together or (self._is_full(before) and self._is_full(word)))

    def _is_full(self, token: Token) -> bool:
        """Tell what asks for a number from what only says of whom or what one is."""
        asks = is_measured(token.text) or token.text.startswith(_HOW_MANY)
        return asks or token.text in self.lexicon.whole_names

    def _joined(self, first: Token, between: list[Token], second: Token) -> Token:
        for word, other in ((first, second), (second, first)):
            meant = tuple(one for one in other.value if self._is_said_of(word.text, one))
            if meant and not self._is_full(word) and all(one.text == "的" for one in between):
                return Token("figure", other.text, first.start, second.end, meant)
        raise refuse(f"“{first.text}”和“{second.text}”放在一起，看不出要的是哪一项")

    def _is_said_of(self, word: str, meant: Meant) -> bool:
        """Tell whether what is meant is one of the word, by that or by another of its meaning."""
        one = self.lexicon.indicators[meant.code]
        words = self.lexicon.spelt.get(self.lexicon.meant.get(word, ()), ())
        return any(same in one.name or same in one.definition for same in (word, *words))

    def _narrowed(self, word: Token, majors: tuple[str, ...], parts: list[Token]) -> list[str]:
        """Leave out of what a word may mean all that cannot be meant here."""
        codes = list(dict.fromkeys(one.code for one in word.value))
        known = self.lexicon.indicators
        for part in parts:
            of_part = {one.code for one in part.value}
            if not (both := [code for code in codes if code in of_part]):
                names = "、".join(known[code].name for code in codes[:3])
                raise refuse(f"“{part.text}”不是{names}的分类，报告没有这样分的数")
            codes = both
        for unit in self.units:
            if unit == "%" and (majors or parts or self.split or of(self.found, *_SHARED)):
                continue  # perhaps a share of the whole
            if not (of_unit := self._of_unit(codes, unit)):
                other = known[codes[0]]
                raise refuse(f"{other.name}的单位是“{other.unit}”，与所问的不合")
            codes = of_unit
        if majors or self.split == BY_MAJOR:
            codes = _where(codes, lambda code: bool(known[code].majors))
            codes = _where(codes, lambda code: set(majors) <= known[code].majors)
        elif not parts:
            codes = _where(codes, lambda code: known[code].is_whole)
        return codes

    def _of_unit(self, codes: list[str], unit: str) -> list[str]:
        """Keep those of a unit; else take what is printed again in that unit: 亩 for 平方米."""
        known = self.lexicon.indicators
        again = [code for code, one in known.items() if one.same_as in codes]
        if unit == MONEY:  # 万元, 元/月, 元/生
            return [code for code in codes if MONEY in known[code].unit]
        return [code for code in codes if known[code].unit == unit] or [
            code for code in again if known[code].unit == unit
        ]

    def _one(self, word: Token, codes: list[str]) -> str:
        if not codes:
            raise refuse(f"“{word.text}”说的是哪一项，看不出来")
        if of(self.found, "vague") and len(codes) == 1 and not self._is_full(word):
            codes += [
                one.code
                for one in self.lexicon.indicators.values()
                if word.text in one.name and not one.same_as and one.code not in codes
            ]
        is_sure = word not in self.parts or word.text in self.lexicon.reviewed
        if len(codes) == 1 and is_sure:
            return codes[0]
        raise self._choose(word, [self.lexicon.indicators[code].name for code in codes])

    def _choose(self, word: Token, names: Sequence[str]) -> Settled:
        """Ask which of several is meant: each a question with its name in place of the word."""
        text = self.question.text
        kept = word.text if word in self.parts else ""
        links = [
            Link(f"{name}{kept}", f"{text[: word.start]}{name}{kept}{text[word.end :]}")
            for name in names[:_MOST]
        ]
        said = "可以指好几项，请选一项" if len(names) > 1 else "是不是指这一项"
        return Settled(Answer("choices", (f"“{word.text}”{said}",), links=tuple(links)))

    def _nothing_named(self, majors: tuple[str, ...]) -> Settled:
        if not majors:
            return refuse("没有说要看哪个指标")
        of_them = [
            one
            for one in self.lexicon.indicators.values()
            if set(majors) <= one.majors and not one.same_as
        ]
        return Settled(
            Answer(
                "choices",
                (f"没有说要看{'、'.join(majors)}的哪个指标",),
                links=tuple(
                    Link(one.name, f"{'、'.join(majors)}{one.name}") for one in of_them[:_MOST]
                ),
            )
        )


def is_measured(word: str) -> bool:
    """Tell by its end what names a number from what names a thing: 培训人数 from 培训."""
    return word.endswith(_MEASURED)


def _where(codes: list[str], holds: Callable[[str], bool]) -> list[str]:
    """Keep those of which something holds, or all if it holds of none."""
    return [code for code in codes if holds(code)] or codes
