"""The nodes of the graph: plain functions of state and run-time context, one module each."""

from tilesmith.agent.nodes.change_approach import change_approach
from tilesmith.agent.nodes.compile import compile_candidate
from tilesmith.agent.nodes.draft_host import draft_host
from tilesmith.agent.nodes.draft_kernel import draft_kernel
from tilesmith.agent.nodes.finish import finish
from tilesmith.agent.nodes.parse_errors import parse_errors
from tilesmith.agent.nodes.repair import repair
from tilesmith.agent.nodes.retrieve import retrieve
from tilesmith.agent.nodes.review_budget import review_budget
from tilesmith.agent.nodes.review_draft import review_draft
from tilesmith.agent.nodes.samples import choose, end_sample
from tilesmith.agent.nodes.validate import validate

__all__ = [
    "change_approach",
    "choose",
    "compile_candidate",
    "draft_host",
    "draft_kernel",
    "end_sample",
    "finish",
    "parse_errors",
    "repair",
    "retrieve",
    "review_budget",
    "review_draft",
    "validate",
]
