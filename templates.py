"""Jinja templates beside the code that fills them in: a variable that nobody gives is an error."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates(package: str, *, html: bool = False) -> Environment:
    """The templates in the folder of `package`, such as `tilesmith.agent.scaffold`.

    Lines that hold a statement alone leave nothing behind.

    Args:
        html: the results are HTML: values are escaped.
    """
    return Environment(
        loader=PackageLoader(package, "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=html,
    )
