"""The settings of a run: described, validated, and shown as a form by LangGraph Studio."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from tilesmith.agent.level import Level


class RefineTarget(StrEnum):
    """Which files a repair may change."""

    KERNELS = "kernels"
    HOST = "host"
    BOTH = "both"


class Provider(StrEnum):
    """Whose model it is, for forms that offer a choice; further ones of LangChain's are named in `model`."""

    FROM_MODEL = "from_model"
    """As `model` says."""
    TEMPLATE = "template"
    OPENAI = "openai"
    GROQ = "groq"
    ANTHROPIC = "anthropic"
    GOOGLE = "google_genai"
    MISTRAL = "mistralai"
    DEEPSEEK = "deepseek"
    OLLAMA = "ollama"
    REPLAY = "replay"


def _setting(variable: str, default: str, description: str) -> str:
    """A field whose default is the environment's `variable`; schemas show the default without it."""
    field: str = Field(
        default_factory=lambda: os.environ.get(variable) or default,
        description=f"{description} Environment: {variable}.",
        json_schema_extra={"default": default},
    )
    return field


def _of_provider(provider: Provider, model: str) -> str:
    """`model` as `provider` and name."""
    prefix = model.partition(":")[0]
    if provider is Provider.TEMPLATE:
        return str(provider)
    if prefix == provider:
        return model
    if model in ("", Provider.TEMPLATE):
        raise ValueError(f"provider {provider} needs the name of one of its models in 'model'")
    if ":" in model and prefix in tuple(Provider):
        raise ValueError(f"provider {provider} has no model {model}: choose {prefix}, or leave {prefix}: out")
    return f"{provider}:{model}"


