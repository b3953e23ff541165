"""Puts a project among the programming examples of a tt-metal tree, and takes it out again."""

from tilesmith.tools.tree_install.apply import install, remove
from tilesmith.tools.tree_install.plan import Plan, TreeInstallError, plan, plan_removal

__all__ = ["Plan", "TreeInstallError", "install", "plan", "plan_removal", "remove"]
