"""What the template drafter refuses."""

from tilesmith.errors import TilesmithError


class TemplateError(TilesmithError):
    """An operation that the templates cannot express; the message says what can be done instead."""


class TemplateFaultError(TilesmithError):
    """A draft of the templates was found wrong: they are at fault, and do not learn from a repair."""
