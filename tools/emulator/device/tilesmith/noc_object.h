// The object form of the NoC calls: Noc, and what can be at the ends of a transfer.
#pragma once

#include <type_traits>

#include "tilesmith/noc_state.h"
#include "tilesmith/noc_transfers.h"

template <typename DSpec>
class TensorAccessor;

/// How a type names an address. Specialised for every kind of endpoint; each says what arguments it takes.
template <typename T>
struct noc_traits_t {
    static_assert(sizeof(T) == 0, "NoC transactions are not supported for this type");
};

enum class NocOptions : uint32_t {
    DEFAULT = 0,
    TXN_ID = 1u << 0,
    POSTED = 1u << 1,
    CUSTOM_VC = 1u << 2,
    MCAST_INCL_SRC = 1u << 3,
    INLINE_L1 = 1u << 4,
    INLINE_REG = 1u << 5,
};
constexpr NocOptions operator|(NocOptions a, NocOptions b) noexcept {
    return static_cast<NocOptions>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr bool has_flag(NocOptions opts, NocOptions flag) noexcept {
    return (static_cast<uint32_t>(opts) & static_cast<uint32_t>(flag)) != 0;
}
struct NocOptVals {
    uint32_t vc = NOC_UNICAST_WRITE_VC;
    uint32_t trid = 0;
};

class Noc {
    using CallSite = tilesmith::CallSite;
    template <typename T>
    using src_args_t = typename noc_traits_t<T>::src_args_type;
    template <typename T>
    using dst_args_t = typename noc_traits_t<T>::dst_args_type;
    template <typename T>
    using dst_args_mcast_t = typename noc_traits_t<T>::dst_args_mcast_type;

public:
    enum class AddressType { NOC, LOCAL_L1 };
    static constexpr uint32_t INVALID_TXN_ID = 0xFFFFFFFF;

    Noc() : noc_id_(noc_index) {}
    explicit Noc(uint8_t noc_id) : noc_id_(noc_id) {}
    uint8_t get_noc_id() const { return noc_id_; }
    bool is_local_bank(uint32_t virtual_x, uint32_t virtual_y) const {
        return virtual_x == my_x[noc_id_] && virtual_y == my_y[noc_id_];
    }
    bool is_local_addr(uint64_t noc_addr) const {
        return is_local_bank((noc_addr >> 36) & 0x3F, (noc_addr >> 42) & 0x3F);
    }

    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1,
              bool enable_noc_tracing = true, typename Src, typename Dst>
    void async_read(const Src& src, const Dst& dst, uint32_t size_bytes, const src_args_t<Src>& src_args,
                    const dst_args_t<Dst>& dst_args, const NocOptVals& noc_opts = {}, CallSite site = CallSite::here()) const {
        tilesmith::device::noc_read(source<AddressType::NOC>(src, src_args), destination<AddressType::LOCAL_L1>(dst, dst_args), size_bytes,
                                    noc_id_, has_flag(opts, NocOptions::TXN_ID) ? noc_opts.trid : 0, site);
    }
    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, typename Src>
    void set_async_read_state(const Src& src, uint32_t size_bytes, const src_args_t<Src>& src_args, const NocOptVals& noc_opts = {}) const {
        auto& state = tilesmith::device::noc_state(noc_id_);
        state.read_from = source<AddressType::NOC>(src, src_args);
        state.read_bytes = size_bytes;
        state.read_trid = has_flag(opts, NocOptions::TXN_ID) ? noc_opts.trid : 0;
    }
    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, typename Src, typename Dst>
    void async_read_with_state(const Src& src, const Dst& dst, uint32_t size_bytes, const src_args_t<Src>& src_args,
                               const dst_args_t<Dst>& dst_args, const NocOptVals& noc_opts = {}, CallSite site = CallSite::here()) const {
        const auto& state = tilesmith::device::noc_state(noc_id_);
        const auto offset = static_cast<uint32_t>(source<AddressType::NOC>(src, src_args));
        tilesmith::device::noc_read(tilesmith::device::with_offset(state.read_from, offset), destination<AddressType::LOCAL_L1>(dst, dst_args),
                                    max_page_size <= NOC_MAX_BURST_SIZE ? state.read_bytes : size_bytes, noc_id_,
                                    has_flag(opts, NocOptions::TXN_ID) ? noc_opts.trid : state.read_trid, site);
    }

    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1,
              bool enable_noc_tracing = true, typename Src, typename Dst>
    void async_write(const Src& src, const Dst& dst, uint32_t size_bytes, const src_args_t<Src>& src_args,
                     const dst_args_t<Dst>& dst_args, const NocOptVals& noc_opts = {}, CallSite site = CallSite::here()) const {
        tilesmith::device::noc_write(source<AddressType::LOCAL_L1>(src, src_args), destination<AddressType::NOC>(dst, dst_args), size_bytes,
                                     noc_id_, has_flag(opts, NocOptions::TXN_ID) ? noc_opts.trid : 0, has_flag(opts, NocOptions::POSTED), site);
    }
    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1,
              bool enable_noc_tracing = true, typename Src, typename Dst>
    void async_write_multicast(const Src& src, const Dst& dst, uint32_t size_bytes, uint32_t num_dsts, const src_args_t<Src>& src_args,
                               const dst_args_mcast_t<Dst>& dst_args, bool = false, CallSite site = CallSite::here()) const {
        const uint64_t to = noc_traits_t<Dst>::template dst_addr_mcast<AddressType::NOC>(dst, *this, dst_args);
        tilesmith::device::noc_multicast(source<AddressType::LOCAL_L1>(src, src_args), to, size_bytes, num_dsts,
                                         has_flag(opts, NocOptions::MCAST_INCL_SRC), noc_id_, site);
    }
    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, typename Dst>
    void set_async_write_state(const Dst& dst, uint32_t size_bytes, const dst_args_t<Dst>& dst_args, const NocOptVals& = {}) const {
        auto& state = tilesmith::device::noc_state(noc_id_);
        state.write_to = destination<AddressType::NOC>(dst, dst_args);
        state.write_bytes = size_bytes;
    }
    template <NocOptions opts = NocOptions::DEFAULT, uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, typename Src, typename Dst>
    void async_write_with_state(const Src& src, const Dst& dst, uint32_t size_bytes, const src_args_t<Src>& src_args,
                                const dst_args_t<Dst>& dst_args, const NocOptVals& = {}, CallSite site = CallSite::here()) const {
        const auto& state = tilesmith::device::noc_state(noc_id_);
        const auto offset = static_cast<uint32_t>(destination<AddressType::NOC>(dst, dst_args));
        tilesmith::device::noc_write(source<AddressType::LOCAL_L1>(src, src_args), tilesmith::device::with_offset(state.write_to, offset),
                                     max_page_size <= NOC_MAX_BURST_SIZE ? state.write_bytes : size_bytes, noc_id_, 0,
                                     has_flag(opts, NocOptions::POSTED), site);
    }
    template <NocOptions opts = NocOptions::DEFAULT, typename Dst>
    void inline_dw_write(const Dst& dst, uint32_t val, const dst_args_t<Dst>& dst_args, uint8_t = 0xF, const NocOptVals& = {},
                         CallSite site = CallSite::here()) const {
        tilesmith::device::noc_inline_write(destination<AddressType::NOC>(dst, dst_args), val, noc_id_, has_flag(opts, NocOptions::POSTED), site);
    }

    template <NocOptions opts = NocOptions::DEFAULT>
    void async_read_barrier(const NocOptVals& noc_opts = {}, CallSite site = CallSite::here()) const {
        tilesmith::device::noc_read_barrier(noc_id_, trid<opts>(noc_opts), site);
    }
    template <NocOptions opts = NocOptions::DEFAULT>
    void async_write_barrier(const NocOptVals& noc_opts = {}, CallSite site = CallSite::here()) const {
        tilesmith::device::noc_write_barrier(noc_id_, trid<opts>(noc_opts), site);
    }
    template <NocOptions opts = NocOptions::DEFAULT>
    void async_writes_flushed(const NocOptVals& noc_opts = {}, CallSite site = CallSite::here()) const {
        tilesmith::device::noc_writes_flushed(noc_id_, trid<opts>(noc_opts), site);
    }
    void async_atomic_barrier(CallSite site = CallSite::here()) const { tilesmith::device::noc_atomic_barrier(noc_id_, site); }
    void async_full_barrier(CallSite site = CallSite::here()) const { noc_async_full_barrier(noc_id_, site); }
    /// Reads arrive when they are waited for, so asking is waiting.
    bool is_read_trid_flushed(uint32_t id, CallSite site = CallSite::here()) const {
        return tilesmith::device::noc_read_barrier(noc_id_, id, site), true;
    }

    /// Zeros in the core's own L1.
    template <typename Dst>
    void async_write_zeros(const Dst& dst, uint32_t size_bytes, const dst_args_t<Dst>& args = {}) const {
        __builtin_memset(reinterpret_cast<void*>(static_cast<uintptr_t>(destination<AddressType::LOCAL_L1>(dst, args))), 0, size_bytes);
    }
    void write_zeros_l1_barrier() const {}
    /// Zeros in a tensor, from L1 that holds zeros already.
    template <typename DSpec, typename Scratch>
    void async_write_zeros(const TensorAccessor<DSpec>& accessor, uint32_t size_bytes,
                           const dst_args_t<TensorAccessor<DSpec>>& args, const Scratch& scratch, CallSite site = CallSite::here()) const {
        async_write(scratch, accessor, size_bytes, {}, args, {}, site);
    }
    void write_zeros_dram_barrier(CallSite site = CallSite::here()) const { async_write_barrier({}, site); }

private:
    template <AddressType type, typename Src>
    auto source(const Src& src, const src_args_t<Src>& args) const {
        return noc_traits_t<Src>::template src_addr<type>(src, *this, args);
    }
    template <AddressType type, typename Dst>
    auto destination(const Dst& dst, const dst_args_t<Dst>& args) const {
        return noc_traits_t<Dst>::template dst_addr<type>(dst, *this, args);
    }
    template <NocOptions opts>
    static constexpr uint32_t trid(const NocOptVals& noc_opts) {
        return has_flag(opts, NocOptions::TXN_ID) ? noc_opts.trid : tilesmith::device::any_trid;
    }
    uint8_t noc_id_;
};
