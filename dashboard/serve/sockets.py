"""The sockets of open pages: how many, from where, and none that asks for nothing.

A socket costs four of the files a process may have open. So one that has asked for no page within
seconds is closed, and where all places are taken a newcomer gets that of a socket which has asked
for nothing yet, or else of the address that holds more than the newcomer's own.

There is no fixed share for an address. A school may come from a single one: behind its router, or
behind a proxy that does not say whom it speaks for. Nobody is turned away while there is room, and
when there is none, whoever holds the most gives way.
"""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.serve import limits, sessions, streamlit_seams

_LOG = logging.getLogger(__name__)
_UNSUPPORTED = 1003  # what a socket is closed with that sends text; pages send bytes


@dataclass(eq=False)
class _Place:
    address: str
    ends: asyncio.Timeout
    has_asked: bool = False
    is_given_away: bool = False


class Sockets:
    """ASGI middleware; what is not a socket goes on to ``app`` unseen."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most
        self._places: dict[_Place, None] = {}  # in the order in which they came
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        sessions.came_back.set(len(scope["subprotocols"]) > streamlit_seams.OF_A_NEW_PAGE)
        address = scope["client"][0] if scope["client"] else ""
        if not self._has_room(address):
            await send({"type": "websocket.close"})
            return
        try:
            async with asyncio.timeout(limits.SILENT) as ends:
                place = _Place(address, ends)
                self._places[place] = None
                try:
                    await self._carry(place, scope, receive, send)
                finally:
                    self._leave(place)
        except TimeoutError:
            if not ends.expired():
                raise

    async def _carry(self, place: _Place, scope: Scope, receive: Receive, send: Send) -> None:
        has_sent_text = False

        async def attend() -> Message:
            nonlocal has_sent_text
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if message.get("bytes") is None:
                has_sent_text = True
                return {"type": "websocket.disconnect", "code": _UNSUPPORTED}
            if not (place.has_asked or place.is_given_away):
                place.has_asked = True
                place.ends.reschedule(None)
            return message

        await self._app(scope, attend, send)
        if has_sent_text:
            await send({"type": "websocket.close", "code": _UNSUPPORTED})

    def _has_room(self, address: str) -> bool:
        taken = len(self._places)
        if taken >= self._most * 9 // 10 and not self._told:
            _LOG.warning(
                "同时打开的页面已接近上限（%d 个，上限 %d 个）；"
                "超过时先断开没有打开任何页面的连接。如果确实有这么多人，"
                "请提高系统允许同时打开的文件数（ulimit -n）。",
                taken,
                self._most,
            )
            self._told = True
        if taken < self._most:
            return True
        given = self._to_give_away(address)
        if given is None:
            return False
        self._leave(given)
        given.is_given_away = True
        given.ends.reschedule(0)  # a time long past: at once
        return True

    def _to_give_away(self, newcomer: str) -> _Place | None:
        silent = next((one for one in self._places if not one.has_asked), None)
        if silent is not None:
            return silent
        held = Counter(one.address for one in self._places)
        address, most = held.most_common(1)[0]
        if most <= held[newcomer] + 1:
            return None
        return next(one for one in self._places if one.address == address)

    def _leave(self, place: _Place) -> None:
        self._places.pop(place, None)
        self._told &= len(self._places) >= self._most // 2
