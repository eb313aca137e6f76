"""四 产教融合: partners, co-taught courses, mentors, internships, and whether it shows in jobs."""

from dashboard.outline import integration
from dashboard.ui import parts

parts.show_page(integration.outline)
