"""Argument lists that a host builds: vectors of words, some of them appended by tensor accessors."""

from dataclasses import dataclass

from tree_sitter import Node

from tilesmith.tools.contract.constants import Constants
from tilesmith.tools.contract.kernel import ACCESSOR_WORDS
from tilesmith.tools.contract.syntax import arguments, called, function_around, is_repeated, text, walk

_PUSH = ("push_back", "emplace_back")


@dataclass(frozen=True)
class Words:
    """A list of argument words whose length and layout are certain."""

    values: tuple[int | None, ...]
    """None: a word that is known at run time only."""
    accessors: tuple[int, ...] = ()
    """Where the words of each tensor accessor start."""

    def __len__(self) -> int:
        return len(self.values)


class WordLists:
    """Reads argument lists of one host source."""

    def __init__(self, root: Node, constants: Constants) -> None:
        self._root = root
        self._constants = constants
        # Sharded tensors append more words than the two of interleaved ones.
        self._fixed_accessors = "hard" not in text(root).replace("hardware", "").replace("Hardware", "")

    def of(self, node: Node | None) -> Words | None:
        """The words of `node`, an initializer or a variable built in plain sight. None: not certain."""
        if node is None:
            return None
        if node.type == "initializer_list":
            return self._of_elements(node)
        if node.type == "compound_literal_expression":
            return self._of_elements(node.child_by_field_name("value"))
        if node.type == "identifier":
            return self._of_variable(node)
        return None

    def _of_elements(self, node: Node | None) -> Words | None:
        if node is None:
            return None
        elements = arguments(node)
        if any(element.type in ("initializer_pair", "initializer_list") for element in elements):
            return None
        return Words(tuple(self._constants.value(element) for element in elements))

    def _of_variable(self, use: Node) -> Words | None:
        """Follow the variable from its declaration to `use`; a mention of unknown effect ends certainty."""
        name = text(use)
        scope = function_around(use)
        words: Words | None = None
        for node in walk(scope):
            if node.type != "identifier" or text(node) != name:
                continue
            if node.start_byte >= use.start_byte:
                return words
            parent = node.parent
            if parent is None:
                return None
            if _declares(node, parent):
                if words is not None:
                    return None  # two variables of this name
                words = self._declared(parent)
            else:
                words = None if words is None else self._changed(words, parent)
            if words is None:
                return None
        return words

    def _declared(self, parent: Node) -> Words | None:
        if parent.type == "declaration":
            return Words(()) if "vector" in text(parent.child_by_field_name("type")) else None
        value = parent.child_by_field_name("value")
        return self.of(value) if value is not None and value.type != "identifier" else None

    def _changed(self, words: Words, parent: Node) -> Words | None:
        if parent.type == "field_expression" and parent.parent is not None:
            return self._method(words, parent.parent)
        if parent.type == "argument_list" and parent.parent is not None:
            return self._passed(words, parent.parent)
        if parent.type in ("initializer_list", "initializer_pair"):
            return words  # read, by the config of another kernel
        return None

    def _method(self, words: Words, call: Node) -> Words | None:
        method, given = called(call), arguments(call)
        if method in ("size", "data", "begin", "end", "at"):
            return words
        if method in _PUSH and len(given) == 1 and not is_repeated(call):
            return Words((*words.values, self._constants.value(given[0])), words.accessors)
        return None

    def _passed(self, words: Words, call: Node) -> Words | None:
        if called(call) in ("SetRuntimeArgs", "SetCommonRuntimeArgs", "ReaderDataMovementConfig"):
            return words
        if called(call) == "WriterDataMovementConfig":
            return words
        if called(call) != "append_to" or is_repeated(call) or not self._fixed_accessors:
            return None
        start = len(words)
        return Words((*words.values, *([None] * ACCESSOR_WORDS)), (*words.accessors, start))


def _declares(node: Node, parent: Node) -> bool:
    return (
        parent.type in ("init_declarator", "declaration") and parent.child_by_field_name("declarator") == node
    )
