"""二 人才培养: health, where graduates go, aid, life at school, and what was not filled in."""

from dashboard.outline import training
from dashboard.ui import parts

parts.show_page(training.outline)
