"""State, context, operation specs, drafters and the nodes of the graph."""
