"""Search by words: BM25 of SQLite's FTS5 over code-aware tokens, field by field.

One file with the rest of the catalogue, and a changed source file is an update of a few rows, where an index
held in memory would be made anew.
"""

from collections.abc import Mapping
from functools import cached_property

from tilesmith.knowledge.catalogue import Catalogue
from tilesmith.knowledge.tokens import query_terms

WEIGHTS = {"name": 2.0, "place": 0.6, "doc": 1.0, "body": 0.4}
"""How much a field's score counts; chosen on the tuning half of the labelled queries."""
LONGEST_QUERY = 40
"""Terms; a compiler's message of 200 kB is not a query."""
_CANDIDATES = 200
"""Of each field."""


class LexicalSearch:
    """Scores chunks by the words that they share with a query."""

    def __init__(self, catalogue: Catalogue, weights: Mapping[str, float] = WEIGHTS) -> None:
        self._catalogue = catalogue
        self._weights = weights

    @cached_property
    def _common(self) -> dict[str, frozenset[str]]:
        return {field: self._catalogue.common_terms(field) for field in self._weights}

    def scores(self, text: str) -> dict[int, float]:
        """Scores of the best chunks by number; empty when `text` has no words that tell chunks apart."""
        terms = query_terms(text)[:LONGEST_QUERY]
        scores: dict[int, float] = {}
        for field, weight in self._weights.items():
            rare = [term for term in terms if term not in self._common[field]]
            if rare:
                expression = " OR ".join(f'"{term}"' for term in rare)
                for number, score in self._catalogue.matches(field, expression, _CANDIDATES):
                    scores[number] = scores.get(number, 0.0) + weight * score
        return scores
