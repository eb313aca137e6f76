"""八 特色创新: the major that the chapter is about, found in the data."""

from dashboard.outline import innovation
from dashboard.ui import parts

parts.show_page(innovation.outline)
