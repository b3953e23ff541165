"""Search by words: BM25 of SQLite's FTS5 over code-aware tokens, field by field.

Chosen over bm25s by measurement: the same recall, no second copy of the corpus, and a changed file is an
update of a few rows instead of a new index.
"""

from collections.abc import Mapping

from tilesmith.knowledge.catalogue import Catalogue
from tilesmith.knowledge.tokens import query_terms

WEIGHTS = {"name": 2.0, "place": 0.6, "doc": 1.0, "body": 0.4}
"""How much a field's score counts; chosen on the tuning half of the labelled queries."""
LONGEST_QUERY = 40
"""Terms; a compiler's message of 200 kB is not a query."""
_CANDIDATES = 600
"""Of each field: those beyond have no word in common with the query that others lack."""


def lexical_scores(
    catalogue: Catalogue, text: str, weights: Mapping[str, float] = WEIGHTS
) -> dict[int, float]:
    """Scores of the chunks that hold words of `text`, by number; empty when it has no words."""
    terms = query_terms(text)[:LONGEST_QUERY]
    scores: dict[int, float] = {}
    if terms:
        expression = " OR ".join(f'"{term}"' for term in terms)
        for field, weight in weights.items():
            for number, score in catalogue.matches(field, expression, _CANDIDATES):
                scores[number] = scores.get(number, 0.0) + weight * score
    return scores
