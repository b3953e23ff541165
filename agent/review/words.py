"""Answers as typed: `approve`, `edit [FOLDER]`, `hint TEXT`, `more [N] [TEXT]`, `stop`, or JSON."""

import json
from pathlib import Path

from tilesmith.agent.review.model import Action, Answer, ReviewAnswerError, ReviewRequest, read_answer
from tilesmith.errors import reason_of

SHORT = {action.value[0]: action.value for action in Action}
"""The first letter of an action does for its name."""


def answer_in_words(line: str, request: ReviewRequest, edits: Path) -> Answer:
    """The answer that `line` means.

    Args:
        edits: the folder whose files `edit` takes, unless the line names another.

    Raises:
        ReviewAnswerError: it does not fit `request`.
    """
    if line.lstrip().startswith("{"):
        try:
            return read_answer(json.loads(line), request)
        except json.JSONDecodeError as error:
            raise ReviewAnswerError(f"the answer is no JSON: {error}") from error
    word, _, rest = line.strip().partition(" ")
    action = SHORT.get(word.lower(), word.lower())
    return read_answer({"action": action, **_fields(action, rest.strip(), request, edits)}, request)


def _fields(action: str, rest: str, request: ReviewRequest, edits: Path) -> dict[str, object]:
    if action == Action.EDIT:
        return {"files": edited(Path(rest).expanduser() if rest else edits, request)}
    if action == Action.MORE:
        number, _, hint = rest.partition(" ")
        if number.isdigit():
            return {"iterations": int(number), **({"hint": hint.strip()} if hint.strip() else {})}
    return {"hint": rest} if rest else {}


def lay_out(request: ReviewRequest, folder: Path) -> None:
    """Write the candidate's files to `folder`, for a person to edit."""
    for name, text in request.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def edited(folder: Path, request: ReviewRequest) -> dict[str, str]:
    """The files below `folder` that differ from the candidate's.

    Raises:
        ReviewAnswerError: there is none, or one cannot be read.
    """
    try:
        texts = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.[ch]*"))
            if path.is_file()
        }
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewAnswerError(f"the files in {folder} cannot be read: {reason_of(error)}") from error
    changed = {name: text for name, text in texts.items() if request.files.get(name) != text}
    if not changed:
        raise ReviewAnswerError(f"no file in {folder} differs from the candidate: edit one first")
    return changed
