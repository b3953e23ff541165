"""How alike two API names are: by their parts and by their letters."""


def likeness(name: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same).

    Parts between underscores count as much as letters, so that `add_tiles_init` is closer to `add_init` than
    to `add_tiles`, whose last part tells that it is another kind of function.
    """
    from rapidfuzz import fuzz

    letters = fuzz.ratio(name, other) / 100
    ours, theirs = _parts(name), _parts(other)
    common = len(set(ours) & set(theirs))
    parts = 2 * common / (len(set(ours)) + len(set(theirs)))
    ending = 1.0 if ours[-1] == theirs[-1] else 0.0
    beginning = 1.0 if ours[0] == theirs[0] else 0.0
    return 0.5 * letters + 0.3 * parts + 0.1 * ending + 0.1 * beginning


def _parts(name: str) -> list[str]:
    """The parts of `name`; a plural counts as its singular, since models often confuse the two."""
    return [part.removesuffix("s") for part in name.lower().split("_")]
