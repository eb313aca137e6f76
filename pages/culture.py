"""五 文化传承: courses, activities and honours; a small page, as the chapter is prose."""

from dashboard.outline import culture
from dashboard.ui import page, parts

parts.show_page(culture.outline, opening=lambda: page.say("culture_says"))
