"""Reviews: a run waits for a person before its code runs, and before it gives up.

`model` says what is asked and answered, `ask` asks by LangGraph's interrupts, `words` reads what is typed.
"""

from tilesmith.agent.review.model import (
    ACTIONS,
    Action,
    Answer,
    Reason,
    ReviewAnswerError,
    ReviewRequest,
    ReviewStoppedError,
    read_answer,
)

__all__ = [
    "ACTIONS",
    "Action",
    "Answer",
    "Reason",
    "ReviewAnswerError",
    "ReviewRequest",
    "ReviewStoppedError",
    "read_answer",
]
