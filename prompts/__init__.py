"""The prompt templates, one file each, and their loader."""

from tilesmith.prompts.loader import render

__all__ = ["render"]
