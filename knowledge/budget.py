"""Fills a token budget with what is worth most."""

from collections.abc import Iterable
from dataclasses import dataclass

from tilesmith.agent.drafter import Selection

_CHARACTERS_PER_TOKEN = 3.3
"""Of C++ with long identifiers under the tokenizers of current models; prose has about four."""


@dataclass(frozen=True)
class Offer:
    """Something that could be shown."""

    name: str
    kind: str
    """`api`, `pattern` or `source`."""
    text: str
    """As the prompt shows it."""
    value: float
    """What is worth more is taken first."""
    reason: str

    @property
    def tokens(self) -> int:
        """An estimate, rather too high than too low."""
        return int(len(self.text) / _CHARACTERS_PER_TOKEN) + 1


def fill(offers: Iterable[Offer], budget: int, prompt: str = "kernels") -> list[Selection]:
    """The choice in the order in which it was made: by value, passing over what no longer fits.

    Offers of equal value keep their order. What was passed over is listed too, as not taken.

    Args:
        prompt: for which it is made.
    """
    left = budget
    chosen: list[Selection] = []
    for offer in sorted(offers, key=lambda offer: -offer.value):
        taken = offer.tokens <= left
        chosen.append(
            Selection(
                name=offer.name,
                kind=offer.kind,
                prompt=prompt,
                value=offer.value,
                tokens=offer.tokens,
                left=left,
                taken=taken,
                reason=offer.reason,
            )
        )
        left -= offer.tokens if taken else 0
    return chosen
