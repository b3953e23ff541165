#include "engine.hpp"

namespace tilesmith::compute {
namespace {

std::string quoted(const char* name) { return std::string(name); }

std::string cb_name(uint32_t cb) { return "circular buffer " + std::to_string(cb); }

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
    const bool other = setup.kind != setup_.kind && setup.kind != OpSetup::Kind::none;
    if (other && setup_.kind == OpSetup::Kind::tilize) {
        missing_uninit(setup.init.c_str(), setup_.init.c_str(), "tilize_uninit", setup.site);
    } else if (other && setup_.kind == OpSetup::Kind::untilize) {
        missing_uninit(setup.init.c_str(), setup_.init.c_str(), "untilize_uninit", setup.site);
    }
    setup_ = std::move(setup);
}

void Engine::missing_uninit(const char* name, const char* init, const char* uninit, CallSite site) {
    kernel::finding("missing_uninit", Severity::error, site,
                    {std::string(name) + " finds the set-up of " + init, std::string(uninit) + " after the last operation that " + init + " was for",
                     "call " + std::string(uninit) + " before it"});
}

/// What reduce_init and pack_untilize_init have told the packer is not for other tiles.
void Engine::check_packer_is_plain(uint32_t dst, CallSite site) {
    if (pack_mask && dest.written(DestSide::pack, dst) && !dest.reduced(DestSide::pack, dst)) {
        missing_uninit("pack_tile", "reduce_init", "reduce_uninit", site);
    }
    if (packs_untilized) {
        missing_uninit("pack_tile", "pack_untilize_init", "pack_untilize_uninit", site);
    }
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
    if (l1_accumulate && view.format != DataFormat::Float32 && view.format != DataFormat::Float16_b) {
        kernel::unsupported(std::string("accumulation in L1 of ") + name_of(view.format), site);
    }
    PackSettings pack;
    pack.format = view.format;
    pack.wide_dest = dest.wide();
    pack.block_float_precise = settings.bfp8_pack_precise;
    pack.accumulate_in_l1 = l1_accumulate;
    pack.spoiled = settings.spoiled;
    pack.disguise = settings.disguise;
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
