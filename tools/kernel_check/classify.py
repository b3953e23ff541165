"""What kind of fault a compiler's message describes, and which names it is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tilesmith.tools.kernel_check.messages import Message
from tilesmith.tools.kernel_check.translation_unit import ENTRY


class Check(StrEnum):
    """Stable names of what the kernel check finds."""

    UNKNOWN_NAME = "unknown_name"
    MISSING_INCLUDE = "missing_include"
    """The name exists, in a header that the kernel does not include."""
    UNKNOWN_MEMBER = "unknown_member"
    WRONG_ARITY = "wrong_arity"
    WRONG_TYPE = "wrong_type"
    WRONG_TEMPLATE_ARGUMENTS = "wrong_template_arguments"
    MISSING_HEADER = "missing_header"
    FORBIDDEN_INCLUDE = "forbidden_include"
    TOO_FEW_COMPILE_ARGS = "too_few_compile_args"
    UNKNOWN_NAMED_ARG = "unknown_named_arg"
    CXX20_ONLY = "cxx20_only"
    STATIC_ASSERTION = "static_assertion"
    OLD_ENTRY_POINT = "old_entry_point"
    NEW_ENTRY_POINT = "new_entry_point"
    MISSING_ENTRY_POINT = "missing_entry_point"
    NOT_CONSTANT = "not_constant"
    REDEFINITION = "redefinition"
    WARNING = "warning_as_error"
    """tt-metal compiles kernels with -Wall -Werror."""
    SYNTAX = "syntax_error"
    OTHER = "compile_error"


@dataclass(frozen=True)
class Finding:
    """A message understood."""

    check: Check
    name: str = ""
    """The function, type, header or member that it is about."""
    details: tuple[str, ...] = ()
    """Numbers and types, their meaning given by the check."""


Rule = Callable[[Message], Finding | None]
_NAME = r"'(?:\w+::)*(?P<name>[A-Za-z_]\w*)(?:<[^']*>)?'"


def classify(message: Message) -> Finding:
    """The most specific reading of `message`."""
    return next(filter(None, (rule(message) for rule in _RULES)), Finding(Check.OTHER))


def _text_rule(check: Check, *patterns: str) -> Rule:
    compiled = [re.compile(pattern) for pattern in patterns]

    def rule(message: Message) -> Finding | None:
        for pattern in compiled:
            if match := pattern.search(message.text):
                groups = match.groupdict()
                details = tuple(value for key, value in groups.items() if key != "name" and value)
                return Finding(check, groups.get("name") or "", details)
        return None

    return rule


def _compile_arg(message: Message) -> Finding | None:
    """An index past the end: `get_ct_arg<N>` asserts, and a note says how the numbers compare."""
    if "compile_time_args.h" not in message.place.file:
        return None
    if "Index out of range" not in message.text and "kernel_compile_time_args" not in message.text:
        return None
    for text in (*message.notes, message.text):
        if numbers := re.search(r"\(?(\d+)U?L? < (\d+)\)?", text):
            return Finding(Check.TOO_FEW_COMPILE_ARGS, details=numbers.groups())
    return Finding(Check.TOO_FEW_COMPILE_ARGS)


def _no_matching_call(message: Message) -> Finding | None:
    """No overload fits: the notes tell whether for the number, the template arguments or the types."""
    match = re.search(r"no matching function for call to '(?P<call>[^']+)'?", message.text)
    if match is None:
        return None
    name = re.split(r"[<(]", match["call"])[0].split("::")[-1].strip()
    notes = "\n".join(message.notes)
    if "couldn't deduce template parameter" in notes or "couldn't infer template argument" in notes:
        return Finding(Check.WRONG_TEMPLATE_ARGUMENTS, name)
    counts = re.search(
        r"candidate expects (\d+) arguments?, (\d+) provided|requires (?:at (?:most|least) )?(\d+) "
        r"(?:non-object )?arguments?, but (\d+) (?:was|were) provided",
        notes,
    )
    if counts and not re.search(r"no known conversion|cannot convert|mismatched types", notes):
        return Finding(Check.WRONG_ARITY, name, tuple(group for group in counts.groups() if group))
    if re.search(r"template argument deduction/substitution failed|invalid explicitly-specified", notes) and (
        "<" in match["call"].split("(")[0]
    ):
        return Finding(Check.WRONG_TEMPLATE_ARGUMENTS, name)
    return Finding(Check.WRONG_TYPE, name)


def _newer_library(message: Message) -> Finding | None:
    """GCC knows in which standard each name of the library begins, and tells it in a note."""
    newer = any(re.search(r"only available from C\+\+(?:20|23)", note) for note in message.notes)
    return Finding(Check.CXX20_ONLY) if newer else None


def _warning(message: Message) -> Finding | None:
    if message.option.startswith("-Werror"):
        return Finding(Check.WARNING, message.option.removeprefix("-Werror=").removeprefix("-Werror,-W"))
    return None


_RULES: tuple[Rule, ...] = (
    _compile_arg,
    _newer_library,
    _text_rule(
        Check.MISSING_ENTRY_POINT, rf"'{ENTRY}' was not declared", rf"undeclared identifier '{ENTRY}'"
    ),
    _text_rule(
        Check.CXX20_ONLY,
        r"only available with '-std=(?:c|gnu)\+\+2[0a]'",
        r"C\+\+20 extension|'auto' not allowed in function prototype",
        r"'-fconcepts'|require '-fcoroutines'|C\+\+2[0a]",
    ),
    _text_rule(
        Check.MISSING_HEADER,
        r"(?P<name>[^\s:']+): No such file or directory",
        r"'(?P<name>[^']+)' file not found",
    ),
    _text_rule(
        Check.WRONG_ARITY,
        r"too (?:many|few) arguments to function '(?:[^'(]*[\s:&*])?(?P<name>\w+)(?:<[^(']*>)?\([^']*'",
        r"too (?:many|few) arguments to function call, expected (?:at (?:most|least) )?"
        r"(?P<expected>\d+|single argument '\w+')(?:, have (?P<given>\d+))?",
    ),
    _no_matching_call,
    _text_rule(
        Check.WRONG_TEMPLATE_ARGUMENTS,
        r"wrong number of template arguments",
        r"template argument \d+ is invalid",
    ),
    _text_rule(
        Check.UNKNOWN_MEMBER,
        r"has no member named '(?P<name>\w+)'",
        rf"{_NAME} is not a member of '(?P<owner>[^']+)'",
        rf"no (?:member|type) named {_NAME} in '(?P<owner>[^']+)'",
        rf"no member named {_NAME} in",
    ),
    _text_rule(
        Check.UNKNOWN_NAME,
        rf"{_NAME} was not declared",
        rf"{_NAME} has not been declared",
        rf"use of undeclared identifier {_NAME}",
        rf"{_NAME} does not name a (?:type|template)",
        rf"unknown type name {_NAME}",
        rf"no template named {_NAME}",
        r"there are no arguments to '(?P<name>\w+)' that depend on a template parameter",
    ),
    _text_rule(
        Check.WRONG_TYPE,
        r"cannot convert '(?P<given>[^']+)'(?: \{aka [^}]*\})? to '(?P<wanted>[^']+)'",
        r"invalid conversion from '(?P<given>[^']+)'(?: \{aka [^}]*\})? to '(?P<wanted>[^']+)'",
        r"cannot initialize a .* of type '(?P<wanted>[^']+)'.* with .* of type '(?P<given>[^']+)'",
        r"narrowing conversion|cannot be narrowed|request for member|invalid operands|no viable conversion",
        r"invalid (?:type argument|operand|user-defined conversion|static_cast|cast)|no match for 'operator",
    ),
    _text_rule(
        Check.STATIC_ASSERTION,
        r"static assertion failed: (?P<text>.*)",
        r"static assertion failed.*?: (?P<text>.*)",
        r"static assertion failed",
    ),
    _text_rule(
        Check.NOT_CONSTANT,
        r"constant expression|non-constant condition|is not usable in a constant|call to non-'constexpr'",
    ),
    _text_rule(Check.REDEFINITION, r"redefinition of|redeclaration of|conflicting declaration|previously de"),
    _warning,
    _text_rule(
        Check.SYNTAX, r"^expected |^stray |^unterminated|^missing terminating|^extraneous|at end of input"
    ),
)
