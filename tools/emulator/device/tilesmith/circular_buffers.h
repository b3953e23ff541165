// Circular buffers, the functions.
#pragma once

#include "tilesmith/attributes.h"
#include "tilesmith/data_format.h"
#include "tilesmith/runtime.h"

inline void cb_reserve_back(uint32_t operand, uint32_t num_pages,
                            tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::cb_reserve_back(operand, num_pages, site);
}
inline void cb_push_back(uint32_t operand, uint32_t num_pages, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::cb_push_back(operand, num_pages, site);
}
inline void cb_wait_front(uint32_t operand, uint32_t num_pages,
                          tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::cb_wait_front(operand, num_pages, site);
}
inline void cb_pop_front(uint32_t operand, uint32_t num_pages, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::cb_pop_front(operand, num_pages, site);
}
inline bool cb_pages_reservable_at_back(uint32_t operand, uint32_t num_pages,
                                        tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::cb_pages_reservable_at_back(operand, num_pages, site);
}
inline bool cb_pages_available_at_front(uint32_t operand, uint32_t num_pages,
                                        tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::cb_pages_available_at_front(operand, num_pages, site);
}
inline uint32_t get_write_ptr(uint32_t operand, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::cb_write_pointer(operand, site);
}
inline uint32_t get_read_ptr(uint32_t operand, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::cb_read_pointer(operand, site);
}

// Known for each kernel, at compile time: see kernel_constants.h.
constexpr std::int32_t get_tile_size(std::int32_t operand);
constexpr uint32_t get_tile_hw(std::int32_t operand);
constexpr uint32_t get_tile_num_faces(std::int32_t operand);
constexpr DataFormat get_dataformat(std::int32_t operand);
