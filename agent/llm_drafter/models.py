"""From `--model PROVIDER:NAME` and the environment to a LangChain chat model.

OpenAI and Groq come with Tilesmith, and any address that speaks their protocols will do; every other provider
is LangChain's, through `init_chat_model`, once its package is installed. `replay:DIR` is a recording.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from tilesmith.agent.context import Context
from tilesmith.agent.llm_drafter.model_errors import (
    Endpoint,
    MissingKeyError,
    MissingPackageError,
    ModelError,
    UnknownProviderError,
)

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_OPENAI_URL = "https://api.openai.com/v1"
_GROQ_URL = "https://api.groq.com"
_KEYLESS = "no-key-needed"
_KEY_VARIABLE = re.compile(r"\b[A-Z][A-Z0-9_]*_(?:API_KEY|TOKEN)\b")
_PIP = re.compile(r"pip install (?:-U )?`?([\w-]+)")


def chat_model(context: Context, run: str = "") -> "tuple[BaseChatModel, Endpoint]":
    """The chat model that `context` names, and what error messages call it.

    The clients do not retry (`max_retries=0`): `retry` does, for all of them alike.

    Args:
        run: of which it is a part: a recording is told from its beginning in each.

    Raises:
        UnknownProviderError: `--model` has no known provider or no name.
        MissingPackageError: the provider's package is not installed.
        MissingKeyError: the provider's key is not in the environment.
        CassetteError: the recording cannot be read.
    """
    provider, _, name = context.model.partition(":")
    if not provider or not name:
        raise _not_understood(context.model)
    if provider == "openai":
        return _openai(name, context)
    if provider == "groq":
        return _groq(name, context)
    if provider == "replay":
        return _replay(name, context, run)
    return _any(provider, name, context)


def _not_understood(model: str) -> UnknownProviderError:
    return UnknownProviderError(
        f"--model {model} is not understood: write template, openai:NAME or groq:NAME "
        "(a local server that speaks the OpenAI protocol: openai:NAME with --base-url http://HOST:PORT/v1), "
        "PROVIDER:NAME for another provider of LangChain's, or replay:DIR for a recording"
    )


def _openai(name: str, context: Context) -> "tuple[BaseChatModel, Endpoint]":
    from langchain_openai import ChatOpenAI

    url = context.base_url or _first_set("OPENAI_API_BASE", "OPENAI_BASE_URL") or _OPENAI_URL
    own = url.rstrip("/") == _OPENAI_URL
    key = os.environ.get("OPENAI_API_KEY") or ("" if own else _KEYLESS)
    _require(key, "OPENAI_API_KEY", context.model)
    model = ChatOpenAI(
        model=name,
        base_url=url,
        api_key=SecretStr(key),
        stream_usage=True,  # Without it no usage is reported for a base URL other than OpenAI's own.
        **_common(context),
    )
    return model, Endpoint(context.model, url, "OPENAI_API_KEY", context.model_timeout, own)


def _groq(name: str, context: Context) -> "tuple[BaseChatModel, Endpoint]":
    from langchain_groq import ChatGroq

    url = context.base_url or _first_set("GROQ_API_BASE", "GROQ_BASE_URL") or _GROQ_URL
    # The client appends /openai/v1 itself; an address given in the OpenAI style would get it twice.
    url = url.rstrip("/").removesuffix("/v1").removesuffix("/openai")
    own = url == _GROQ_URL
    key = os.environ.get("GROQ_API_KEY") or ("" if own else _KEYLESS)
    _require(key, "GROQ_API_KEY", context.model)
    model = ChatGroq(model=name, base_url=url, api_key=SecretStr(key), **_common(context))
    return model, Endpoint(context.model, url, "GROQ_API_KEY", context.model_timeout, own)


def _replay(folder: str, context: Context, run: str) -> "tuple[BaseChatModel, Endpoint]":
    from tilesmith.agent.llm_drafter.replay import replay_model

    return replay_model(Path(folder), run, context.replay_from), Endpoint(
        context.model, folder, "", context.model_timeout, False
    )


def _any(provider: str, name: str, context: Context) -> "tuple[BaseChatModel, Endpoint]":
    variable = f"{provider.upper()}_API_KEY"
    address = {"base_url": context.base_url} if context.base_url else {}
    # A server at an address of the user's may need no key, but clients insist on one.
    keyless = {"api_key": SecretStr(_KEYLESS)} if context.base_url and not os.environ.get(variable) else {}
    bare = _initialised(provider, name, context.model, address | keyless)
    for secret in bare.lc_secrets.values():
        variable = secret if provider.split("_")[0].upper() in secret else variable
    _require(os.environ.get(variable) or (_KEYLESS if context.base_url else ""), variable, context.model)
    # The settings' names differ between clients, which refuse those that they do not know.
    known = _known_settings(type(bare).model_fields)
    wanted = _common(context) | {"stream_usage": True}
    settings = {key: value for key, value in wanted.items() if key in known}
    model = _initialised(provider, name, context.model, address | keyless | settings)
    url = context.base_url or f"the server of {provider}"
    return model, Endpoint(context.model, url, variable, context.model_timeout, not context.base_url)


def _initialised(provider: str, name: str, asked: str, settings: dict[str, Any]) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **settings)
    except ImportError as error:
        package = _PIP.search(str(error))
        wanted = package[1] if package else f"langchain-{provider}"
        raise MissingPackageError(
            f"--model {asked} needs a package that is not installed: pip install {wanted}"
        ) from None
    except Exception as error:
        said = str(error)
        if "nsupported" in said and "provider" in said:
            raise _not_understood(asked) from None
        key = _KEY_VARIABLE.search(said)
        if key:
            raise MissingKeyError(f"--model {asked} needs a key: set {key[0]}") from None
        if isinstance(error, ValueError | TypeError):
            raise ModelError(f"the client of {provider} cannot be set up ({said.splitlines()[0]})") from None
        raise
    return model


def _known_settings(fields: Mapping[str, Any]) -> set[str]:
    return set(fields) | {field.alias for field in fields.values() if field.alias}


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
