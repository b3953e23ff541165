#include "engine.hpp"

#include <cstring>

#include "bits.hpp"

namespace tilesmith::compute {
namespace {

std::string quoted(const char* name) { return std::string(name); }

std::string cb_name(uint32_t cb) { return "circular buffer " + std::to_string(cb); }

bool is_32_bit_integer(DataFormat format) {
    return format == DataFormat::Int32 || format == DataFormat::UInt32 || format == DataFormat::RawUInt32;
}

}  // namespace

Engine& engine() {
    std::unique_ptr<FiberState>& slot = kernel::state();
    if (!slot) slot = std::make_unique<Engine>();
    return static_cast<Engine&>(*slot);
}

Engine::Engine()
    : dest(kernel::compute_settings().fp32_dest_acc, kernel::compute_settings().dst_full_sync),
      settings(kernel::compute_settings()) {}

CbView existing_cb(uint32_t cb, const char* name, CallSite site) {
    const CbView view = cb < kCircularBuffers ? kernel::cb(cb) : CbView{};
    if (!view.exists) {
        const std::string message = quoted(name) + " names " + cb_name(cb) + ", which this core does not have";
        kernel::fault("cb_not_created", site,
                      {message, "a circular buffer that the host created on this core",
                       "create it with CreateCircularBuffer for this core, or use the right index"});
    }
    return view;
}

void Engine::start(uint32_t src_a_cb, uint32_t src_b_cb, uint32_t pack_cb, const char* name, bool may_repeat, CallSite site) {
    if (started_ && !may_repeat) {
        const std::string message = quoted(name) + " is called again; the first call was in line " +
                                    std::to_string(started_at_.line);
        kernel::finding("repeated_hw_startup", Severity::error, site,
                        {message, "one call, before everything else",
                         "call it once; change formats with reconfig_data_format and pack_reconfig_data_format"});
    }
    started_ = true;
    started_at_ = site;
    source_format_[0] = existing_cb(src_a_cb, name, site).format;
    source_format_[1] = existing_cb(src_b_cb, name, site).format;
    pack_format_ = existing_cb(pack_cb, name, site).format;
}

void Engine::require_started(const char* name, CallSite site) {
    if (started_ || start_missed_) return;
    start_missed_ = true;
    const std::string message = quoted(name) + " comes before compute_kernel_hw_startup";
    kernel::finding("missing_hw_startup", Severity::error, site,
                    {message, "compute_kernel_hw_startup(in0, in1, out) first in kernel_main",
                     "call compute_kernel_hw_startup once, before every other compute call"});
}

void Engine::set_source_format(Source source, uint32_t cb, CallSite site) {
    require_started("reconfig_data_format", site);
    source_format_[source == Source::a ? 0 : 1] = existing_cb(cb, "reconfig_data_format", site).format;
}

void Engine::set_pack_format(uint32_t cb, CallSite site) {
    require_started("pack_reconfig_data_format", site);
    pack_format_ = existing_cb(cb, "pack_reconfig_data_format", site).format;
}

void Engine::prepare(OpSetup setup) {
    require_started(setup.init.c_str(), setup.site);
    setup_ = std::move(setup);
}

void Engine::require_setup(OpSetup::Kind kind, uint32_t variant, const char* name, const std::string& right, CallSite site) {
    require_started(name, site);
    if (setup_.kind == kind && setup_.variant == variant) return;
    if (setup_.kind == OpSetup::Kind::none) {
        const std::string message = quoted(name) + " without " + right;
        kernel::finding("missing_init", Severity::error, site, {message, right + " before " + name, "call " + right + " first"});
    } else {
        const std::string message = quoted(name) + " runs while the unit is set up by " + setup_.init + " (line " +
                                    std::to_string(setup_.site.line) + ")";
        kernel::finding("wrong_init", Severity::error, site,
                        {message, right + " before " + name, "call " + right + " between " + setup_.init + " and " + name});
    }
    setup_ = OpSetup{kind, variant, right, site, kCircularBuffers, kCircularBuffers};
}

void Engine::check_operand_order(uint32_t first_cb, uint32_t second_cb, const char* name, CallSite site) const {
    if (first_cb == second_cb || setup_.first_cb != second_cb || setup_.second_cb != first_cb) return;
    const std::string order = std::to_string(setup_.first_cb) + ", " + std::to_string(setup_.second_cb);
    const std::string message = quoted(name) + " takes circular buffers " + std::to_string(first_cb) + ", " +
                                std::to_string(second_cb) + ", but " + setup_.init + " (line " +
                                std::to_string(setup_.site.line) + ") named them " + order;
    kernel::finding("operands_swapped", Severity::error, site,
                    {message, "the same order in the init and in the operation", "write " + quoted(name) + "(" + order + ", ...)"});
}

void Engine::check_index(uint32_t index, const char* name, CallSite site) const {
    if (index < dest.capacity()) return;
    const std::string message = quoted(name) + " uses tile " + std::to_string(index) + " of DST";
    const std::string expected = "0.." + std::to_string(dest.capacity() - 1) + " (" +
                                 (dest.wide() ? "32-bit values" : "16-bit values") +
                                 (settings.dst_full_sync ? ", full sync)" : ", half of DST at a time)");
    kernel::fault("dst_index", site, {message, expected, "use fewer tiles of DST between tile_regs_acquire and tile_regs_commit"});
}

void Engine::require_acquired(const char* name, CallSite site) {
    if (dest.acquired()) return;
    const bool after = dest.ever_committed();
    const std::string message = quoted(name) + (after ? " comes after tile_regs_commit, when the packer owns DST"
                                                      : " without tile_regs_acquire");
    kernel::finding(after ? Check("math_after_commit") : Check("missing_acquire"), Severity::error, site,
                    {message, "tile_regs_acquire, then math, then tile_regs_commit",
                     after ? "move it before tile_regs_commit, or acquire DST again" : "call tile_regs_acquire before the first operation"});
}

Tile& Engine::math_tile(uint32_t index, const char* name, CallSite site) {
    check_index(index, name, site);
    require_acquired(name, site);
    return dest.tile(DestSide::math, index);
}

Tile& Engine::math_operand(uint32_t index, const char* name, CallSite site) {
    Tile& tile = math_tile(index, name, site);
    if (!dest.written(DestSide::math, index)) {
        const std::string message = quoted(name) + " reads tile " + std::to_string(index) + " of DST, which nothing has written";
        kernel::finding("dst_not_written", Severity::error, site,
                        {message, "a tile that copy_tile or another operation has put there since tile_regs_acquire",
                         "call copy_tile(cb, tile, " + std::to_string(index) + ") before it"});
    }
    return tile;
}

Tile& Engine::pack_operand(uint32_t index, const char* name, CallSite site) {
    check_index(index, name, site);
    require_started(name, site);
    if (!dest.waited()) {
        const std::string message = quoted(name) + " without tile_regs_wait";
        kernel::finding("missing_wait", Severity::error, site,
                        {message, "tile_regs_commit, tile_regs_wait, pack_tile, tile_regs_release",
                         "call tile_regs_wait before the first pack_tile"});
    }
    if (!dest.written(DestSide::pack, index)) {
        const std::string message = quoted(name) + " packs tile " + std::to_string(index) + " of DST, which nothing has written";
        kernel::finding("pack_not_written", Severity::error, site,
                        {message, "a tile that an operation has written", "pack the tile of DST that holds the result"});
    }
    return dest.tile(DestSide::pack, index);
}

void Engine::check_source_format(Source source, const CbView& view, CallSite site) {
    const DataFormat configured = source_format_[source == Source::a ? 0 : 1];
    if (!started_ || configured == view.format) return;
    const std::string register_name = source == Source::a ? "A" : "B";
    const std::string message = cb_name(view.index) + " holds " + name_of(view.format) + ", but source register " +
                                register_name + " is set up for " + name_of(configured);
    kernel::finding("format_not_configured", Severity::error, site,
                    {message, "the format of the circular buffer that is read",
                     "call reconfig_data_format_src" + std::string(source == Source::a ? "a" : "b") + "(" +
                         std::to_string(view.index) + ") before it"});
}

const std::byte* Engine::tile_page(const CbView& view, uint32_t tile, CallSite site) {
    if (!can_unpack(view.format)) kernel::unsupported(std::string("unpacking ") + name_of(view.format), site);
    if (view.tile.rows != kTileRows || view.tile.cols != kTileRows) {
        kernel::unsupported("tiles of " + std::to_string(view.tile.rows) + "x" + std::to_string(view.tile.cols), site);
    }
    const size_t bytes = bytes_of(view.format, kTileElements);
    if (view.page_size >= bytes) return kernel::cb_read_page(view.index, tile, site);
    scratch_ = read_bytes(view.index, tile, 0, bytes, site);
    return scratch_.data();
}

std::vector<std::byte> Engine::read_bytes(uint32_t cb, uint32_t page, size_t offset, size_t bytes, CallSite site) {
    const CbView view = existing_cb(cb, "reading", site);
    std::vector<std::byte> data(bytes);
    for (size_t done = 0; done < bytes;) {
        const size_t position = offset + done;
        const size_t within = position % view.page_size;
        const size_t part = std::min<size_t>(view.page_size - within, bytes - done);
        const std::byte* from = kernel::cb_read_page(cb, page + static_cast<uint32_t>(position / view.page_size), site);
        std::memcpy(data.data() + done, from + within, part);
        done += part;
    }
    return data;
}

void Engine::write_bytes(uint32_t cb, uint32_t page, size_t offset, const std::byte* data, size_t bytes, CallSite site) {
    const CbView view = existing_cb(cb, "packing", site);
    for (size_t done = 0; done < bytes;) {
        const size_t position = offset + done;
        const size_t within = position % view.page_size;
        const size_t part = std::min<size_t>(view.page_size - within, bytes - done);
        std::byte* to = kernel::cb_write_page(cb, page + static_cast<uint32_t>(position / view.page_size), site);
        std::memcpy(to + within, data + done, part);
        done += part;
    }
}

void Engine::load(Source source, uint32_t cb, uint32_t tile, Tile& out, CallSite site) {
    const CbView view = existing_cb(cb, "unpacking", site);
    check_source_format(source, view, site);
    const std::byte* page = tile_page(view, tile, site);
    unpack_to_source(page, view.format, dest.wide() ? SourceWidth::tf32 : SourceWidth::bf16, out);
}

void Engine::load_to_dest(uint32_t cb, uint32_t tile, Tile& out, CallSite site) {
    const CbView view = existing_cb(cb, "unpacking", site);
    const bool exact = is_32_bit_integer(view.format) ||
                       (view.format == DataFormat::Float32 && dest.wide() && settings.unpack_to_dest_fp32[cb]);
    if (!exact) return load(Source::a, cb, tile, out, site);
    check_source_format(Source::a, view, site);
    unpack_to_dest(tile_page(view, tile, site), view.format, out);
}

uint32_t Engine::fidelity_phases() const {
    const auto code = static_cast<uint32_t>(settings.fidelity);
    return code == 0 ? 1 : code;
}

uint32_t Engine::source_mask(uint32_t cb) const {
    return dest.wide() && kernel::cb(cb).format == DataFormat::Float32 ? 0xFFFFE000u : 0xFFFF0000u;
}

PackSettings Engine::pack_settings(uint32_t cb, const char* name, CallSite site) {
    const CbView view = existing_cb(cb, name, site);
    if (started_ && pack_format_ != view.format) {
        const std::string message = cb_name(cb) + " takes " + name_of(view.format) + ", but the packer is set up for " +
                                    name_of(pack_format_);
        kernel::finding("format_not_configured", Severity::error, site,
                        {message, "the format of the circular buffer that is packed to",
                         "call pack_reconfig_data_format(" + std::to_string(cb) + ") before it"});
    }
    if (!can_pack(view.format)) kernel::unsupported(std::string("packing ") + name_of(view.format), site);
    PackSettings pack;
    pack.format = view.format;
    pack.wide_dest = dest.wide();
    pack.block_float_precise = settings.bfp8_pack_precise;
    pack.accumulate_in_l1 = l1_accumulate;
    pack.relu = relu;
    pack.relu_threshold = relu_threshold;
    return pack;
}

void transpose(Tile& tile, bool within_faces, bool across_faces) {
    const Tile in = tile;
    for (uint32_t face = 0; face < kFaces; ++face) {
        const uint32_t from = across_faces && (face == 1 || face == 2) ? 3 - face : face;
        for (uint32_t i = 0; i < kFaceElements; ++i) {
            const uint32_t source = within_faces ? (i % kFaceRows) * kFaceRows + i / kFaceRows : i;
            tile.face(face)[i] = in.face(from)[source];
        }
    }
}

}  // namespace tilesmith::compute
