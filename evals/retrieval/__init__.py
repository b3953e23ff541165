"""How well the knowledge index finds what it must find: labelled queries, scores and a report."""
