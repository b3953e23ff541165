"""How much of an SDK's device API the emulator models, shown by compiling a call of every public function."""

from tilesmith.tools.coverage.measure import Coverage, Function, State, measure

__all__ = ["Coverage", "Function", "State", "measure"]
