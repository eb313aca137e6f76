"""一 学校情况: conditions against standards, students and classes, staff, the school itself."""

from dashboard.outline import profile
from dashboard.ui import parts

parts.show_page(profile.outline)
