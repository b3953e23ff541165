"""Kernels of a record are found in the project."""

from tilesmith.tools.contract import kernel_jobs
from tilesmith.tools.project import Project


def test_a_host_with_the_name_of_a_kernel_is_not_taken_for_it() -> None:
    files = {"add.cpp": "int main() {}", "kernels/compute/add.cpp": "void kernel_main() {}"}
    record = {"kernels": [{"source": "/somewhere/kernels/compute/add.cpp", "kind": "compute"}]}
    assert [job.path for job in kernel_jobs(Project(files=files), record)] == ["kernels/compute/add.cpp"]
