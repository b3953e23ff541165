"""Builds and runs the programming examples of a tt-metal checkout, unmodified, on the emulator."""

from tilesmith.tools.examples.build import ExamplesError, built_examples
from tilesmith.tools.examples.run import Example, Outcome, run_examples

__all__ = ["Example", "ExamplesError", "Outcome", "built_examples", "run_examples"]
