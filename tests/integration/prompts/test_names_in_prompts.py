"""Every name of code in a prompt's own text exists: in the SDK, in the project's header, or in C++."""

import re
from pathlib import Path

import pytest

import tilesmith.prompts
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.llm_drafter.prompt_view import view
from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.knowledge.api_index import ApiIndex, api_index
from tilesmith.prompts import render
from tilesmith.tools.project import IO_HEADER
from tilesmith.tools.sdk import resolve_sdk

TEMPLATES = sorted(Path(tilesmith.prompts.__file__).parent.glob("*.jinja"))
ADD = DraftRequest(CATALOGUE["add"], Target(), Knowledge(sdk="0.81.1"))
# Words of the explanations, C++'s own, entry points, fields and enumerators: the index lists none of them.
NOT_LISTED = {
    "args", "arguments", "buffer", "count", "distributed", "dst", "kernels", "l1_address", "page", "previous",
    "results", "true", "void", "kernel_main", "MAIN", "NAMESPACE", "_tile_init", "HiFi4", "c_0", "c_8",
    "c_16", "uint32_t", "fp32_dest_acc_en", "math_fidelity", "OVERRIDE_KERNEL_PREFIX", "Model", "reduce_sum",
    "transpose",
}  # fmt: skip


@pytest.fixture(scope="module")
def index() -> ApiIndex:
    return api_index(resolve_sdk())


def names_in(text: str) -> set[str]:
    """The names between backticks."""
    return set(re.findall(r"\b([A-Za-z_]\w{2,})\b", " ".join(re.findall(r"`([^`\n]+)`", text))))


def test_what_the_system_prompt_calls_is_there(index: ApiIndex) -> None:
    names = names_in(render("system", **view(ADD), tools=0))
    assert len(names) >= 30
    assert sorted(name for name in names - NOT_LISTED if not index.lookup(name)) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_names_what_there_is_not(template: Path, index: ApiIndex) -> None:
    own = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", template.read_text(), flags=re.DOTALL)
    header = set(re.findall(r"\w+", scaffold(ADD.spec, ADD.target)[IO_HEADER]))
    names = names_in(own) - NOT_LISTED - header
    assert sorted(name for name in names if not index.lookup(name)) == []
