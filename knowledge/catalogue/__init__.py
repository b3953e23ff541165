"""The chunks of one tree, their files and their words, in one SQLite file.

It is the record of what the index holds: the vector store is filled from it and can be filled again.
"""

from tilesmith.knowledge.catalogue.reader import FORMAT, Catalogue, Feature
from tilesmith.knowledge.catalogue.words import FIELDS, Document, Words, words_of
from tilesmith.knowledge.catalogue.writer import CatalogueWriter

__all__ = ["FIELDS", "FORMAT", "Catalogue", "CatalogueWriter", "Document", "Feature", "Words", "words_of"]
