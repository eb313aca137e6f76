"""HTML from templates: Python works out what is shown, a template holds the markup.

Whatever a template writes is escaped, so no text from the data can become markup.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.text import without_controls

TEMPLATES = Path(__file__).with_name("templates")


def _shown(value: Any) -> Any:
    """Leave out of a text what turns the direction of writing round; markup of ours is none."""
    return without_controls(value) if type(value) is str else value


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    finalize=_shown,
    undefined=StrictUndefined,  # a name that is not given is a mistake, not an empty text
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: Any) -> str:
    """Fill in ``templates/<template>.html``."""
    return _ENVIRONMENT.get_template(f"{template}.html").render(values).strip()
