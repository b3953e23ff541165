"""The model drafter against a real server that speaks the OpenAI protocol."""

from collections.abc import Iterator

import pytest

from tilesmith.agent.context import Context, RefineTarget
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.llm_drafter import LlmDrafter, RejectedReplyError
from tilesmith.agent.llm_drafter.call import Caller
from tilesmith.agent.llm_drafter.model_errors import (
    BadKeyError,
    MissingKeyError,
    ModelError,
    ModelTimeoutError,
    RateLimitError,
    RefusedRequestError,
    ServerError,
    UnknownModelError,
    UnknownProviderError,
    UnreachableError,
)
from tilesmith.agent.llm_drafter.models import chat_model
from tilesmith.agent.llm_drafter.retry import RetryPolicy
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.evals.scripted_server import (
    ChatRequest,
    CutOff,
    Disconnect,
    Empty,
    HttpError,
    Reply,
    ScriptedServer,
    Slow,
    Text,
)
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import Project

KEY = "sk-this-key-must-never-be-shown"
REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge(sdk="0.81.1"))
HOST = "int main() { return 0; }\n"
FILES = {
    "kernels/dataflow/reader.cpp": "void kernel_main() { }\n",
    "kernels/compute/add.cpp": "void kernel_main() { ; }\n",
    "kernels/dataflow/writer.cpp": "void kernel_main() { ;; }\n",
}
PROJECT = Project(files=FILES | {"add.cpp": HOST, "CMakeLists.txt": "project(add)\n"})
FAULT = Diagnostic(
    stage=Stage.KERNEL_CHECK,
    message="'add_tiles_init' was not declared",
    file="kernels/compute/add.cpp",
    line=3,
    hint="use add_init",
)


def reply_with(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()))


GOOD = reply_with(FILES)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_BASE",
        "OPENAI_BASE_URL",
        "GROQ_API_BASE",
        "GROQ_BASE_URL",
        "TILESMITH_BASE_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("GROQ_API_KEY", KEY)


