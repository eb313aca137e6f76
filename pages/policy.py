"""七 政策落实: funding, aid, staffing, governance and the appended table on policy."""

from dashboard.outline import policy
from dashboard.ui import parts

parts.show_page(policy.outline)
