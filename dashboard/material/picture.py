"""What a chart says as a picture besides what stands on its page already.

The picture is drawn by the visitor's browser (``serve/browser/picture.js``), which has title, unit,
what the chart shows and what is doubted from the page.
"""

from dashboard.material import content
from dashboard.query import connection, scopes
from dashboard.query.question import Question
from dashboard.render import export
from dashboard.render.figure_parts import Pictured


@connection.per_version
def words(asked: Question) -> Pictured:
    """Say what a picture is called, how its figure is narrowed, and what stands under it."""
    file = export.file_name([*asked.words, *scopes.words(asked.scope)], "png")
    under = [content.source_line(content.sources(asked)), *content.remarks(asked)]
    return Pictured(file, content.scope(asked), "\n".join(under))
