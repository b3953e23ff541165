"""Drafts and repairs by asking a language model over any LangChain chat model.

`models` makes the model, `prompt_view` says what prompts are told, `drafter` asks, `retry` and `model_errors`
deal with servers, `replies` reads what comes back.
"""

from tilesmith.agent.llm_drafter.drafter import LlmDrafter, RejectedReplyError

__all__ = ["LlmDrafter", "RejectedReplyError"]