@pytest.fixture(params=["openai", "groq"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def drafter(server: ScriptedServer, provider: str = "openai", timeout: float = 20) -> LlmDrafter:
    url = server.url if provider == "openai" else server.root
    context = Context(model=f"{provider}:some-model", base_url=url, model_timeout=timeout)
    model, endpoint = chat_model(context)
    return LlmDrafter(Caller(model, endpoint, retry=RetryPolicy(tries=3, first_wait=0.01)))


def error_of(script: list[Reply], provider: str, timeout: float = 20) -> tuple[ModelError, int]:
    """What drafting against `script` raises, and how many requests were made."""
    with ScriptedServer(script) as server:
        with pytest.raises(ModelError) as raised:
            drafter(server, provider, timeout).draft_kernels(REQUEST)
        return raised.value, len(server.requests)


def test_a_draft_is_the_files_of_the_reply_with_its_cost(provider: str) -> None:
    with ScriptedServer([GOOD]) as server:
        draft = drafter(server, provider).draft_kernels(REQUEST)
    assert draft.files == FILES
    assert draft.usage.calls == 1
    assert draft.usage.output_tokens == len(GOOD.text) // 4
    assert draft.usage.input_tokens > 500
    assert server.requests[0].body["stream"] is True
    assert server.requests[0].key == KEY
    assert server.requests[0].body["model"] == "some-model"


def test_a_model_that_takes_no_temperature_is_asked_without(provider: str) -> None:
    """As models that reason answer; the second draft knows it already."""
    refusal = HttpError(400, "Unsupported value: 'temperature' does not support 0.9 with this model.")

    def reasoning(request: ChatRequest) -> Reply:
        return GOOD if request.body.get("temperature") is None else refusal

    with ScriptedServer(reasoning) as server:
        url = server.url if provider == "openai" else server.root
        name = f"{provider}:reasoning-{provider}"
        settings = Context(model=name, base_url=url, model_timeout=20, temperature=0.9)
        for _ in range(2):
            thinking = LlmDrafter(Caller(*chat_model(settings), retry=RetryPolicy(tries=3, first_wait=0.01)))
            assert thinking.draft_kernels(REQUEST).files == FILES
    assert [request.body.get("temperature") for request in server.requests] == [0.9, None, None]


def test_the_prompt_says_what_to_compute_and_nothing_of_the_verification() -> None:
    with ScriptedServer([GOOD]) as server:
        drafter(server).draft_kernels(REQUEST)
    system, task = server.requests[0].messages
    assert system["role"] == "system"
    assert "0.81.1" in system["content"]
    assert "out = a + b" in task["content"]
    assert all(name in task["content"] for name in FILES)


def test_the_host_is_written_from_the_kernels() -> None:
    with ScriptedServer([reply_with({"add.cpp": HOST})]) as server:
        draft = drafter(server).draft_host(REQUEST, PROJECT)
    assert draft.files == {"add.cpp": HOST}
    prompt = server.requests[0].last_message
    assert all(text.strip() in prompt for text in FILES.values())
    assert "struct Operation" in prompt
    assert "tilize(const Tensor& tensor, float padding = 0)" in prompt


class TestRepair:
    """A repair sees the diagnostics and the files, and gives back those that change."""

    changed = FILES["kernels/compute/add.cpp"].replace(";", "add_init(0, 1);")

    def repair(self, reply: Text, target: RefineTarget) -> tuple[dict[str, str], str]:
        with ScriptedServer([reply, reply]) as server:
            asking = drafter(server)
            asking = LlmDrafter(asking.caller, target)
            files = asking.repair(REQUEST, PROJECT, [FAULT]).files
        return files, server.requests[0].last_message

    def test_the_prompt_has_the_evidence(self) -> None:
        files, prompt = self.repair(reply_with({"kernels/compute/add.cpp": self.changed}), RefineTarget.BOTH)
        assert files == {"kernels/compute/add.cpp": self.changed}
        assert FAULT.message in prompt
        assert FAULT.place in prompt
        assert FAULT.hint in prompt
        assert "project(add)" not in prompt, "the scaffold is not the model's business"

    def test_only_the_target_may_change(self) -> None:
        with pytest.raises(RejectedReplyError, match=r"add\.cpp was not asked for"):
            self.repair(reply_with({"add.cpp": HOST.replace("0", "1")}), RefineTarget.KERNELS)

    def test_a_repair_that_changes_nothing_is_refused(self) -> None:
        with pytest.raises(RejectedReplyError, match="faults are still there"):
            self.repair(GOOD, RefineTarget.BOTH)


class TestReminder:
    """A reply that cannot be used is answered once with what is wrong with it."""

    def test_the_second_reply_counts(self) -> None:
        with ScriptedServer([Text("Here you go: void kernel_main() {}"), GOOD]) as server:
            draft = drafter(server).draft_kernels(REQUEST)
        assert draft.files == FILES
        assert draft.usage.calls == 2
        assert "lacks kernels/dataflow/reader.cpp" in server.requests[1].last_message

    @pytest.mark.parametrize(
        ("reply", "check", "said"),
        [
            (Empty(), "empty", "the reply is empty"),
            (CutOff(GOOD.text[:80]), "cut_off", "finish_reason=length"),
            (Text(GOOD.text[:-5]), "cut_off", "ends in the middle of a file"),
        ],
    )
    def test_after_the_second_it_is_rejected_with_the_reason(
        self, reply: Reply, check: str, said: str, provider: str
    ) -> None:
        with (
            ScriptedServer([reply, reply]) as server,
            pytest.raises(RejectedReplyError, match=said) as raised,
        ):
            drafter(server, provider).draft_kernels(REQUEST)
        assert raised.value.problems[0].check == check
        assert len(server.requests) == 2


class TestErrors:
    """Each failure is one sentence with the remedy, free of keys, and retried only where that helps."""

    @pytest.mark.parametrize(
        ("reply", "kind", "said", "calls"),
        [
            (HttpError(401, f"Incorrect API key provided: {KEY}"), BadKeyError, "_API_KEY", 1),
            (HttpError(404, "no such model"), UnknownModelError, "some-model", 1),
            (HttpError(400, f"bad request with {KEY}"), RefusedRequestError, "bad request", 1),
            (HttpError(429), RateLimitError, "wait, or use another model", 3),
            (HttpError(429, code="insufficient_quota"), RateLimitError, "add credit", 1),
            (HttpError(503, "overloaded"), ServerError, "503: overloaded", 3),
        ],
    )
    def test_a_status(
        self, reply: HttpError, kind: type[ModelError], said: str, calls: int, provider: str
    ) -> None:
        error, made = error_of([reply] * 3, provider)
        assert type(error) is kind
        assert said in str(error)
        assert KEY not in str(error)
        assert error.__cause__ is None
        assert error.__suppress_context__, "the client's exception quotes keys"
        assert made == calls

    def test_a_rate_limit_that_passes_is_waited_out(self, provider: str) -> None:
        with ScriptedServer([HttpError(429, retry_after=0.05), HttpError(500), GOOD]) as server:
            draft = drafter(server, provider).draft_kernels(REQUEST)
        assert draft.files == FILES
        assert len(server.requests) == 3

    def test_a_broken_connection_is_tried_again(self, provider: str) -> None:
        with ScriptedServer([Disconnect(), GOOD]) as server:
            assert drafter(server, provider).draft_kernels(REQUEST).files == FILES

    def test_a_connection_that_always_breaks(self, provider: str) -> None:
        error, calls = error_of([Disconnect()] * 3, provider)
        assert isinstance(error, UnreachableError)
        assert calls == 3

    def test_nobody_listens(self, provider: str) -> None:
        with ScriptedServer([]) as server:
            asking = drafter(server, provider)
        with pytest.raises(UnreachableError, match=r"nothing answers at http://127\.0\.0\.1"):
            asking.draft_kernels(REQUEST)

    def test_a_silent_server_is_given_up(self, provider: str) -> None:
        error, calls = error_of([Slow("", seconds=1.0)] * 3, provider, timeout=0.3)
        assert isinstance(error, ModelTimeoutError)
        assert "0.3 s" in str(error)
        assert "--model-timeout" in str(error)
        assert calls == 1, "the time limit is for the whole call, retries included"


class TestChoice:
    """`--model` and the environment name the model."""

    @pytest.mark.parametrize("name", ["gpt-5", "openai:", "mistery:x", ":x"])
    def test_an_unknown_provider(self, name: str) -> None:
        with pytest.raises(UnknownProviderError, match="openai:NAME or groq:NAME"):
            chat_model(Context(model=name))

    @pytest.mark.parametrize(("name", "key"), [("openai:x", "OPENAI_API_KEY"), ("groq:x", "GROQ_API_KEY")])
    def test_a_missing_key(self, name: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(key)
        with pytest.raises(MissingKeyError, match=f"set {key}"):
            chat_model(Context(model=name))

    def test_a_local_server_needs_no_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("OPENAI_API_KEY")
        with ScriptedServer([GOOD]) as server:
            assert drafter(server).draft_kernels(REQUEST).files == FILES

    @pytest.fixture
    def local(self) -> Iterator[ScriptedServer]:
        with ScriptedServer([GOOD]) as server:
            yield server

    @pytest.mark.parametrize("variable", ["OPENAI_API_BASE", "OPENAI_BASE_URL"])
    def test_the_address_from_the_environment(
        self, variable: str, local: ScriptedServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(variable, local.url)
        model, endpoint = chat_model(Context(model="openai:x"))
        assert LlmDrafter(Caller(model, endpoint)).draft_kernels(REQUEST).files == FILES

    @pytest.mark.parametrize("path", ["", "/", "/openai/v1"])
    def test_groq_takes_its_address_with_or_without_path(self, path: str, local: ScriptedServer) -> None:
        model, endpoint = chat_model(Context(model="groq:x", base_url=local.root + path))
        assert LlmDrafter(Caller(model, endpoint)).draft_kernels(REQUEST).files == FILES

    def test_temperature_is_sent_only_when_given(self, local: ScriptedServer) -> None:
        model, endpoint = chat_model(Context(model="openai:x", base_url=local.url))
        LlmDrafter(Caller(model, endpoint)).draft_kernels(REQUEST)
        assert "temperature" not in local.requests[0].body
