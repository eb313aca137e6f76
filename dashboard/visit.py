"""A visitor without a browser: opens one page of a running server, as a browser's socket would.

The server is its own first visitor, so that whoever comes next does not wait for what is loaded
at first use; tests open a page of a fresh server with it.
"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


def visit(url: str, page: str = "", *, seconds: float = 60) -> list[ForwardMsg]:
    """Run the page at ``url``/``page`` once and return all that was sent.

    Raises OSError where no server answers and TimeoutError where it takes longer than that.
    """
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.context_info.locale = "zh-CN"
    asked.rerun_script.context_info.timezone = "Asia/Shanghai"
    asked.rerun_script.context_info.timezone_offset = -480
    asked.rerun_script.context_info.url = f"{url}/{page}"
    received: list[ForwardMsg] = []
    stream = url.replace("http", "ws", 1) + "/_stcore/stream"
    # proxy=None: a proxy set for the outside world has no business with our own server.
    with connect(stream, open_timeout=seconds, max_size=None, proxy=None) as socket:
        socket.send(asked.SerializeToString())
        while not received or not _is_last(received[-1]):
            frame = socket.recv(timeout=seconds, decode=False)
            received.append(ForwardMsg.FromString(frame))
    return received


def _is_last(message: ForwardMsg) -> bool:
    if message.WhichOneof("type") != "script_finished":
        return False
    return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
