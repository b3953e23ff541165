"""What can go wrong with a model's server, as one sentence each, whichever client library reports it.

Clients are told apart by what their exceptions carry (a `status_code`, a cause, the names of their classes),
so that any LangChain chat model can be used and none has to be imported here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tilesmith.agent.redaction import redact, without_credentials
from tilesmith.errors import TilesmithError


class ModelError(TilesmithError):
    """A model call that brought no reply."""


class MissingKeyError(ModelError):
    """No key for the provider in the environment."""


class UnknownProviderError(ModelError):
    """A `--model` that names no known provider."""


class MissingPackageError(ModelError):
    """The provider's client is not installed."""


class ClientError(ModelError):
    """A provider's client failed in a way that is not known."""


class BadKeyError(ModelError):
    """The server refused the key (401, 403)."""


class UnknownModelError(ModelError):
    """The server does not know the model (404)."""


class UnreachableError(ModelError):
    """No connection to the server."""


class ModelTimeoutError(ModelError):
    """No complete reply within the time limit."""


class RateLimitError(ModelError):
    """The server's rate limit or quota is exhausted (429)."""


class ServerError(ModelError):
    """The server failed (5xx)."""


class RefusedRequestError(ModelError):
    """The server did not accept the request (other 4xx)."""


@dataclass(frozen=True)
class Endpoint:
    """Which model is called, and where: what error messages name."""

    model: str
    """As given to `--model`."""
    url: str
    key_variable: str
    timeout: float
    """Seconds for one call, its retries included."""
    own_address: bool = True
    """It is the provider's own server: its prices hold."""

    @property
    def foreign(self) -> bool:
        """Its client is neither OpenAI's nor Groq's: what that raises is not known in advance."""
        return self.model.partition(":")[0] not in ("openai", "groq")

    @property
    def shown_url(self) -> str:
        """The address without credentials."""
        return without_credentials(self.url)


def causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what led to it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def status_of(error: BaseException) -> int | None:
    """The HTTP status that `error` carries, if any."""
    places = (error, getattr(error, "response", None))
    found = (getattr(place, name, None) for place in places for name in ("status_code", "code"))
    return next((status for status in found if isinstance(status, int) and 400 <= status < 600), None)


def is_timeout(error: BaseException) -> bool:
    """Whether a limit of time was reached while connecting or reading."""
    return any("Timeout" in kind.__name__ for cause in causes(error) for kind in type(cause).__mro__)


def is_refused(error: BaseException) -> bool:
    """Whether nothing listens at the address, or the address does not exist."""
    text = " ".join(str(cause) for cause in causes(error))
    phrases = (
        "refused",
        "All connection attempts failed",  # asynchronous clients, of a host all of whose addresses refuse
        "Name or service not known",
        "name resolution",
        "No address",
    )
    return any(phrase in text for phrase in phrases)


def is_connection(error: BaseException) -> bool:
    """Whether the connection failed or broke."""
    names = {kind.__name__ for cause in causes(error) for kind in type(cause).__mro__}
    return bool(names & {"APIConnectionError", "TransportError", "ConnectionError"})


def refuses_temperature(error: BaseException) -> bool:
    """Whether a model, as those that reason do, takes no temperature but its own (a 400 that says so)."""
    said = str(error).lower()
    unsupported = any(
        word in said for word in ("unsupported", "not support", "not allowed", "only the default")
    )
    return status_of(error) == 400 and "temperature" in said and unsupported


def refuses_tools(error: BaseException) -> bool:
    """Whether a model takes no tools, or its call of one could not be parsed (a 400 that says so)."""
    return status_of(error) == 400 and "tool" in str(error).lower()


def is_quota(error: BaseException) -> bool:
    """Whether the account has nothing left, which waiting does not mend."""
    return "insufficient_quota" in f"{getattr(error, 'code', '')} {getattr(error, 'body', '')}"


def translate(error: BaseException, endpoint: Endpoint) -> ModelError | None:
    """What to tell the user of `error`; None when it is not the model's or its server's."""
    translated = _known(error, endpoint)
    if translated is None and endpoint.foreign:
        said = _first_line(error)
        return ClientError(f"the client of {endpoint.model} failed ({type(error).__name__}: {said})")
    return translated


def _known(error: BaseException, endpoint: Endpoint) -> ModelError | None:
    status = status_of(error)
    if status is not None:
        return _of_status(status, error, endpoint)
    if is_timeout(error):
        return ModelTimeoutError(
            f"{endpoint.model} gave no complete reply within {endpoint.timeout:g} s: "
            "raise --model-timeout or use a faster model"
        )
    if is_refused(error):
        return UnreachableError(
            f"nothing answers at {endpoint.shown_url}: start the server, or correct --base-url or the network"
        )
    if is_connection(error):
        return UnreachableError(
            f"the connection to {endpoint.shown_url} broke again and again: check server and network"
        )
    return None


def _of_status(status: int, error: BaseException, endpoint: Endpoint) -> ModelError:
    where = endpoint.shown_url
    if status in (401, 403):
        return BadKeyError(f"{where} refused the key ({status}): set {endpoint.key_variable} to a valid key")
    if status == 404:
        return UnknownModelError(
            f"{where} does not know the model of --model {endpoint.model} (404): "
            "check the name, and the path of --base-url"
        )
    if status == 429:
        remedy = "add credit to the account" if is_quota(error) else "wait, or use another model"
        return RateLimitError(f"{endpoint.model} is over its rate limit or quota (429): {remedy}")
    said = _first_line(error)
    if status >= 500:
        return ServerError(f"the server at {where} failed ({status}: {said}): try again later")
    return RefusedRequestError(f"{where} did not accept the request ({status}: {said})")


def _first_line(error: BaseException) -> str:
    body = getattr(error, "body", None)
    details = body.get("error", body) if isinstance(body, dict) else None
    message = details.get("message") if isinstance(details, dict) else None
    text = str(message or error).strip()
    return redact(text.splitlines()[0][:200]) if text else "no message"
