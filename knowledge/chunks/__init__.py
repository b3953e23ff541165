"""Cuts source files into the pieces that are indexed and shown: functions, types, whole kernels, sections."""

from tilesmith.knowledge.chunks.chunk import Chunk, Kind
from tilesmith.knowledge.chunks.chunker import FORMAT, Chunker

__all__ = ["FORMAT", "Chunk", "Chunker", "Kind"]
