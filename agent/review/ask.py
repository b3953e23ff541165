"""Asks a reviewer through LangGraph's interrupts: in the terminal, over the API and in Studio alike."""

import time

from langgraph.errors import GraphInterrupt
from langgraph.types import interrupt

from tilesmith.agent.review.model import Answer, ReviewAnswerError, ReviewRequest, read_answer
from tilesmith.agent.trace import ReviewAnswered, ReviewAsked, Trace, read_run


def ask(request: ReviewRequest, trace: Trace) -> Answer:
    """The reviewer's answer; what does not fit is asked again, and told why.

    LangGraph leaves this function by an exception and calls it anew with each answer that has come.
    """
    problem = ""
    while True:
        value = _asked(request.model_copy(update={"problem": problem}), trace)
        try:
            answer = read_answer(value, request)
        except ReviewAnswerError as error:
            problem = str(error)
        else:
            _note(request, answer, trace)
            return answer


def _asked(request: ReviewRequest, trace: Trace) -> object:
    try:
        return interrupt(request.model_dump(mode="json"), response_schema=Answer.model_json_schema())
    except GraphInterrupt:
        trace.write(ReviewAsked(reason=request.reason, attempt=request.attempt, sample=request.sample))
        raise


def _note(request: ReviewRequest, answer: Answer, trace: Trace) -> None:
    """The time until the answer is nobody's work: it counts against no budget."""
    if trace.folder is None:
        return
    waited = max(0.0, time.time() - read_run(trace.folder).events[-1].time)
    trace.write(
        ReviewAnswered(
            reason=request.reason,
            attempt=request.attempt,
            sample=request.sample,
            action=answer.action,
            hint=answer.hint,
            waited=round(waited, 3),
        )
    )
