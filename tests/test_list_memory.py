"""What is left of a list in the memory of the server that it was handed in to.

SYNTHETIC: every pupil here is made up.
"""

import platform
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made_up_lists as made
from tests.amount import exhaustive
from tests.handing_in import EDITOR, Person, serving
from tests.real import copied

PUPILS = made.school(2024, 220)
# What all their names, and all their numbers, begin with.
NAME, NUMBER = "虚构0", "SYN2024"


def memory(pid: int) -> Iterator[bytes]:
    """Yield what a process holds, mapping by mapping, as a dump of it would have it."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as held:
        for line in maps:
            found = re.match("([0-9a-f]+)-([0-9a-f]+) r", line)
            if not found or "[v" in line:  # the kernel's own
                continue
            first, end = (int(number, 16) for number in found.groups())
            try:
                held.seek(first)
                # Most of it was never written to: nothing but zeros, and slow to search.
                yield held.read(end - first).rstrip(b"\0")
            except OSError:  # gone meanwhile, or nobody's to read
                continue


def found(pid: int, *words: str) -> set[str]:
    """Return which words stand in memory, in any way that Python, Excel or a browser has."""
    ways = {
        word.encode(coding): word
        for word in words
        for coding in ("utf-8", "utf-16-le", "utf-32-le", "gb18030")
    }
    return {word for held in memory(pid) for written, word in ways.items() if written in held}


ENROLMENT, FITNESS = made.enrolment(PUPILS, 2024), made.fitness_upload(PUPILS)
HANDED_IN = {
    "packed": {"学籍.xlsx": made.xlsx(ENROLMENT), "体测.xlsx": made.xlsx(FITNESS)},
    "plain": {"学籍.xls": made.xls(ENROLMENT), "体测.csv": made.text(FITNESS, "gb18030")},
}


@exhaustive
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others overwrite nothing")
@pytest.mark.parametrize("kind", HANDED_IN)
def test_no_pupil_of_a_list_is_left_in_the_memory_of_the_server(kind: str, tmp_path: Path) -> None:
    copied(tmp_path)
    assert all(one.name.startswith(NAME) and one.number.startswith(NUMBER) for one in PUPILS)
    with serving(tmp_path / "data") as server:
        editor = Person(server.url, EDITOR)
        editor.query = "part=本校名单"
        editor.run()
        editor.run()
        editor.choose("selectbox", "哪一学年", string_value="2024—2025 学年")
        (name, content), *more = HANDED_IN[kind].items()
        editor.hand_in(name, content, *more)
        editor.press("读取名单")
        assert re.search(r"汇总了.*?220", editor.said(), flags=re.DOTALL)
        assert found(server.pid, NAME, NUMBER) == set()
        editor.press("公布")
        assert "已公布" in editor.said()
        editor.close()
        assert found(server.pid, NAME, NUMBER) == set()
        # What the server does hold is found.
        assert found(server.pid, "计算机网络技术", made.LABEL * 2) == {"计算机网络技术"}
