"""From a compiler's message to the line of the project that caused it."""

from pathlib import PurePosixPath

from tilesmith.tools.kernel_check.messages import Message, Place
from tilesmith.tools.kernel_check.translation_unit import PROJECT_FOLDER


def blamed(message: Message) -> Place | None:
    """The innermost place in the project that leads to `message`; None when there is none.

    An error inside an SDK header is the kernel's when the kernel's call brought it about. A message that
    leads to no line of the project says nothing about the kernel.
    """
    for place in (message.place, *message.chain):
        path = PurePosixPath(place.file)
        if PROJECT_FOLDER in path.parts[:1]:
            return Place(str(path.relative_to(PROJECT_FOLDER)), place.line, place.column)
    return None


def is_inside_project(message: Message) -> bool:
    """Whether the message is about a line of the project itself."""
    return PurePosixPath(message.place.file).parts[:1] == (PROJECT_FOLDER,)