class Context(BaseModel):
    """How a run goes about its work; what is asked for is in the input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: Provider = Field(
        default=Provider.FROM_MODEL,
        description="Whose model it is; then 'model' needs no prefix: 'openai' with 'gpt-5', 'ollama' with "
        "'qwen3:8b', 'replay' with a folder, or 'template' alone. 'from_model': as 'model' says.",
    )
    model: str = _setting(
        "TILESMITH_MODEL",
        "template",
        "Who drafts: 'template' (no model, no key), 'openai:NAME', 'groq:NAME', 'PROVIDER:NAME' for another "
        "provider of LangChain's whose package is installed, or 'replay:DIR' for a recording.",
    )
    base_url: str = _setting(
        "TILESMITH_BASE_URL",
        "",
        "Address of an OpenAI-compatible server, such as http://127.0.0.1:8000/v1; empty: the provider's.",
    )
    model_timeout: float = Field(
        default=600.0, gt=0, description="Seconds that one model call may take, its retries included."
    )
    temperature: float | None = Field(
        default=None, ge=0, le=2, description="Sampling temperature; empty: the model's own default."
    )
    max_output_tokens: int | None = Field(
        default=None, gt=0, description="Longest reply of the model in tokens; empty: the model's own limit."
    )
    escalate_model: str = Field(
        default="",
        description="A second model, as for 'model', that takes over when attempts repeat each other; "
        "'base_url' holds for it if the provider is the same.",
    )
    start_from: str = Field(
        default="",
        description="Folder of a project that a model repairs, instead of drafting one; empty: none.",
    )
    escalate_base_url: str = Field(
        default="", description="Address of the second model's server; empty: as said under 'escalate_model'."
    )
    max_tool_calls: int = Field(
        default=6,
        ge=0,
        le=100,
        description="Tools that a model may call in each turn, to look something up or to try what it wrote; "
        "0: it is given none.",
    )
    requests_per_minute: float | None = Field(
        default=None,
        gt=0,
        description="Most model calls in a minute, of all samples and workers together; empty: no limit.",
    )
    record: str = Field(
        default="", description="Folder to which each exchange with the model is recorded; empty: none."
    )
    replay_from: int = Field(
        default=1,
        ge=1,
        description="With a recording: which of several replies to the same words comes first; an evaluation "
        "begins each sample with another.",
    )
    refine: bool = Field(default=True, description="Repair a draft that fails, from the evidence.")
    refine_target: RefineTarget = Field(
        default=RefineTarget.BOTH, description="Which of the files repairs may change."
    )
    max_iterations: int = Field(
        default=3, ge=1, le=50, description="Most attempts in all: the first draft and its repairs together."
    )
    max_tokens: int | None = Field(
        default=None, gt=0, description="Tokens, in and out, after which no model is called; empty: no limit."
    )
    max_cost: float | None = Field(
        default=None, gt=0, description="Cost in USD after which no model is called; empty: no limit."
    )
    max_seconds: float | None = Field(
        default=None, gt=0, description="Seconds after which no model is called; empty: no limit."
    )
    prices: str = _setting(
        "TILESMITH_PRICES",
        "",
        "TOML file with the prices of models in USD for a million tokens, such as "
        '["openai:gpt-5"] with input = 1.25 and output = 10.0.',
    )
    samples: int = Field(
        default=1,
        ge=1,
        le=16,
        description="Drafts that a model makes side by side; the first to verify wins, the others are ended.",
    )
    retrieval_tokens: int = Field(
        default=6_000,
        ge=0,
        le=200_000,
        description="Tokens of API entries, examples and SDK sources that each drafting prompt may be given.",
    )
    retrieval: bool = Field(
        default=True,
        description="Show in prompts what was looked up in the SDK; off (an ablation): nothing of it.",
    )
    raw_errors: bool = Field(
        default=False,
        description="Ablation: repairs are shown what compilers printed and bare messages, instead of faults "
        "with their place, excerpt, remedy and API entries.",
    )
    execution_feedback: bool = Field(
        default=True,
        description="Repair from what the run shows; off (an ablation): what compiles is the last.",
    )
    independent_drafts: bool = Field(
        default=False,
        description="Control: each attempt is a draft from scratch that is told nothing of earlier ones.",
    )
    review: bool = Field(
        default=False,
        description="Wait for a person's decision before a candidate is built and run, and when the attempts "
        "are spent; needs a checkpointer.",
    )
    generate_host: bool = Field(default=True, description="Draft the host program too, not kernels alone.")
    validation: bool = Field(default=True, description="Run the program and compare it with the golden.")
    level: Level = Field(
        default=Level.STANDARD,
        description="How much is tried on the emulator; 'standard' is what verified means.",
    )
    require_sdk: bool = Field(
        default=False, description="Fail when no SDK is at hand, instead of leaving the kernel check out."
    )
    sdk: str = _setting(
        "TILESMITH_SDK", "", "Version or folder of the SDK; empty: TT_METAL_HOME, else the pinned one."
    )
    seed: int | None = Field(
        default=None, ge=0, description="Seed of the verification's inputs; empty: a fresh one, recorded."
    )
    output: str = Field(
        default="", description="Folder of the project; empty: generated/<operation>_<single|multi>_core."
    )
    runs_dir: str = _setting("TILESMITH_RUNS_DIR", "runs", "Folder in which each run leaves its trace.")
    run_folder: SkipJsonSchema[str] = Field(default="", exclude=True)
    """A folder of the caller's for the trace, instead of a new one in `runs_dir`."""
    build_folder: SkipJsonSchema[str] = Field(default="", exclude=True)
    """Names the folder in the cache in which candidates are built; empty: it is the output folder's own. What
    a run has built there, the next one of that name need not build again. The caller sees to one at a time.
    """
    overwrite: bool = Field(
        default=False, description="Replace the files of an earlier project there, even if they were edited."
    )

    @model_validator(mode="before")
    @classmethod
    def _with_provider(cls, sent: Any) -> Any:  # noqa: ANN401 - whatever is to be validated
        """Puts the provider in front of the model's name, which is all that the rest of the program knows."""
        provider = sent.get("provider") if isinstance(sent, dict) else None
        if provider not in tuple(Provider) or provider == Provider.FROM_MODEL:
            return sent
        model = _of_provider(Provider(provider), sent.get("model") or "")
        return {**sent, "model": model, "provider": Provider.FROM_MODEL}

    @property
    def second(self) -> "Context":
        """The same for the second model; another provider has its own address."""
        same = self.model.partition(":")[0] == self.escalate_model.partition(":")[0]
        address = self.escalate_base_url or (self.base_url if same else "")
        return self.model_copy(update={"model": self.escalate_model, "base_url": address})

    @property
    def knowledge_tokens(self) -> int:
        """What may be retrieved for a prompt."""
        return self.retrieval_tokens if self.retrieval else 0

    @property
    def attempts_allowed(self) -> int:
        """How many candidates may be judged, in each sample."""
        return self.max_iterations if self.refine else 1

    def folder(self, operation: str, core_mode: str) -> Path:
        """Where the project goes."""
        return Path(self.output) if self.output else Path("generated") / f"{operation}_{core_mode}_core"
