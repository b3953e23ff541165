"""What PyTorch says of a problem file's module."""

from pydantic import BaseModel, ConfigDict


class Argument(BaseModel):
    """A tensor or a number that the module takes: an argument of `forward`, or one of its weights."""

    model_config = ConfigDict(frozen=True)

    name: str
    """As the file has it: `x`, or `linear.weight`."""
    weight: bool
    """A parameter or buffer of the module rather than an argument."""
    shape: tuple[str, ...] = ()
    """Of a tensor: names of the file's constants where they set the size, numbers elsewhere."""
    integer: bool = False
    low: float = 0.0
    """Of the values that the file makes."""
    high: float = 0.0
    value: float | None = None
    """Of a number; None for a tensor."""


class Described(BaseModel):
    """A module that runs."""

    model_config = ConfigDict(frozen=True)

    arguments: tuple[Argument, ...]
    integers: tuple[bool, ...]
    """Of each output: whether it holds whole numbers, such as indices."""
    used: dict[str, int]
    """The file's constants that are no free size, as they are to be set: large ones were made smaller."""
    numbers: dict[str, float]
    """Attributes of the module that are numbers."""
