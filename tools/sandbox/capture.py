"""A stream's first and last bytes, however much is printed."""

from collections import deque


class BoundedCapture:
    """Keeps the first and the last half of `keep` bytes and counts the rest."""

    def __init__(self, keep: int) -> None:
        self._half = max(1, keep // 2)
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._tail_bytes = 0
        self.total = 0

    def add(self, data: bytes) -> None:
        """Take in what was printed."""
        self.total += len(data)
        room = self._half - len(self._head)
        self._head += data[:room]
        if rest := data[room:]:
            self._tail.append(rest)
            self._tail_bytes += len(rest)
        while self._tail and self._tail_bytes - len(self._tail[0]) >= self._half:
            self._tail_bytes -= len(self._tail.popleft())

    def text(self) -> str:
        """What was kept, with a line in the middle that says how much is missing."""
        tail = b"".join(self._tail)[-self._half :]
        dropped = self.total - len(self._head) - len(tail)
        middle = f"\n... {dropped} bytes left out ...\n".encode() if dropped else b""
        return (bytes(self._head) + middle + tail).decode(errors="replace")
