"""From `--model openai:NAME` and the environment to a LangChain chat model."""

import os
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from tilesmith.agent.context import Context
from tilesmith.agent.llm_drafter.model_errors import Endpoint, MissingKeyError, UnknownProviderError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_OPENAI_URL = "https://api.openai.com/v1"
_GROQ_URL = "https://api.groq.com"
_KEYLESS = "no-key-needed"


def chat_model(context: Context) -> "tuple[BaseChatModel, Endpoint]":
    """The chat model that `context` names, and what error messages call it.

    The clients do not retry (`max_retries=0`): `agent.retry` does, for all of them alike.

    Raises:
        UnknownProviderError: `--model` has no known provider or no name.
        MissingKeyError: the provider's key is not in the environment.
    """
    provider, _, name = context.model.partition(":")
    if provider not in _PROVIDERS or not name:
        raise UnknownProviderError(
            f"--model {context.model} is not understood: write template, openai:NAME or groq:NAME "
            "(a local server that speaks the OpenAI protocol: openai:NAME with --base-url http://HOST:PORT/v1)"
        )
    return _PROVIDERS[provider](name, context)


def _openai(name: str, context: Context) -> "tuple[BaseChatModel, Endpoint]":
    from langchain_openai import ChatOpenAI

    url = context.base_url or _first_set("OPENAI_API_BASE", "OPENAI_BASE_URL") or _OPENAI_URL
    key = os.environ.get("OPENAI_API_KEY") or (_KEYLESS if url.rstrip("/") != _OPENAI_URL else "")
    _require(key, "OPENAI_API_KEY", context.model)
    model = ChatOpenAI(
        model=name,
        base_url=url,
        api_key=SecretStr(key),
        stream_usage=True,  # Without it no usage is reported for a base URL other than OpenAI's own.
        **_common(context),
    )
    return model, Endpoint(context.model, url, "OPENAI_API_KEY", context.model_timeout)


def _groq(name: str, context: Context) -> "tuple[BaseChatModel, Endpoint]":
    from langchain_groq import ChatGroq

    url = context.base_url or _first_set("GROQ_API_BASE", "GROQ_BASE_URL") or _GROQ_URL
    # The client appends /openai/v1 itself; an address given in the OpenAI style would get it twice.
    url = url.rstrip("/").removesuffix("/v1").removesuffix("/openai")
    key = os.environ.get("GROQ_API_KEY") or (_KEYLESS if url != _GROQ_URL else "")
    _require(key, "GROQ_API_KEY", context.model)
    model = ChatGroq(model=name, base_url=url, api_key=SecretStr(key), **_common(context))
    return model, Endpoint(context.model, url, "GROQ_API_KEY", context.model_timeout)


_PROVIDERS = {"openai": _openai, "groq": _groq}


def _common(context: Context) -> dict[str, Any]:
    settings: dict[str, Any] = {"timeout": context.model_timeout, "max_retries": 0}
    if context.temperature is not None:
        settings["temperature"] = context.temperature
    if context.max_output_tokens is not None:
        settings["max_tokens"] = context.max_output_tokens
    return settings


def _first_set(*variables: str) -> str:
    return next((os.environ[name] for name in variables if os.environ.get(name)), "")


def _require(key: str, variable: str, model: str) -> None:
    if not key:
        raise MissingKeyError(
            f"--model {model} needs a key: set {variable}, or leave --model out for the template drafter"
        )
