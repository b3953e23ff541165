"""Asks all indexes of one tree and makes one ranking of their answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from heapq import nsmallest

from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.catalogue import Catalogue, Feature
from tilesmith.knowledge.chunks import Chunk
from tilesmith.knowledge.companions import Companions
from tilesmith.knowledge.embedding import Embedder
from tilesmith.knowledge.fusion import reciprocal_rank_fusion
from tilesmith.knowledge.glossary import expand
from tilesmith.knowledge.host_headers import header_of
from tilesmith.knowledge.lexical import LexicalSearch
from tilesmith.knowledge.names import is_name, named
from tilesmith.knowledge.ranking import Intent, belongs, explained, prior
from tilesmith.knowledge.sources import Role
from tilesmith.knowledge.store import VectorStore
from tilesmith.knowledge.tokens import query_terms
from tilesmith.knowledge.vector_mirror import VectorMirror

DEFAULT_ARCH = "wormhole_b0"
_CANDIDATES = 200
"""Results of each search that take part in the fusion."""
_DAMPING = 10.0
_WEIGHTS = {"names": 1.5, "lexical": 1.0, "dense": 0.5}
"""Chosen, as the damping, on the tuning half of the labelled queries."""
_WEIGHTS_OF_NAME = _WEIGHTS | {"names": 5.0}
"""For a query that is one identifier."""


_PUBLIC = (Role.API_DEVICE, Role.API_HOST)


class Mode(StrEnum):
    """Which searches are asked."""

    LEXICAL = "lexical"
    DENSE = "dense"
    FUSED = "fused"
    """Both, and the names of the API that the query mentions or means."""


@dataclass(frozen=True)
class Hit:
    """An answer; `score` orders the hits of one search and means nothing across searches."""

    chunk: Chunk
    score: float

    def row(self) -> dict[str, str | int | float]:
        """What the command line prints as JSON."""
        chunk = self.chunk
        return {
            "name": chunk.name,
            "kind": chunk.kind.value,
            "role": chunk.role.value,
            "path": chunk.path,
            "line": chunk.line,
            "header": header_of(chunk.path) if chunk.role in _PUBLIC else "",
            "signature": chunk.signature,
            "score": round(self.score, 6),
        }


class KnowledgeIndex:
    """The indexes of one tree, open and warm."""

    def __init__(
        self, catalogue: Catalogue, store: VectorStore | VectorMirror, embedder: Embedder, api: ApiIndex
    ) -> None:
        self.catalogue = catalogue
        self.api = api
        self._store = store
        self._embedder = embedder
        self.embedding = embedder.identity.partition("-")[0]
        self._words = LexicalSearch(catalogue)
        self._priors: dict[Intent, dict[int, float]] = {}

    def search(
        self,
        query: str,
        limit: int = 10,
        *,
        mode: Mode = Mode.FUSED,
        arch: str = DEFAULT_ARCH,
        roles: Iterable[Role] | None = None,
    ) -> list[Hit]:
        """The best answers to `query`, best first; empty when it says nothing.

        Args:
            limit: at most so many.
            mode: which searches to ask.
            arch: chunks that serve another chip alone are left out.
            roles: only chunks with one of these; None: all.

        Raises:
            IndexCorruptError: the index on the disk is damaged.
            EmbeddingError: the embedding's or the vector store's server does not answer.
        """
        intent = Intent.of(query)
        wanted = None if roles is None else {role.value for role in roles}
        rankings = {
            name: [f.id for f in ranking if f.arch in ("", arch) and (wanted is None or f.role in wanted)]
            for name, ranking in self._rankings(query, intent, mode).items()
        }
        weights = _WEIGHTS_OF_NAME if is_name(query) else _WEIGHTS
        fused = reciprocal_rank_fusion(rankings, weights, _DAMPING)
        scores = dict(fused)
        ranking = _without_twins(self._by_id[id_] for id_, _ in fused)
        if mode is Mode.FUSED and not intent.example and wanted is None:
            ranking = self._companions.insert(ranking, limit)
        return self._hits(ranking[:limit], scores)

    def _rankings(self, query: str, intent: Intent, mode: Mode) -> dict[str, list[Feature]]:
        rankings: dict[str, list[Feature]] = {}
        expanded = expand(query)
        terms = frozenset(query_terms(expanded))
        if mode is not Mode.DENSE:
            rankings["lexical"] = self._lexical(expanded, intent, terms)
        if mode is not Mode.LEXICAL:
            rankings["dense"] = self._dense(expanded, intent, terms)
        if mode is Mode.FUSED:
            rankings["names"] = self._named(query)
        return rankings

    def _lexical(self, query: str, intent: Intent, terms: frozenset[str]) -> list[Feature]:
        scores = self._words.scores(query)
        known = self._by_number
        return self._ordered(((known[n], score) for n, score in scores.items() if n in known), intent, terms)

    def _dense(self, query: str, intent: Intent, terms: frozenset[str]) -> list[Feature]:
        near = self._store.nearest(self._embedder.embed_query(query), _CANDIDATES)
        # A vector without a chunk belongs to a build that is under way.
        known = self._by_id
        return self._ordered(((known[id_], score) for id_, score in near if id_ in known), intent, terms)

    def _named(self, query: str) -> list[Feature]:
        return [feature for name in named(self.api, query) for feature in self._declaring(name)[:1]]

    def _declaring(self, name: str) -> list[Feature]:
        """The chunks that declare `name`, or the class whose method it is."""
        if name in self._by_name:
            return self._by_name[name]
        owners = dict.fromkeys(function.owner for function in self.api.lookup(name) if function.owner)
        return [feature for owner in owners for feature in self._by_name.get(owner, [])]

    def _ordered(
        self, scores: Iterable[tuple[Feature, float]], intent: Intent, terms: frozenset[str]
    ) -> list[Feature]:
        """The chunks by their score, their prior and how much of their name was asked for, best first."""
        priors = self._priors.setdefault(intent, {})
        weighed = []
        for feature, score in scores:
            number = feature.number
            if number not in priors:
                priors[number] = prior(feature, intent)
            weight = score * priors[number] * explained(feature.name, terms, intent)
            weight *= belongs(feature, terms)
            weighed.append((-weight, number, feature))
        return [feature for _, _, feature in nsmallest(_CANDIDATES, weighed)]

    def _hits(self, ranking: Sequence[Feature], scores: dict[str, float]) -> list[Hit]:
        chunks = self.catalogue.chunks([feature.id for feature in ranking])
        hits: list[Hit] = []
        last = 1.0
        for feature in ranking:
            # An init function stands behind its operation, whatever its own score.
            last = min(last, scores.get(feature.id, last))
            if feature.id in chunks:
                hits.append(Hit(chunks[feature.id], last))
        return hits

    @cached_property
    def _features(self) -> list[Feature]:
        return self.catalogue.features()

    @cached_property
    def _by_number(self) -> dict[int, Feature]:
        return {feature.number: feature for feature in self._features}

    @cached_property
    def _by_id(self) -> dict[str, Feature]:
        return {feature.id: feature for feature in self._features}

    @cached_property
    def _by_name(self) -> dict[str, list[Feature]]:
        """Declarations of the API by name, the most used first."""
        found: dict[str, list[Feature]] = {}
        for feature in self._features:
            if feature.role in _PUBLIC:
                found.setdefault(feature.name.rsplit("::", 1)[-1], []).append(feature)
        for group in found.values():
            group.sort(key=lambda feature: (-feature.uses, feature.kind == "macro", feature.number))
        return found

    @cached_property
    def _companions(self) -> Companions:
        return Companions(self._features)


def _without_twins(ranking: Iterable[Feature]) -> list[Feature]:
    """`ranking` with one entry for a function of the API, whatever overloads it has, and for each name of
    a file."""
    found: dict[tuple[str, str], Feature] = {}
    for feature in ranking:
        place = "" if feature.role == Role.API_DEVICE else feature.path
        found.setdefault((feature.name, place), feature)
    return list(found.values())
