"""HTML from templates: Python works out what is shown, a template holds the markup.

Whatever a template writes is escaped, so no text from the data can become markup.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,  # a name that is not given is a mistake, not an empty text
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: Any) -> str:
    """Fill in ``templates/<template>.html``."""
    return _ENVIRONMENT.get_template(f"{template}.html").render(values).strip()
