"""Reads the declaration of a function: template parameters, parameters, and which have defaults."""

from dataclasses import dataclass

from tree_sitter import Node, Parser

from tilesmith.knowledge.declarations import without_noise

_PARAMETERS = {"parameter_declaration", "optional_parameter_declaration", "variadic_parameter_declaration"}
_TYPE_PARAMETERS = {"type_parameter_declaration", "optional_type_parameter_declaration"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function or of its template."""

    type: str
    """Empty for a template's type parameter."""
    name: str
    optional: bool
    """It has a default, or is a pack."""


@dataclass(frozen=True)
class Signature:
    """How a function is called."""

    template: tuple[Parameter, ...]
    parameters: tuple[Parameter, ...]

    @property
    def required(self) -> int:
        """Parameters without a default."""
        return sum(not parameter.optional for parameter in self.parameters)


def read_signature(text: str, parser: Parser) -> Signature | None:
    """The signature in the declaration `text`; None when it is not one of a function."""
    root = parser.parse(f"{without_noise(text)};".encode()).root_node
    declarator = _first(root, "function_declarator")
    if declarator is None:
        return None
    parameters = declarator.child_by_field_name("parameters")
    template = _first(root, "template_parameter_list")
    return Signature(
        tuple(_parameters(template)) if template is not None else (),
        tuple(_parameters(parameters)) if parameters is not None else (),
    )


def _parameters(node: Node) -> list[Parameter]:
    found = []
    for child in node.named_children:
        if child.type in _TYPE_PARAMETERS or child.type == "variadic_type_parameter_declaration":
            names = [_text(part) for part in child.named_children if part.type == "type_identifier"]
            found.append(
                Parameter("", names[0] if names else "", child.type not in ("type_parameter_declaration",))
            )
        elif child.type in _PARAMETERS:
            found.append(_parameter(child))
    return found


def _parameter(node: Node) -> Parameter:
    declarator = node.child_by_field_name("declarator")
    default = node.child_by_field_name("default_value")
    text = _text(node)
    if default is not None:
        text = text[: text.rindex("=", 0, len(text) - len(_text(default)))]
    name = ""
    if declarator is not None:
        identifier = declarator if declarator.type == "identifier" else _first(declarator, "identifier")
        name = _text(identifier) if identifier is not None else ""
    kind = text.strip()
    if name and kind.endswith(name):
        kind = kind[: -len(name)].strip()
    optional = node.type != "parameter_declaration"
    return Parameter(kind, name, optional)


def _first(node: Node, kind: str) -> Node | None:
    """The first node of `kind` at or below `node`, the outermost first."""
    level = [node]
    while level:
        for candidate in level:
            if candidate.type == kind:
                return candidate
        level = [child for candidate in level for child in candidate.named_children]
    return None


def _text(node: Node) -> str:
    return node.text.decode(errors="replace") if node.text else ""
