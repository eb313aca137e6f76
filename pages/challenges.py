"""九 挑战与对策: each challenge beside the figures that bear on it and what was planned."""

from dashboard.outline import challenges
from dashboard.ui import page, parts

if not parts.show_page(challenges.outline):
    page.lack("挑战与对策")
