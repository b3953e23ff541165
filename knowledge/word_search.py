"""Ranks short texts by the words of a query (Okapi BM25)."""

import heapq
import math
import re
from collections import Counter, defaultdict

_WORD = re.compile(r"[A-Za-z][a-z]*|[0-9]+")
_SATURATION = 1.5
_LENGTH = 0.75
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "with",
    ]
)


def words(text: str) -> list[str]:
    """The words of a text or identifier in lower case: `noc_async_readPage` gives noc, async, read, page."""
    found = [word.lower() for word in _WORD.findall(text)]
    return [_stem(word) for word in found if word not in _EMPTY]


def _stem(word: str) -> str:
    """`word` without a plural's s: `tiles` and `tile` are one word here."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class WordSearch:
    """Documents, given as lists of words, ready to be searched."""

    def __init__(self, documents: list[list[str]]) -> None:
        self._lengths = [len(document) for document in documents]
        self._mean = sum(self._lengths) / max(1, len(documents))
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for index, document in enumerate(documents):
            for word, count in Counter(document).items():
                self._postings.setdefault(word, []).append((index, count))

    def best(self, text: str, n: int) -> list[tuple[int, float]]:
        """The indices of the best documents and their scores, scaled so that the best has 1."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in set(words(text)):
            postings = self._postings.get(word, [])
            weight = math.log(1 + (len(self._lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
            for index, count in postings:
                length = 1 - _LENGTH + _LENGTH * self._lengths[index] / self._mean
                scores[index] += weight * count * (_SATURATION + 1) / (count + _SATURATION * length)
        best = heapq.nsmallest(n, scores.items(), key=lambda item: (-item[1], item[0]))
        top = best[0][1] if best else 1.0
        return [(index, score / top) for index, score in best]
