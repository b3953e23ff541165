"""Options that say which model is asked, how, and at what cost: the same for every command that asks one."""

from pathlib import Path
from typing import Annotated

import typer

MODEL = "Model"

Model = Annotated[
    str,
    typer.Option(
        envvar="TILESMITH_MODEL",
        help="template, openai:NAME, groq:NAME, PROVIDER:NAME or replay:DIR.",
        rich_help_panel=MODEL,
    ),
]
BaseUrl = Annotated[
    str,
    typer.Option(
        envvar="TILESMITH_BASE_URL",
        help="Server that speaks the OpenAI protocol, such as http://127.0.0.1:8000/v1.",
        show_default=False,
        rich_help_panel=MODEL,
    ),
]
ModelTimeout = Annotated[
    float,
    typer.Option(min=0.001, help="Seconds for one model call, retries included.", rich_help_panel=MODEL),
]
Temperature = Annotated[
    float | None,
    typer.Option(
        min=0.0, max=2.0, help="Sampling temperature. Default: the model's own.", rich_help_panel=MODEL
    ),
]
MaxOutputTokens = Annotated[
    int | None,
    typer.Option(min=1, help="Longest reply. Default: the model's limit.", rich_help_panel=MODEL),
]
RetrievalTokens = Annotated[
    int,
    typer.Option(
        min=0,
        max=200_000,
        help="Tokens of API entries, examples and SDK sources that prompts are given.",
        rich_help_panel=MODEL,
    ),
]
EscalateModel = Annotated[
    str,
    typer.Option(
        metavar="MODEL",
        help="Second model, which takes over when attempts repeat each other.",
        show_default=False,
        rich_help_panel=MODEL,
    ),
]
EscalateBaseUrl = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="Server of the second model. Default: --base-url if the provider is the same.",
        show_default=False,
        rich_help_panel=MODEL,
    ),
]
MaxToolCalls = Annotated[
    int,
    typer.Option(
        min=0,
        max=100,
        help="Tools that the model may call in each turn (look-ups, trials); 0: none.",
        rich_help_panel=MODEL,
    ),
]
RequestsPerMinute = Annotated[
    float | None,
    typer.Option(
        min=1e-3,
        help="Most model calls in a minute, all samples and workers together. Default: no limit.",
        rich_help_panel=MODEL,
    ),
]
Record = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Record each exchange with the model; --model replay:DIR repeats it.",
        show_default=False,
        rich_help_panel=MODEL,
    ),
]
Samples = Annotated[
    int,
    typer.Option(min=1, max=16, help="Drafts side by side: the first to verify wins.", rich_help_panel=MODEL),
]
MaxTokens = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Tokens in and out after which no model is called. Default: no limit.",
        rich_help_panel=MODEL,
    ),
]
MaxCost = Annotated[
    float | None,
    typer.Option(
        min=1e-6,
        help="Cost in USD after which no model is called; needs a known price. Default: no limit.",
        rich_help_panel=MODEL,
    ),
]
MaxSeconds = Annotated[
    float | None,
    typer.Option(
        min=1e-3,
        help="Seconds of the run after which no model is called. Default: no limit.",
        rich_help_panel=MODEL,
    ),
]
Prices = Annotated[
    str,
    typer.Option(
        envvar="TILESMITH_PRICES",
        metavar="FILE",
        help='TOML file with prices in USD for a million tokens: ["MODEL"], input = 1.25, output = 10.',
        show_default=False,
        rich_help_panel=MODEL,
    ),
]
