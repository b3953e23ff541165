"""Which drafter a run uses."""

from tilesmith.agent.context import Context
from tilesmith.agent.drafter import Drafter
from tilesmith.agent.session import OUTSIDE, Session

TEMPLATE = "template"


def make_drafter(context: Context, session: Session = OUTSIDE) -> Drafter:
    """The template drafter unless `context` names a model.

    Args:
        session: what its calls are part of.

    Raises:
        UnknownProviderError: the model's provider is not known.
        MissingKeyError: the provider's key is not in the environment.
    """
    if context.model == TEMPLATE:
        from tilesmith.agent.template_drafter import TemplateDrafter

        return TemplateDrafter()
    from tilesmith.agent.llm_drafter import LlmDrafter
    from tilesmith.agent.llm_drafter.call import Caller
    from tilesmith.agent.llm_drafter.models import chat_model

    model, endpoint = chat_model(context)
    return LlmDrafter(Caller(model, endpoint, session), context.refine_target)
