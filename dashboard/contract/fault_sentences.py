"""What is said of each fault of a data file: one sentence by code, for everyone who reads it.

A sentence names columns, statuses, rows and files by ``{column:status}``, ``{status:U}``,
``{row:...}`` and ``{file:...}``; what these are called is for the front end to say. Whoever scripts
the files reads them as they stand there; the office reads the words and cells of its workbook.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.contract.faults import Fault, Problem

# What must not occur twice.
_KEYS = {
    "figure": "指标、时期、专业、分类",
    "fact": "{column:topic}、{column:item}、{column:grouping}、{column:kind}、{column:detail}",
    "claim": "断言代码",
    "class": "学年、班级、专业",
    "answer": "核查编号、指标、时期、专业、分类",
    "major": "专业名称或别名",
    "source": "编号",
    "standard": "编号",
    "indicator": "指标代码",
    "indicator_name": "指标名称",
    "synonym": "说法",
    "relation": "关系代码",
    "sheet": "表的代码",
    "sheet_title": "表名",
    "line": "指标、分类、时期、专业",
    "record": "指标、时期、年级、性别、专业、班级、分类",
}
_ASSERTION = "断言 {assertion}（{label}）"
_NOTHING_THERE = "本版报告这个指标没有「{word}」的数；请照“数据核查”所列填写。"

SENTENCES = {
    # folders and files
    "file_outside_year": "请移到以年份命名的文件夹里，如 2024。",
    "folder_not_a_year": "文件夹名应为四位年份，如 2024；请改名。",
    "no_year": "没有任何年份的文件夹；请按年份建立，如 2024。",
    "not_csv": "只读 CSV 文件；请另存为“CSV UTF-8（逗号分隔）”，并移走本文件。",
    "file_missing": "文件不存在或无法读取；请补上，或关闭占用它的程序。",
    "file_unreadable": "{why}",
    "not_one_row": "应恰有一行，现有 {rows} 行；请改正。",
    # the header, and rows out of shape
    "no_header": "没有表头，或分隔符不是英文逗号；第一行应为 {wanted}。",
    "column_missing": "缺少这一列；请补上。",
    "column_unknown": "不认识这一列{like}请改正列名或删去这一列。",
    "column_twice": "这一列出现了两次；请删去一列。",
    "too_many_cells": "有 {cells} 格，比表头多（表头 {wanted} 格）；"
    "请核对逗号，含逗号的内容要加英文双引号。",
    "too_few_cells": "有 {cells} 格，比表头少（表头 {wanted} 格）；"
    "请核对逗号，含逗号的内容要加英文双引号。",
    "mojibake": "有乱码（�），内容已损坏；请按原文重新录入。",
    # any cell
    "empty": "不能为空；请填写。",
    "full_width": "「{text}」含全角字符；请改用半角数字。",
    "number_with_signs": "「{text}」含千分位逗号或百分号；请只写数字。",
    "not_a_number": "「{text}」不是数字；请只写数字。",
    "out_of_bounds": "应为 {low} 到 {high} 之间的整数，现为 {text}；请改正。",
    "not_a_flag": "应为 true 或 false，现为「{text}」；请改正。",
    "not_allowed": "应为 {allowed} 之一，现为「{text}」；请改正（区分大小写）。",
    "not_a_code": "代码「{text}」只能用小写英文字母、数字和下划线，以字母开头。",
    "not_a_day": "「{text}」不是日期；请写成 2026-01-31 的样子。",
    "not_a_date": "「{text}」不是日期，或者没有这一天；请写成 2025-12-27 或 2025年12月 的样子。",
    "not_a_period": "{why}",
    "unknown": "不认识「{word}」{like}{advice}",
    "unknown_major": "不认识「{word}」{like}请改正，或先在 {file:catalogue/majors.csv} 登记"
    "专业或别名。",
    "major_is_category": "「{word}」是专业大类；请写在 {column:category} 列，{column:major} 留空。",
    # an edition
    "other_year": "应与文件夹名 {year} 相同，现为「{text}」；请改正。",
    # a figure
    "status_of_blank": "原文是空白，{column:status} 应为 {status:{right}}，现为 {status:{given}}；"
    "请核对原文。",
    "status_of_dash": "原文印的是 -，{column:status} 应为 {status:{right}}，现为 {status:{given}}；"
    "请核对原文。",
    "status_only_of_blank": "{status:{given}} 只用于空白格，而 {column:printed} 为「{printed}」；"
    "请改正其中之一。",
    "status_only_of_dash": "{status:{given}} 只用于印作 - 的格，"
    "而 {column:printed} 为「{printed}」；请改正其中之一。",
    "status_without_note": "{column:status} 为 {status:{given}} 时须在 {column:note} 说明原因；"
    "请填写。",
    "value_of_blank": "原文是空白，却填了 {value}；请清空 {column:value}，或补上 {column:printed}。"
    "按原文清点得出的数，{column:status} 写 {status:{unsure}}。",
    "value_of_dash": "原文印的是 -，却填了 {value}；"
    "请清空 {column:value}，或补上 {column:printed}。",
    "value_missing": "原文印有「{printed}」，{column:value} 却是空的；请按原文填写数字。",
    "dash_not_half_width": "原文印有「{printed}」，{column:value} 却是空的；空缺的格请写半角 -。",
    "ratio_as_time": "「{printed}」像是被 Excel 改成了时间；请改回原文的比例，如 18:1。",
    "value_not_as_printed": "现为 {value}，与 {column:printed}「{printed}」不符；请以原文为准，"
    "疑误写在 {column:note}。",
    "value_another_named": "现为 {value}，而 {column:printed}「{printed}」说的是另一个数；请改正。"
    "确要这样折合的，请把 {column:status} 写成 {status:U} 并在 {column:note} 说明。",
    "value_several_named": "{column:printed}「{printed}」里不止一个数；请在 {column:note} 说明"
    "为什么是 {value}。",
    "percentage_of_other_unit": "「{printed}」带百分号，而这个指标的单位是{unit}；请核对。"
    "原文确如此印，请把 {column:status} 写成 {status:U} 并在 {column:note} 说明。",
    "category_missing": "没有写分类；请填写，如 {like}。",
    "no_categories": "这个指标不分类；请清空「{word}」。",
    "unknown_category": "没有「{word}」这一分类{like}请照模板填写。",
    "value_none_named": "{column:printed}「{printed}」里没有数；请在 {column:note} 说明"
    "为什么是 {value}。",
    "impossible_percentage": "百分比应在 0 到 100 之间，现为 {value}；请核对是否多了两位。"
    "原文确如此印，请把 {column:status} 写成 {status:{unsure}} 并在 {column:note} 说明。",
    # a claim
    "years_turned_round": "{last} 早于 {column:first_year} 的 {first}；请改正其中之一。",
    "claim_without_number": f"{_ASSERTION}须有这个数；请按原文填写。",
    "claim_with_number": f"{_ASSERTION}用不到这个数；请清空，或改用别的断言。",
    "share_without_indicator": "{column:share_of} 填了，就要填所占的那一部分的指标；请补上。",
    "vague_with_indicator": f"{_ASSERTION}不与指标对照；请清空，或改用别的断言。",
    # an answer
    "not_a_finding": "「{text}」不是核查编号；编号是 f 开头的八位字母和数字，如 f3a291c0。",
    "not_an_answer": "应为 {allowed} 之一，现为「{text}」；请改正。",
    "answer_with_value": "只有更正（corrected）才填数；请清空，或改 {column:answer}。",
    "answer_without_reason": "说明和更正都要写明理由；请填写。",
    "correction_without_value": "更正（corrected）须填更正后的数；请填写。",
    "correction_as_printed": "{value} 就是报告所印的数；没有改动，请写照印或说明。",
    "correction_impossible": "{value} 不可能是以“{unit}”计的数；请改正。",
    "correction_in_parts": "{unit}数不能有小数，现为 {value}；请改正。",
    "no_such_indicator": _NOTHING_THERE,
    "no_such_figure": f"{_NOTHING_THERE}可填：{{there}}。",
    # figures of the school's lists
    "not_a_list": "这里只放看板由名单汇总出的 {allowed}；请移走本文件。",
    "not_as_status": "{column:status} 为 {given} 时，这一格不能如此；请用看板重新生成这个文件。",
    # the catalogue
    "major_spelt_twice": "「{word}」与 {row:{first}}的「{other}」只差全半角、空格或大小写，"
    "是同一个专业；请合为一行，另一种写法填在 {column:aliases}。",
    "same_as_twice": "「{same_as}」自己也填了 {column:same_as}；请直接指向主位置的指标。",
    "official_by_halves": "{column:official_table} 与 {column:official_row} 须同时填写或同时为空。",
    "other_unit": "与指标「{indicator}」的单位「{unit}」不同；请换算后统一单位。",
    "range_without_bounds": "{column:kind} 为 range 时须填 {column:low} 和 {column:high}，"
    "且 {column:low} 不大于 {column:high}。",
    "roles_missing": "operands.csv 中没有它的 {roles}；请补上。",
    "sheet_named_as_a_list": "代码「{sheet}」与事实等文件同名；请换一个。",
    "not_a_sheet_title": "表名须有 1 到 31 个字，不含 \\ / ? * [ ] : '；请改正。",
    "not_a_pattern": "时期「{period}」写法不对；以 {{Y}} 表示版次的年份，如"
    " {{Y}}年、{{Y-1}}学年第一学期、{{Y}}-12-23。",
} | {
    f"{key}_twice": f"{what}与 {{row:{{first}}}}重复；请改正或删去其中一行。"
    for key, what in _KEYS.items()
}


@dataclass(frozen=True)
class _Word:
    """What a front end calls the thing that a sentence names after the colon."""

    said: Callable[[str], str]

    def __format__(self, name: str) -> str:
        return self.said(name)


@dataclass(frozen=True)
class Wording:
    """How a fault is said to whoever scripts: in the words of the files."""

    fault: Fault

    def column(self, name: str) -> str:
        return name

    def status(self, code: str) -> str:
        return code

    def file(self, name: str) -> str:
        return name

    def row(self, where: str) -> str:
        """Name a row, given as ``file:row``."""
        file, _, number = where.rpartition(":")
        return f"第 {number} 行" if file == self.fault.file else f"{file} 第 {number} 行"

    def sentence(self) -> str:
        return SENTENCES[self.fault.code].format(
            column=_Word(self.column),
            status=_Word(self.status),
            file=_Word(self.file),
            row=_Word(self.row),
            **self.fault.arguments,
        )


def problem(fault: Fault) -> Problem:
    """Say a fault by file, row and column."""
    return Problem(fault.file, fault.row, fault.column, Wording(fault).sentence())
