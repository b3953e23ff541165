"""How far an output may be from the golden, for each family of operations, and why.

The bound of an element follows from the number of times that its value is rounded on the way to the output:
each step may cost a unit in the last place (a 16-bit DST cuts off what does not fit), and half a unit is the
golden's own rounding to the output's type. The floor is a fraction of the scale that the inputs give to the
output: of the golden's largest magnitude for these inputs.
"""

from dataclasses import dataclass

from tilesmith.agent.spec.expression import Call, Expression, Name, Number, calls
from tilesmith.agent.spec.model import Tolerance

_GOLDEN_ROUNDING = 0.5
# Less than the distance to any neighbour, also below a power of two, where it is half a unit.
_NO_OTHER_NUMBER = 0.25


@dataclass(frozen=True)
class Family:
    """Operations whose results are rounded in the same way."""

    name: str
    steps: int
    """Roundings on the way to the output, the packer's included; 0: the result is a number of the type."""
    floor: float
    """Error that always passes, as a fraction of the largest magnitude of the golden."""
    pcc: float
    norm_relative: float
    reason: str

    @property
    def max_ulp(self) -> float:
        """Of an element."""
        return self.steps + _GOLDEN_ROUNDING if self.steps else _NO_OTHER_NUMBER

    @property
    def tolerance(self) -> Tolerance:
        """The same as bounds."""
        return Tolerance(
            max_ulp=self.max_ulp,
            absolute_floor=self.floor,
            pcc=self.pcc,
            norm_relative=self.norm_relative,
        )


EXACT = Family(
    "exact",
    0,
    0.0,
    0.99999,
    1e-6,
    "the result is one of the operands, its negation, or a small integer: nothing is rounded, so no other "
    "number passes",
)
ONE_ROUNDING = Family(
    "one rounding",
    1,
    1e-4,
    0.9999,
    0.01,
    "one FPU or SFPU operation: within 0.6 ULP when it is rounded, within 1 when a 16-bit DST cuts it off",
)
PRODUCT = Family(
    "product",
    2,
    1e-4,
    0.9999,
    0.01,
    "HiFi4 adds the partial products of a pair in several steps, each rounded to a 16-bit DST: up to 2 ULP "
    "at the lower end of a binade; LoFi (up to 16 ULP) does not pass",
)
FUNCTION = Family(
    "function",
    2,
    5e-4,
    0.9999,
    0.01,
    "the accurate SFPU functions stay within 2 ULP in a 16-bit DST: one of the function, one of DST; their "
    "approximate modes do not pass",
)
POLYNOMIAL = Family(
    "polynomial",
    3,
    1e-3,
    0.9999,
    0.01,
    "a function whose polynomial adds about 1 ULP to those of `function`; the floor admits the exponential "
    "tails that the SFPU drops (softplus below -5, gelu below -5)",
)
CHAIN = Family(
    "chain",
    4,
    1e-3,
    0.999,
    0.02,
    "several operations in a row, of which some amplify what came before (exp of a quotient): it takes a "
    "float32 DST to keep four roundings of 16 bits",
)

ACCUMULATION = Family(
    "accumulation",
    2,
    2e-3,
    0.9999,
    0.01,
    "a product of matrices or a sum of many elements in a float32 DST, rounded once by the packer; terms of "
    "both signs cancel, so the error is one of the largest results, not of the element's own",
)

FAMILIES = (EXACT, ONE_ROUNDING, PRODUCT, FUNCTION, POLYNOMIAL, ACCUMULATION, CHAIN)

_NO_ROUNDING = {
    "maximum",
    "minimum",
    "relu",
    "abs",
    "negative",
    "sign",
    "floor",
    "ceil",
    "trunc",
    "where",
    "transpose",
    "reduce_max",
} | {
    *("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"),
}
_BY_FUNCTION = {
    **dict.fromkeys(_NO_ROUNDING, EXACT),
    **dict.fromkeys(("add", "subtract", "leaky_relu", "clamp", "round"), ONE_ROUNDING),
    **dict.fromkeys(("multiply", "square"), PRODUCT),
    **dict.fromkeys(("matmul", "reduce_sum", "reduce_mean"), ACCUMULATION),
    **dict.fromkeys(("divide", "exp", "sigmoid", "tanh", "silu", "sqrt", "rsqrt", "reciprocal"), FUNCTION),
}


def family_of(expression: Expression) -> Family:
    """The family of the operation that `expression` describes.

    Functions that round nothing count for nothing; one other function gives its own family, and several
    are a chain.
    """
    rounding = [call for call in calls(expression) if _BY_FUNCTION.get(call.function) is not EXACT]
    if {call.function for call in rounding} in ({"reduce_sum"}, {"reduce_mean"}):
        return ACCUMULATION  # over both axes, it is one sum
    if not rounding:
        return ONE_ROUNDING if _has_number(expression) else EXACT
    if len(rounding) == 1:
        return _BY_FUNCTION.get(rounding[0].function, POLYNOMIAL)
    return CHAIN


def as_markdown() -> str:
    """The table of all families, for the documentation."""
    head = (
        "| family | roundings | ULP | floor | PCC | norm-relative | reason |\n|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {each.name} | {each.steps} | {each.max_ulp:g} | {each.floor:g} | {each.pcc:g} | "
        f"{each.norm_relative:g} | {each.reason} |\n"
        for each in FAMILIES
    )


def _has_number(expression: Expression) -> bool:
    """A constant need not be a number of the output's type: it is rounded where it is the result."""
    match expression:
        case Number(value):
            return not value.is_integer() or abs(value) > 256
        case Name():
            return False
        case Call(_, operands):
            return any(_has_number(operand) for operand in operands)
