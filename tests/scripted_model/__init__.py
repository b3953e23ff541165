"""A scripted model that can write what the templates can: for `ScriptedServer`, over real HTTP."""

import re

from tilesmith.agent.llm_drafter.prompt_view import formula
from tilesmith.agent.scaffold import host_file
from tilesmith.agent.spec import CoreMode, OperationSpec, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.evals.scripted_server import ChatRequest, Reply, Text
from tilesmith.tests.projects import template_project

_OPERATION = re.compile(
    r"^# The operation\s+`(?P<name>\w+)`:.*?`\w+ = (?P<formula>[^`]+)`", re.MULTILINE | re.DOTALL
)
_PARAMETERS = re.compile(r"^Scalar parameters[^:]*: (.*?)\. Pass them", re.MULTILINE)


def right_answer(request: ChatRequest) -> Reply:
    """The right files for a prompt about an operation; to a repair, those that differ."""
    prompt = request.last_message
    spec = _operation(prompt)
    mode = CoreMode.MULTI if "It runs on all cores" in prompt else CoreMode.SINGLE
    project = template_project(spec, Target(core_mode=mode))
    host = {host_file(spec): project.files[host_file(spec)]}
    if "# What went wrong" in prompt:
        code = {**project.kernels, **host}
        return files_reply({name: text for name, text in code.items() if text.rstrip() not in prompt})
    return files_reply(host if "Write the host program" in prompt else project.kernels)


def files_reply(files: dict[str, str]) -> Text:
    """A reply that carries `files` as models are asked to."""
    return Text("\n".join(f"```cpp {name}\n{text.rstrip()}\n```\n" for name, text in files.items()))


def _operation(prompt: str) -> OperationSpec:
    asked = _OPERATION.search(prompt)
    assert asked is not None, f"no prompt of ours: {prompt[:200]}"
    known = CATALOGUE.get(asked["name"])
    if known is not None and formula(known) == asked["formula"]:
        return known
    said = _PARAMETERS.search(prompt)
    pairs = re.findall(r"`(\w+)` = (\S+?)(?:,|$)", said[1]) if said else []
    parameters = {name: float(value) for name, value in pairs}
    return resolve(OperationRequest(expression=asked["formula"], name=asked["name"], parameters=parameters))
