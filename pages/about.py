"""数据说明: editions, marks, definitions, standards, what was left out, downloads and citing."""

import streamlit as st

from dashboard.contract.codes import CHAPTERS
from dashboard.outline import about
from dashboard.query import question
from dashboard.text import plain
from dashboard.ui import page, parts


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
    newest = question.run("school").to_dict("records")[0]
    published = f". {plain(newest['published'])}" if newest["published"] else ""
    years = list(question.run("years")["year"])
    st.markdown(
        f"""
- **引用报告**：{plain(newest["school"])}.《{plain(newest["title"])}》[R]{published}.
  并注明表号或图号与页码（每个数值旁都有）。
- **引用一张图**：点图名旁的“引用”，得到它自己的网址；以后打开仍是引用时的数，并写明改过没有。
- **使用许可**：以报告所载为准，见“报告与下载”；报告没有载明的，公开使用前请先征得学校同意。
- **分享视图**：网址里就有所选的年份、专业、部分和指标，复制即可。例如在任一页网址后加
  `?years={years[0]:d}&years={years[-1]:d}`，在“指标探索”页再加 `&indicator=指标代码`（可重复）。
"""
    )


def of_chapter() -> dict[str, int]:
    numbers = {name: number for number, name in CHAPTERS.items()}
    return {"chapter": numbers.get(page.choice("章", CHAPTERS.values(), "chapter"), 0)}


parts.show_page(
    about.outline,
    before={"报告与下载": whole, "引用与分享": citing, "指标定义": of_chapter},
)
