"""How many arguments a function takes, read from its signature."""

from tilesmith.knowledge.api_function import ApiFunction

_OPENING, _CLOSING = "(<{[", ")>}]"


def accepts(function: ApiFunction, count: int) -> bool:
    """Whether `function` can be called with `count` arguments; those with a default may be left out."""
    parameters = split_arguments(_parameter_list(function.signature))
    required = sum("=" not in parameter for parameter in parameters)
    return required <= count <= len(parameters)


def split_arguments(text: str) -> list[str]:
    """The arguments in `text`, which stands between the parentheses of a call or a declaration."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == "," and depth == 0:
            found.append(text[start:at].strip())
            start = at + 1
    last = text[start:].strip()
    return [*found, last] if last and last != "void" else found


def _parameter_list(signature: str) -> str:
    """What stands between the last parentheses that are not inside of others."""
    end = signature.rfind(")")
    depth = 0
    for at in range(end, -1, -1):
        depth += (signature[at] == ")") - (signature[at] == "(")
        if depth == 0:
            return signature[at + 1 : end]
    return ""
