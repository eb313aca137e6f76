"""引用: one figure as it was cited, of the data of then, and what became of it since."""

from dashboard.ui import cited, page

page.begin_plain("引用", "一张图连同引用时的数；这个网址不变，以后打开看到的仍是这些数。")
cited.show()
