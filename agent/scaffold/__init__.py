"""The files of every generated project that no drafter writes: build, I/O and README."""

from tilesmith.agent.scaffold.files import scaffold
from tilesmith.agent.scaffold.naming import host_file, project_folder, target_name

__all__ = ["host_file", "project_folder", "scaffold", "target_name"]
