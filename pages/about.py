"""数据说明: editions, marks, definitions, standards, what was left out, downloads and citing."""

import streamlit as st

from dashboard.contract.codes import CHAPTERS
from dashboard.query import question
from dashboard.text import plain
from dashboard.ui import page, parts
from dashboard.ui.parts import Part

page.begin("数据说明", "数据从哪里来、每个记号是什么意思、怎样下载与引用。")
newest = question.run("school").to_dict("records")[0]
published = f". {plain(newest['published'])}" if newest["published"] else ""
years = list(question.run("years")["year"])
numbers = {name: number for number, name in CHAPTERS.items()}


def whole() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        page.bundle(
            "下载全部数据",
            "export_observations",
            "export_facts",
            "export_indicators",
            "majors",
            "standards",
            "omissions",
        )
        st.caption("一个 ZIP，内有各表的 CSV（Excel、WPS 双击即可打开），不受年份与专业筛选影响。")


def citing() -> None:
    st.markdown(
        f"""
- **引用报告**：{plain(newest["school"])}.《{plain(newest["title"])}》[R]{published}.
  并注明表号或图号与页码（每个数值旁都有）。
- **使用许可**：以报告所载为准，见“报告与下载”；报告没有载明的，公开使用前请先征得学校同意。
- **分享视图**：网址里就有所选的年份、专业、部分和指标，复制即可。例如在任一页网址后加
  `?years={years[0]:d}&years={years[-1]:d}`，在“指标探索”页再加 `&indicator=指标代码`（可重复）。
"""
    )


def of_chapter() -> dict[str, int]:
    return {"chapter": numbers.get(page.choice("章", CHAPTERS.values(), "chapter"), 0)}


parts.show(
    Part("报告与下载", ["editions"], opening=whole),
    Part("引用与分享", [], opening=citing),
    Part("怎样读数", ["status_marks"]),
    Part("指标定义", [("dictionary_of_chapter", {"chapter": 0})], opening=of_chapter),
    Part("标准", ["standards"]),
    Part("未收录的数字", ["omissions"]),
)
