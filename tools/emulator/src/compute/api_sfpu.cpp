// The vector unit: initialisations and calls on tiles of DST.
#include <string>

#include "bits.hpp"
#include "engine.hpp"
#include "sfpu/runner.hpp"

namespace tilesmith::device {
namespace {

using compute::DestSide;
using compute::engine;
using compute::Engine;
using compute::SfpuConstants;
using compute::Tile;

void check_constants(const Engine& core, const SfpuCall& call, SfpuName name, CallSite site) {
    const SfpuConstants needed = constants_of(call.op, call.approx, core.dest.wide());
    if (needed == SfpuConstants::none || needed == core.sfpu.constants) return;
    const std::string right = compute::first_of(name.init);
    const std::string message = std::string(name.op) + " finds the constants of " + core.sfpu.constants_from +
                                ", which was called after " + right;
    kernel::finding("wrong_init", Severity::error, site,
                    {message, right + " as the last init that programs constants before " + name.op,
                     "call " + right + " again between " + core.sfpu.constants_from + " and " + name.op});
}

void check_init(Engine& core, const SfpuCall& call, SfpuName name, CallSite site) {
    core.require_started(name.op, site);
    if (*name.init == '\0') return;
    if (core.sfpu.saw_any(name.init)) return check_constants(core, call, name, site);
    const SfpuConstants needed = constants_of(call.op, call.approx, core.dest.wide());
    if (needed != SfpuConstants::none && needed == core.sfpu.constants) return;
    const std::string right = compute::first_of(name.init);
    const bool none_at_all = core.sfpu.last_init.empty();
    const std::string message = none_at_all ? std::string(name.op) + " without " + right
                                            : std::string(name.op) + " after " + core.sfpu.last_init + ", without " + right;
    kernel::finding(none_at_all ? Check("missing_init") : Check("wrong_init"), Severity::error, site,
                    {message, right + " before " + name.op, "call " + right + " before " + name.op});
}

/// How many scalars of `op` are bits of a float32.
uint32_t float_scalars(SfpuOp op) {
    switch (op) {
        case SfpuOp::add_scalar:
        case SfpuOp::sub_scalar:
        case SfpuOp::mul_scalar:
        case SfpuOp::rsub_scalar:
        case SfpuOp::max_scalar:
        case SfpuOp::min_scalar:
        case SfpuOp::eq_scalar:
        case SfpuOp::ne_scalar:
        case SfpuOp::lt_scalar:
        case SfpuOp::gt_scalar:
        case SfpuOp::le_scalar:
        case SfpuOp::ge_scalar:
        case SfpuOp::power:
        case SfpuOp::rpow:
        case SfpuOp::rdiv:
        case SfpuOp::elu:
        case SfpuOp::leaky_relu:
        case SfpuOp::relu_min:
        case SfpuOp::relu_max:
        case SfpuOp::heaviside:
        case SfpuOp::softshrink:
        case SfpuOp::hardshrink:
        case SfpuOp::log_with_base:
        case SfpuOp::addcmul:
        case SfpuOp::addcdiv: return 1;
        case SfpuOp::celu:
        case SfpuOp::selu:
        case SfpuOp::clamp:
        case SfpuOp::hardtanh:
        case SfpuOp::threshold:
        case SfpuOp::xielu: return 2;
        case SfpuOp::softplus: return 3;
        default: return 0;
    }
}

/// A small integer where float bits belong is a denormal, which counts as zero.
void check_scalars(const SfpuCall& call, SfpuName name, CallSite site) {
    for (uint32_t i = 0; i < float_scalars(call.op); ++i) {
        if (call.p[i] == 0 || (call.p[i] & compute::kInfinityBits) || (call.p[i] & compute::kSignBit)) continue;
        const std::string message = std::string(name.op) + " gets the scalar " + std::to_string(call.p[i]) +
                                    ", which as the bits of a float is a denormal and counts as 0";
        kernel::finding("scalar_not_float_bits", Severity::error, site,
                        {message, "the bits of a float32, e.g. 0x40400000 for 3.0f",
                         "pass the bits of the float (std::bit_cast<uint32_t>(x) on the host), not the integer"});
    }
}

Tile& operand(Engine& core, DestSide side, uint32_t index, const char* name, CallSite site) {
    return side == DestSide::math ? core.math_operand(index, name, site) : core.pack_operand(index, name, site);
}

Tile& result(Engine& core, DestSide side, uint32_t index, const char* name, CallSite site) {
    if (side == DestSide::math) return core.math_tile(index, name, site);
    core.check_index(index, name, site);
    return core.dest.tile(DestSide::pack, index);
}

/// Running sums go on from the tile before: its last row is kept.
void keep_carry(Engine& core, const Tile& out) {
    for (uint32_t col = 0; col < compute::kTileRows; ++col) {
        core.cumsum_carry.words[compute::element_index(0, col)] = out.words[compute::element_index(compute::kTileRows - 1, col)];
    }
}

void fill_params(const Engine& core, SfpuOp op, compute::sfpu::Args& args) {
    const bool from_init = op == SfpuOp::fmod_scalar || op == SfpuOp::remainder_scalar;
    if (from_init) args.p[0] = core.sfpu.params[0];
    if (op == SfpuOp::quant || op == SfpuOp::requant || op == SfpuOp::dequant) args.p[1] = core.sfpu.params[0];
}

void run(DestSide side, const SfpuCall& call, SfpuName name, CallSite site) {
    Engine& core = engine();
    check_init(core, call, name, site);
    check_scalars(call, name, site);
    const compute::sfpu::Runner runner = compute::sfpu::runner_of(call.op);
    if (!runner) kernel::unsupported(name.op, site);
    compute::sfpu::Job job;
    for (uint32_t i = 0; i < call.operands; ++i) job.in[i] = &operand(core, side, call.dst[i], name.op, site);
    job.out = &result(core, side, call.out, name.op, site);
    if (call.operands == 0) job.in[0] = job.out;
    if (call.op == SfpuOp::cumsum) job.in[1] = &core.cumsum_carry;
    job.faces = call.faces;
    for (uint32_t i = 0; i < 6; ++i) job.args.p[i] = call.p[i];
    fill_params(core, call.op, job.args);
    job.args.fp32 = core.dest.wide();
    job.args.approx = call.approx;
    job.args.arch = kernel::arch();
    job.random_state = &core.random_state;
    runner(job);
    core.welford.clobbered_by = name.op;
    if (call.op == SfpuOp::cumsum) keep_carry(core, *job.out);
    core.dest.mark_written(side, call.out, core.dest.reduced(side, call.out));
    kernel::count(name.op);
}

}  // namespace

void sfpu_init(SfpuOp op, const char* name, bool approx, CallSite site) {
    Engine& core = engine();
    core.require_started(name, site);
    core.sfpu.init(name, constants_of(op, approx, core.dest.wide()));
}

void sfpu_init(SfpuOp op, const char* name, uint32_t param0, uint32_t param1, CallSite site) {
    sfpu_init(op, name, false, site);
    engine().sfpu.params[0] = param0;
    engine().sfpu.params[1] = param1;
}

void sfpu_seed(uint32_t seed, SfpuOp op, const char* name, CallSite site) {
    sfpu_init(op, name, false, site);
    engine().random_state = seed * 0x9E3779B9u + 0x2545F491u;
}

void sfpu(const SfpuCall& call, SfpuName name, CallSite site) { run(DestSide::math, call, name, site); }
void sfpu_pack(const SfpuCall& call, SfpuName name, CallSite site) { run(DestSide::pack, call, name, site); }

}  // namespace tilesmith::device
