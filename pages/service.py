"""六 服务贡献: where graduates work, training for others, technical services, work abroad."""

from dashboard.outline import service
from dashboard.ui import parts

parts.show_page(service.outline)
