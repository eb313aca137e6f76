"""会议材料: what was chosen for a meeting, in its order, with notes; taken away as a file."""

from dashboard.ui import collection, page

page.begin_plain(
    "会议材料", "在各页点图名或卡片旁的“加入”，就到这里；排好次序，写标题和备注，下载或打印。"
)
collection.show()
