"""How many planted mistakes the checks find: correct projects, one edit at a time."""

from tilesmith.evals.mutation.operators import OPERATORS, Mutant, mutants_of
from tilesmith.evals.mutation.score import Outcome, Score, run_mutants
from tilesmith.evals.mutation.workshop import Finding, Subject

__all__ = ["OPERATORS", "Finding", "Mutant", "Outcome", "Score", "Subject", "mutants_of", "run_mutants"]
