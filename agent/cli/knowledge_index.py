"""`tilesmith knowledge build|status|search`: the searchable index of an SDK's sources."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from tilesmith.agent.cli.phase_bars import PhaseBars

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Display

    from tilesmith.knowledge.build import BuildReport
    from tilesmith.knowledge.opening import IndexStatus
    from tilesmith.knowledge.search import Hit
    from tilesmith.tools.sdk import Sdk

SdkOption = Annotated[
    str,
    typer.Option("--sdk", help="Release or folder of the SDK; TT_METAL_HOME or the pinned one by default."),
]
_JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
_MEGABYTE = 1_000_000


def build(
    sdk: SdkOption = "",
    embedding: Annotated[
        str,
        typer.Option(
            "--embedding",
            help="'lsa' (offline, the default), 'hashed' (offline) or 'openai:MODEL'; kept when left out.",
            show_default=False,
        ),
    ] = "",
    base_url: Annotated[
        str,
        typer.Option("--base-url", help="Address of the embedding's server, with /v1, for 'openai:MODEL'."),
    ] = "",
    chroma_url: Annotated[
        str | None,
        typer.Option(
            "--chroma-url",
            help="Address of a Chroma server, or '' to keep vectors in the cache; kept when left out.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Index the sources of an SDK, or bring its index up to date; goes on where it was interrupted."""
    from rich.console import Console

    from tilesmith.knowledge.build import build_index
    from tilesmith.knowledge.embedding import EmbeddingChoice
    from tilesmith.knowledge.learning import learn_from_others
    from tilesmith.tools.sdk import list_sdks

    if base_url and not embedding:
        raise typer.BadParameter("it is the server of --embedding openai:MODEL", param_hint="--base-url")
    console = Console(stderr=True)
    chosen = chosen_sdk(sdk)
    with _display(console) as display:
        report = build_index(
            chosen,
            EmbeddingChoice(embedding, base_url) if embedding else None,
            chroma_url=chroma_url,
            progress=PhaseBars(display),
        )
        learnt = learn_from_others(chosen, list_sdks())
    console.print(_told(report), highlight=False, soft_wrap=True)
    if learnt:
        console.print(f"{learnt} renames learnt from other SDKs", highlight=False)


def status(sdk: SdkOption = "", as_json: _JsonOption = False) -> None:
    """Say what the index of an SDK holds and whether it is up to date."""
    from tilesmith.knowledge.opening import index_status

    found = index_status(chosen_sdk(sdk))
    if as_json:
        typer.echo(json.dumps(_status_row(found), indent=2))
        return
    manifest = found.manifest
    state = "up to date" if found.current else "out of date: run `tilesmith knowledge build`"
    typer.echo(f"SDK {manifest.sdk or '(build not finished)'} in {manifest.root}: {state}")
    typer.echo(f"{manifest.chunks} chunks of {manifest.files} files, embedded by {manifest.embedding}")
    typer.echo(f"{found.bytes_on_disk / _MEGABYTE:.0f} MB in {found.folder}")
    for role, count in found.chunks_by_role.items():
        typer.echo(f"  {role.value:14}{count:7}")


def search(
    query: Annotated[str, typer.Argument(help="What to look for: an operation, an error message, a name.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="Most results.")] = 10,
    sdk: SdkOption = "",
    mode: Annotated[
        str, typer.Option("--mode", help="'fused', or for comparison 'lexical' or 'dense'.")
    ] = "fused",
    arch: Annotated[str, typer.Option("--arch", help="Chip generation.")] = "wormhole_b0",
    as_json: _JsonOption = False,
) -> None:
    """Search functions, kernels, programs and documents of an SDK, best first."""
    from tilesmith.knowledge.opening import open_index
    from tilesmith.knowledge.search import Mode

    if mode not in [choice.value for choice in Mode]:
        raise typer.BadParameter(f"{mode!r} is not one of fused, lexical, dense", param_hint="--mode")
    chosen = chosen_sdk(sdk)
    hits = open_index(chosen).search(query, limit, mode=Mode(mode), arch=arch)
    if as_json:
        typer.echo(json.dumps([hit.row() for hit in hits], indent=2))
        return
    for hit in hits:
        _print(hit, chosen)


def chosen_sdk(named: str) -> "Sdk":
    """The SDK of `--sdk`: a release, a folder, or by default the one that runs use."""
    from pathlib import Path

    from tilesmith.tools.sdk import open_checkout, resolve_sdk

    if named and Path(named).is_dir():
        return open_checkout(Path(named))
    return resolve_sdk(named or None, install=False)


def _told(report: "BuildReport") -> str:
    manifest = report.manifest
    again = " (what was there could not be used)" if report.rebuilt else ""
    return (
        f"SDK {manifest.sdk}: {manifest.chunks} chunks of {manifest.files} files; read {report.read} files, "
        f"embedded {report.embedded} chunks, removed {report.removed} files "
        f"in {manifest.seconds:.1f} s{again}"
    )


def _status_row(found: "IndexStatus") -> dict[str, object]:
    return {
        **found.manifest.model_dump(),
        "folder": str(found.folder),
        "current": found.current,
        "bytes": found.bytes_on_disk,
        "roles": {role.value: count for role, count in found.chunks_by_role.items()},
    }


def _print(hit: "Hit", sdk: "Sdk") -> None:
    chunk = hit.chunk
    typer.echo(f"{chunk.name}  [{chunk.role.value}]")
    typer.echo(f"    {sdk.root / chunk.path}:{chunk.line}")
    if chunk.signature:
        typer.echo(f"    {chunk.signature[:240]}")
    elif chunk.doc:
        typer.echo(f"    {chunk.doc.splitlines()[0][:240]}")


def _display(console: "Console") -> "Display":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
