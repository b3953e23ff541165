#include "program_check.hpp"

#include <stdexcept>

#include "text.hpp"

namespace tilesmith {

namespace {

void check_cores(const ArchInfo& arch, const Cores& cores) {
    for (const Core core : cores) {
        check_core(arch, core);
    }
}

void check_tile(const TileGeometry& tile, uint32_t index) {
    const bool whole = tile.face_rows != 0 && tile.face_cols != 0 && tile.rows % tile.face_rows == 0 && tile.cols % tile.face_cols == 0;
    if (!whole || tile.rows == 0 || tile.cols == 0 || tile.rows > 32 || tile.cols > 32) {
        throw std::runtime_error(text("circular buffer ", index, " has no tiles of ", tile.rows, "x", tile.cols));
    }
}

void check_circular_buffer(const ArchInfo& arch, const CbSpec& cb) {
    check_cores(arch, cb.cores);
    for (const CbIndexSpec& index : cb.indices) {
        if (index.index >= kCircularBuffers) {
            throw std::runtime_error(text("there is no circular buffer ", index.index));
        }
        check_tile(index.tile, index.index);
        if (index.page_size == 0 || cb.total_size == 0 || cb.total_size % index.page_size != 0) {
            throw std::runtime_error(text("circular buffer ", index.index, " of ", cb.total_size,
                                          " bytes does not hold a whole number of pages of ", index.page_size, " bytes"));
        }
    }
    // Others are placed, and must fit, when the program is launched.
    if (cb.buffer_address && (*cb.buffer_address > arch.l1_bytes || cb.total_size > arch.l1_bytes - *cb.buffer_address)) {
        throw std::runtime_error(text("a circular buffer of ", cb.total_size, " bytes at ", hex(*cb.buffer_address),
                                      " runs over the end of L1"));
    }
}

void check_semaphore(const ArchInfo& arch, const SemaphoreSpec& semaphore) {
    check_cores(arch, semaphore.cores);
    if (semaphore.id >= L1Layout::max_semaphores) {
        throw std::runtime_error(text("there is no semaphore ", semaphore.id, ": a core has ", L1Layout::max_semaphores));
    }
}

void check_arguments(const KernelSpec& kernel, size_t words) {
    if (words > L1Layout::max_arguments) {
        throw std::runtime_error(text(words, " runtime arguments are too many for ", kernel.source, ": a kernel takes ",
                                      L1Layout::max_arguments));
    }
}

void check_kernel(const ArchInfo& arch, const KernelSpec& kernel) {
    check_cores(arch, kernel.cores);
    if (kernel.noc > 1) {
        throw std::runtime_error(text(kernel.source, " is to use NoC ", int{kernel.noc}, ": there are 0 and 1"));
    }
    for (const auto& [core, words] : kernel.runtime_args) {
        check_core(arch, core);
        check_arguments(kernel, words.size());
    }
    check_arguments(kernel, kernel.common_runtime_args.size());
}

}  // namespace

void check_core(const ArchInfo& arch, Core core) {
    if (!arch.contains(core)) {
        throw std::runtime_error(text("there is no core ", core.x, "-", core.y, ": the grid has ", arch.grid_x, "x", arch.grid_y));
    }
}

void check_possible(const ArchInfo& arch, const Program& program) {
    for (const CbSpec& cb : program.circular_buffers) {
        check_circular_buffer(arch, cb);
    }
    for (const SemaphoreSpec& semaphore : program.semaphores) {
        check_semaphore(arch, semaphore);
    }
    for (const auto& kernel : program.kernels) {
        check_kernel(arch, *kernel);
    }
}

}  // namespace tilesmith
