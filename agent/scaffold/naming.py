"""What the parts of a generated project are called."""

from tilesmith.agent.spec import OperationSpec, Target

# CMake and make keep these target names for themselves.
_RESERVED = {"all", "clean", "depend", "edit_cache", "help", "install", "package", "rebuild_cache", "test"}


def target_name(spec: OperationSpec) -> str:
    """The CMake target, and so the executable, of the project for `spec`."""
    return f"{spec.name}_program" if spec.name in _RESERVED else spec.name


def host_file(spec: OperationSpec) -> str:
    """The host program's source, relative to the project."""
    return f"{spec.name}.cpp"


def project_folder(spec: OperationSpec, target: Target) -> str:
    """The project's folder, such as `add_single_core`."""
    return f"{spec.name}_{target.core_mode}_core"
