"""Where the sources of an SDK call a function: examples to look at."""

import re
from collections.abc import Iterable

from tilesmith.knowledge.catalogue import Catalogue
from tilesmith.knowledge.chunks import Chunk
from tilesmith.knowledge.errors import KnowledgeError
from tilesmith.knowledge.location import CATALOGUE, index_folder
from tilesmith.tools.sdk import Sdk

_SITES = 3


def call_sites(sdk: Sdk, names: Iterable[str], limit: int = _SITES) -> dict[str, list[str]]:
    """For each of `names` the `path:line` of up to `limit` calls, short kernels first.

    Empty before the index of `sdk` was built: a look-up in the API needs no index.
    """
    path = index_folder(sdk) / CATALOGUE
    if not path.is_file():
        return {}
    try:
        with Catalogue(path) as catalogue:
            return {name: [_site(chunk, name) for chunk in catalogue.callers(name, limit)] for name in names}
    except KnowledgeError:
        return {}  # `knowledge search` and `status` tell of a damaged index; `build` mends it.


def _site(chunk: Chunk, name: str) -> str:
    call = re.search(rf"\b{re.escape(name)}\s*[(<]", chunk.text)
    before = chunk.text[: call.start()].count("\n") if call else 0
    return f"{chunk.path}:{chunk.first_line + before}"
