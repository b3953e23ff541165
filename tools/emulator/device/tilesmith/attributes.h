// Attributes and constants that kernels expect to find.
#pragma once

#include <cstddef>
#include <cstdint>

#define FORCE_INLINE inline __attribute__((always_inline))
#define ALWI inline __attribute__((always_inline))
#define SKIP
#define tt_l1_ptr
#define tt_reg_ptr
#define TT_ALWAYS_INLINE inline __attribute__((always_inline))
#define KERNEL_BUILD

using uint = unsigned int;

constexpr uint32_t NUM_CIRCULAR_BUFFERS = 32;
constexpr uint32_t NUM_NOCS = 2;
constexpr uint32_t NOC_MAX_BURST_SIZE = 8192;
constexpr uint8_t NOC_UNICAST_WRITE_VC = 1;
constexpr uint8_t NOC_MULTICAST_WRITE_VC = 4;
constexpr uint8_t NOC_DISPATCH_MULTICAST_WRITE_VC = 5;
constexpr uint8_t read_cmd_buf = 1;
constexpr uint8_t write_cmd_buf = 0;
constexpr uint8_t write_reg_cmd_buf = 2;
constexpr uint8_t write_at_cmd_buf = 3;
constexpr uint32_t NOC_CLEAR_OUTSTANDING_REQ_MASK = 0xFFFFFFFF;
constexpr uint32_t INVALID = 0;
constexpr uint32_t VALID = 1;
constexpr uint32_t L1_ALIGNMENT = 16;

// A block of zeros in L1 that kernels copy from.
constexpr uint32_t MEM_ZEROS_BASE = 0x14000;
constexpr uint32_t MEM_ZEROS_SIZE = 512;

enum class ProgrammableCoreType : uint8_t { TENSIX = 0, ACTIVE_ETH = 1, IDLE_ETH = 2, COUNT = 3 };
enum class InlineWriteDst : uint8_t { DEFAULT, L1, REG };
