"""Messages to and from a device in another process: JSON and bytes (tools/emulator/src/link/wire.hpp)."""

import array
import json
import socket
import struct
from collections.abc import Mapping
from typing import Any

_SIZES = struct.Struct("<QQ")
# The device is ours, but kernels run in it: more than this is no message.
_LARGEST = 8 << 30


class PeerGoneError(Exception):
    """The other side has hung up, in the middle of a message or instead of one."""


def send(
    to: socket.socket, head: Mapping[str, Any], body: bytes = b"", descriptor: int | None = None
) -> None:
    """Send a message, and with it a descriptor.

    Raises:
        PeerGoneError: nobody takes it.
        TimeoutError: it was not taken in the socket's time.
    """
    text = json.dumps(head).encode()
    start = _SIZES.pack(len(text), len(body))
    with_it = [] if descriptor is None else [array.array("i", [descriptor])]
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, each) for each in with_it]
    try:
        sent = to.sendmsg([start], rights)
        to.sendall(start[sent:] + text + body)
    except TimeoutError:
        raise
    except OSError as error:
        raise PeerGoneError from error


def receive(source: socket.socket) -> tuple[dict[str, Any], bytes]:
    """The next message.

    Raises:
        PeerGoneError: there is none, or it is none.
        TimeoutError: it did not come in the socket's time.
    """
    head_bytes, body_bytes = _SIZES.unpack(_exactly(source, _SIZES.size))
    if head_bytes + body_bytes > _LARGEST:
        raise PeerGoneError
    head = json.loads(_exactly(source, head_bytes))
    return head, _exactly(source, body_bytes)


def _exactly(source: socket.socket, count: int) -> bytes:
    data = bytearray(count)
    view = memoryview(data)
    done = 0
    while done < count:
        try:
            more = source.recv_into(view[done:])
        except TimeoutError:
            raise
        except OSError as error:
            raise PeerGoneError from error
        if not more:
            raise PeerGoneError
        done += more
    return bytes(data)
