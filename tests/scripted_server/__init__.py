"""The scripted server by its former name."""

from tilesmith.evals.scripted_server import *  # noqa: F403
