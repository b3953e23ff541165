"""Under which conditions an evaluation was run, and in what two of them differ."""

from collections.abc import Iterator

from tilesmith.agent.context import Context
from tilesmith.agent.level import Level
from tilesmith.evals.run.store import Config

_MEASURED = {
    "max_tool_calls": "no tools",
    "retrieval": "no retrieval",
    "raw_errors": "raw errors",
    "execution_feedback": "no execution feedback",
    "independent_drafts": "independent drafts instead of repairs",
}
"""Settings that take something away, and how it is called when they do."""


def conditions(config: Config) -> list[str]:
    """The control and the ablations of an evaluation in words; none: everything as `generate` does it."""
    level = str(_value(config, "level"))
    tried = [f"verified at the {level} level"] if level != Level.STANDARD else []
    return [*(words for name, words in _MEASURED.items() if _taken_away(config, name)), *tried]


def _taken_away(config: Config, name: str) -> bool:
    value, default = _value(config, name), _default(name)
    return value == 0 if isinstance(default, int) and not isinstance(default, bool) else value != default


def differences(a: Config, b: Config) -> dict[str, tuple[str, str]]:
    """What was not the same, by name, with its value in each. Folders and machines say nothing of results."""
    return {name: (first, second) for name, first, second in _both(a, b) if first != second}


def _both(a: Config, b: Config) -> Iterator[tuple[str, str, str]]:
    for name in ("suite", "samples", "seed", "flaws", "tilesmith"):
        yield name, _text(getattr(a, name)), _text(getattr(b, name))
    for name in sorted(a.settings.keys() | b.settings.keys()):
        yield name, _text(_value(a, name)), _text(_value(b, name))


def _value(config: Config, name: str) -> object:
    """A setting; an evaluation from before there was such a setting has its default."""
    return config.settings.get(name, _default(name))


def _default(name: str) -> object:
    field = Context.model_fields.get(name)
    return None if field is None else field.get_default(call_default_factory=True)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
