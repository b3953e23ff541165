"""One module a node of the graph."""
