"""How good the agent is: tasks, runner, metrics, report."""
