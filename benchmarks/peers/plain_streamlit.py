"""A Streamlit page as most people write one: ``streamlit run plain_streamlit.py -- NAME ...``."""

import sys

import streamlit as st

from benchmarks.peers import charts

st.set_page_config(layout="wide")
st.title(charts.TITLE)
years = charts.years()
first, last = st.select_slider("Years", options=years, value=(years[0], years[-1]))
for place, name in enumerate(sys.argv[1:]):
    if place % 2 == 0:
        columns = st.columns(2)
    with columns[place % 2]:
        st.subheader(charts.title(name))
        st.plotly_chart(charts.draw(name, first, last), key=name)
