"""Drafts elementwise operations without a model, from verified patterns.

The way of an expression: `terms` (tensors and scalars) -> `simplify` -> `graph` (equal parts once) ->
`schedule` (tiles of DST) and `passes` (what does not fit is spilled) -> `kernels` and `host` (C++).
"""

from tilesmith.agent.template_drafter.drafter import TemplateDrafter
from tilesmith.agent.template_drafter.errors import TemplateError, TemplateFaultError
from tilesmith.agent.template_drafter.project import template_project

__all__ = ["TemplateDrafter", "TemplateError", "TemplateFaultError", "template_project"]
