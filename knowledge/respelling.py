"""Calls of API functions by the names that an SDK has for them."""

import re
from dataclasses import dataclass

from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.arity import accepts, split_arguments
from tilesmith.knowledge.renames import ONE_A_TYPE

# Members are found through their objects, and a comparison is no list of template arguments.
_CALL = re.compile(r"(?<![\w.:])(?<!->)(?P<name>[A-Za-z_]\w*)(?P<template><[^<>;]*>)?\(")
_COMMENT_OR_STRING = re.compile(r"//[^\n]*|\"[^\"\n]*\"")
_LANGUAGE = frozenset({"for", "if", "kernel_main", "reinterpret_cast", "return", "static_cast", "while"})


@dataclass(frozen=True)
class Respelling:
    """A kernel in the names of an SDK."""

    text: str
    functions: tuple[str, ...]
    """What it calls of the API."""
    missing: tuple[str, ...]
    """What it calls that the API has in no form."""


def respell(kernel: str, index: ApiIndex) -> Respelling:
    """`kernel` with each call by the name that `index` has for it."""
    code = _COMMENT_OR_STRING.sub(lambda found: " " * len(found[0]), kernel)
    parts, at = [], 0
    functions: dict[str, None] = {}
    missing: dict[str, None] = {}
    for call in _CALL.finditer(code):
        if call["name"] in _LANGUAGE:
            continue
        name, template = _resolved(call, _arguments(code, call.end()), index)
        if not name:
            missing[call["name"]] = None
            continue
        functions[name] = None
        parts += [kernel[at : call.start()], f"{name}{template}("]
        at = call.end()
    return Respelling("".join((*parts, kernel[at:])), tuple(functions), tuple(missing))


def _resolved(call: re.Match[str], arguments: int, index: ApiIndex) -> tuple[str, str]:
    """The name and the template arguments of `call` in `index`; no name: there is nothing in its place."""
    name, template = call["name"], call["template"] or ""
    of_types = ONE_A_TYPE.get(name, {})
    if of_types and not any("template" in f.signature for f in index.lookup(name)):
        wanted = of_types.get(template.strip("<>"), "")
        return (wanted if index.lookup(wanted) else ""), ""
    found = index.counterparts(name)
    fitting = (f.name for f in found if f.name == name or accepts(f, arguments))
    return next(fitting, ""), template


def _arguments(code: str, start: int) -> int:
    """How many arguments the call has whose opening parenthesis is before `start`."""
    depth, end = 1, start
    while depth and end < len(code):
        depth += (code[end] == "(") - (code[end] == ")")
        end += 1
    return len(split_arguments(code[start : end - 1]))
