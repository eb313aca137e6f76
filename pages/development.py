"""三 发展保障: majors, teaching resources, teachers, moral education and party work."""

from dashboard.outline import development
from dashboard.ui import parts

parts.show_page(development.outline)
