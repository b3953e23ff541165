"""Runs the samples of an evaluation, each in a process of its own, and keeps what became of them."""
