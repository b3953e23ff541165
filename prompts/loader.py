"""Renders the prompt templates; a variable that a template names and nobody gives is an error."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        autoescape=False,
    )


def render(name: str, **variables: object) -> str:
    """The prompt `name` (a file `<name>.jinja` of this folder) with `variables` filled in.

    Raises:
        jinja2.UndefinedError: the template uses a variable that is not among `variables`.
        jinja2.TemplateNotFound: there is no such prompt.
    """
    return _environment().get_template(f"{name}.jinja").render(variables)
