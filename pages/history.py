"""版本记录: every publication with who, when and why; an earlier one comes back with a click."""

from dashboard.ui import desk, page

page.begin_plain(
    "版本记录",
    "每一次发布都留有完整的数据；可以恢复到任何一版，恢复本身也是新的一版，不会丢失什么。",
)
desk.history()
