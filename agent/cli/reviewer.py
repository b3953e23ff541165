"""Asks the person at the terminal, or whoever writes to standard input, what a run that waits shall do."""

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tilesmith.agent.review import Action, Answer, ReviewAnswerError, ReviewRequest
from tilesmith.agent.review.words import answer_in_words, lay_out

_HELP = {
    Action.APPROVE: "approve           build and run it",
    Action.EDIT: "edit [FOLDER]     take your own text of the files",
    Action.HINT: "hint TEXT         have the drafter write it anew",
    Action.MORE: "more [N] [HINT]   allow N further attempts",
    Action.STOP: "stop              end the run with the best candidate",
}
_SHOW = "show"
_MOST_FAULTS = 5


@dataclass
class Reviewer:
    """Reads an answer a line; what it says goes to stderr."""

    console: Console
    edits: Path
    """Where the candidate's files are laid out for editing."""
    prepared: str = ""
    """An answer that was given beforehand; it is taken once."""

    def answer(self, request: ReviewRequest) -> Answer | None:
        """The answer to `request`; None when nobody answers any more."""
        if not self.prepared:
            self._tell(request)
        while (line := self._line()) is not None:
            word, _, rest = line.strip().partition(" ")
            if word == _SHOW:
                self._show(request, rest.strip())
                continue
            if word in ("edit", "e") and not rest and sys.stdin.isatty():
                self._let_edit(request)
            try:
                return answer_in_words(line, request, self.edits)
            except ReviewAnswerError as error:
                self.console.print(str(error), style="yellow", markup=False, highlight=False)
        return None

    def _line(self) -> str | None:
        """The next answer that is not empty; None at the end of the input."""
        if self.prepared:
            line, self.prepared = self.prepared, ""
            return line
        if sys.stdin.isatty():
            self.console.print("> ", end="")
        return next((line for line in sys.stdin if line.strip()), None)

    def _tell(self, request: ReviewRequest) -> None:
        sample = f"sample {request.sample}: " if request.sample else ""
        self.console.print(f"\n{sample}{request.question}", style="bold", markup=False, highlight=False)
        if request.verdict:
            self.console.print(f"So far: {request.verdict}", markup=False, highlight=False)
        for fault in request.diagnostics[:_MOST_FAULTS]:
            told = f"  {fault.place or fault.stage}: {fault.message}"
            self.console.print(told, style="red", markup=False, highlight=False)
        for name, text in request.files.items():
            lines = len(text.splitlines())
            self.console.print(f"  {name} ({lines} lines)", markup=False, highlight=False)
        for action in request.actions:
            self.console.print(f"  {_HELP[action]}", style="cyan", markup=False, highlight=False)
        self.console.print("  show [FILE]       print it", style="cyan", markup=False, highlight=False)

    def _show(self, request: ReviewRequest, name: str) -> None:
        from rich.syntax import Syntax

        chosen = {path: text for path, text in request.files.items() if name in path}
        for path, text in chosen.items():
            self.console.print(path, style="bold", markup=False)
            self.console.print(Syntax(text, "cpp", background_color="default", line_numbers=True))
        if not chosen:
            self.console.print(f"there is no file {name}", style="yellow", markup=False, highlight=False)

    def _let_edit(self, request: ReviewRequest) -> None:
        lay_out(request, self.edits)
        said = f"Edit the files in {self.edits}, then press Enter."
        self.console.print(said, style="bold", markup=False, highlight=False, soft_wrap=True)
        sys.stdin.readline()
