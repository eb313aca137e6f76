"""The process that makes a file for a meeting: ``python -m dashboard.material``, told by a pipe."""

import json
import sys

from dashboard.material import files
from dashboard.material.apart import Wanted
from dashboard.material.content import content
from dashboard.material.cover import cover
from dashboard.query import connection
from dashboard.xlsx import child

_SECONDS, _MEMORY = 60, 2 << 30

if __name__ == "__main__":
    child.limit(_SECONDS, _MEMORY)
    wanted = Wanted.from_record(json.load(sys.stdin))
    with connection.looking_at(wanted.database):
        contents = [
            content(one.asked, note=one.note, link=one.link, own_title=one.title)
            for one in wanted.items
        ]
        made = files.FORMATS[wanted.kind].write(contents, cover(wanted.title, wanted.day))
    sys.stdout.buffer.write(made)
