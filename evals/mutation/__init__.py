"""How many planted faults the checks find: correct projects, one edit at a time."""

from tilesmith.evals.mutation.operators import OPERATORS, Mutant, mutants_of
from tilesmith.evals.mutation.score import Outcome, run_mutants

__all__ = ["OPERATORS", "Mutant", "Outcome", "mutants_of", "run_mutants"]
