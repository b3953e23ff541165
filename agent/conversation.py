"""Talks with other agents: what a message asks for, and the short answer (A2A; chats in LangGraph Studio)."""

import re

from langchain_core.messages import AIMessage, HumanMessage

from tilesmith.agent.report import Report
from tilesmith.agent.spec import CoreMode
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.expression import ExpressionError, Name, parse
from tilesmith.agent.state import State
from tilesmith.errors import TilesmithError

_MOST_FAULTS = 3
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_ALL_CORES = re.compile(r"\b(multi|all)[ -]?cores?\b", re.IGNORECASE)


class UnclearMessageError(TilesmithError):
    """A message that does not say what to write."""


def heard(state: State) -> State:
    """`state` as the newest message asks, if it is one of a user that nothing has answered yet.

    It may name an operation of the catalogue within any words, or be a formula alone.

    Raises:
        UnclearMessageError: it names no operation or several, and is no formula.
    """
    messages = state.get("messages", [])
    if not messages or not isinstance(messages[-1], HumanMessage):
        return state
    text = str(messages[-1].text).strip()
    asked: State = {**state, "operation": None, "expression": None, "spec_file": None, "kernelbench": None}
    if _is_formula(text):
        return {**asked, "expression": text}
    target = state["target"]
    if _ALL_CORES.search(text):
        target = target.model_copy(update={"core_mode": CoreMode.MULTI})
    return {**asked, "operation": _named_in(text), "target": target}


def _named_in(text: str) -> str:
    named: list[str] = [name for name in dict.fromkeys(_WORD.findall(text.lower())) if name in CATALOGUE]
    if len(named) == 1:
        return named[0]
    found = f"several operations ({', '.join(named)})" if named else "no operation of the catalogue"
    raise UnclearMessageError(
        f"the message names {found} and is no formula: send one name, such as 'softplus', "
        "or a formula alone, such as 'a*b + c'"
    )


def _is_formula(text: str) -> bool:
    """More than a name, and arithmetic."""
    try:
        return not isinstance(parse(text), Name)
    except ExpressionError:
        return False


def answer(report: Report) -> AIMessage:
    """The outcome in a few lines."""
    lines = [report.summary]
    if report.project:
        lines.append(f"The project is in {report.project}.")
    lines += [
        f"- {diagnostic.place or diagnostic.stage}: {diagnostic.message}"
        for diagnostic in report.diagnostics[:_MOST_FAULTS]
    ]
    return AIMessage("\n".join(lines))
