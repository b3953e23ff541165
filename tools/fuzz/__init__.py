"""Random programs for the emulator: whatever their kernels do, it must end them with a diagnostic."""

from tilesmith.tools.fuzz.batch import Fuzzer, fuzzer
from tilesmith.tools.fuzz.outcome import Outcome, Status, Summary

__all__ = ["Fuzzer", "Outcome", "Status", "Summary", "fuzzer"]
