"""What clients send wrong is the run's failure, in one sentence; schemas are those of the models."""

import pytest

from tilesmith import graph
from tilesmith.agent.context import Context, Provider
from tilesmith.agent.form import Input, Settings, UnusableFormError
from tilesmith.agent.state import Request


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            {"operation": "relu", "core_mode": "dual"},
            "core_mode 'dual' cannot be used: input should be",
        ),
        ({"params": {"k": "much"}}, "params.k 'much' cannot be used: input should be a valid number"),
        ({"operaton": "relu"}, "there is no field operaton: the schemas of the graph say which there are"),
    ],
)
def test_wrong_input_says_which_field(sent: dict[str, object], said: str) -> None:
    with pytest.raises(UnusableFormError, match=said):
        Input.model_validate(sent).require_right()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            {"max_iterations": 0},
            "max_iterations 0 cannot be used: input should be greater than",
        ),
        ({"provider": "acme"}, "provider 'acme' cannot be used: input should be 'from_model', 'template'"),
        ({"provider": "openai"}, "^provider openai needs the name of one of its models in 'model'$"),
    ],
)
def test_wrong_settings_say_which(sent: dict[str, object], said: str) -> None:
    with pytest.raises(UnusableFormError, match=said):
        Settings.model_validate(sent).require_right()


def test_what_is_right_is_taken_as_it_is() -> None:
    asked = Input.model_validate({"operation": "relu"})
    asked.require_right()
    assert asked.operation == "relu"
    Settings.model_validate({"max_iterations": 7}).require_right()


def test_schemas_are_those_of_the_models() -> None:
    assert graph.get_input_jsonschema() == Request.model_json_schema()
    assert graph.get_context_jsonschema() == Context.model_json_schema()


@pytest.mark.parametrize(
    ("provider", "model", "meant"),
    [
        ("from_model", "openai:gpt-5", "openai:gpt-5"),
        ("openai", "gpt-5", "openai:gpt-5"),
        ("openai", "openai:gpt-5", "openai:gpt-5"),
        ("groq", "openai/gpt-oss-120b", "groq:openai/gpt-oss-120b"),
        ("ollama", "qwen3:8b", "ollama:qwen3:8b"),
        ("replay", "recordings", "replay:recordings"),
        ("template", "gpt-5", "template"),
    ],
)
def test_a_provider_chosen_apart_is_the_model_s_prefix(provider: str, model: str, meant: str) -> None:
    context = Context.model_validate({"provider": provider, "model": model})
    assert context.model == meant
    assert context.provider is Provider.FROM_MODEL
    assert Context.model_validate(context.model_dump()) == context


def test_a_provider_and_a_model_of_another_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="provider groq has no model openai:gpt-5: choose openai"):
        Context.model_validate({"provider": "groq", "model": "openai:gpt-5"})


def test_a_run_with_a_wrong_form_ends_with_a_failure() -> None:
    result = graph.invoke({"operation": "relu", "arch": "greyskull"})
    assert result["failure"].kind == "UnusableFormError"
    assert result["failure"].message.startswith("arch 'greyskull' cannot be used: ")
    result = graph.invoke({"operation": "relu"}, context={"max_iterations": "many"})
    assert result["failure"].message.startswith("max_iterations 'many' cannot be used: ")
