"""Tilesmith: an agent that writes, compiles, runs and repairs TT-Metal kernels."""

__version__ = "0.1.0"
