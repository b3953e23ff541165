// Types and constants that compute kernels name, with the values of the low-level kernel library.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tilesmith/attributes.h"
#include "tilesmith/data_format.h"

#define MATH(...) __VA_ARGS__
#define PACK(...) __VA_ARGS__
#define UNPACK(...) __VA_ARGS__

#ifndef TILE_R_DIM
constexpr uint32_t TILE_R_DIM = 32;
constexpr uint32_t TILE_C_DIM = 32;
constexpr uint32_t FACE_R_DIM = 16;
constexpr uint32_t FACE_C_DIM = 16;
constexpr uint32_t TILE_HEIGHT = 32;
constexpr uint32_t TILE_WIDTH = 32;
constexpr uint32_t TILE_HW = 1024;
#endif

constexpr bool is_uint32_format(DataFormat format) { return format == DataFormat::UInt32; }
constexpr bool is_bfp8_b_format(DataFormat format) { return format == DataFormat::Bfp8_b; }
constexpr bool is_bfp4_b_format(DataFormat format) { return format == DataFormat::Bfp4_b; }

namespace ckernel {

enum class VectorMode : uint8_t { None = 0, R = 1, C = 2, RC = 4, RC_custom = 6, Invalid = 0xFF };
enum class ReduceDim : uint8_t { REDUCE_ROW, REDUCE_COL, REDUCE_SCALAR };
enum class PoolType : uint8_t { SUM, AVG, MAX, MIN };
enum class DataCopyType : uint8_t { A2D, B2D };
enum class EltwiseBinaryType : uint8_t { ELWMUL, ELWDIV, ELWADD, ELWSUB, ELWLESS };
enum class EltwiseBinaryReuseDestType { NONE = 0, DEST_TO_SRCA = 1, DEST_TO_SRCB = 2 };
enum class DstSync : uint8_t { SyncHalf = 0, SyncFull = 1 };
enum class BroadcastType : uint8_t { NONE = 0, COL = 1, ROW = 2, SCALAR = 3 };
enum class Transpose : uint8_t { None = 0, IntraFace = 1, InterFace = 2, Both = 3 };
enum class MathFidelity : uint8_t { LoFi = 0, HiFi2 = 2, HiFi3 = 3, HiFi4 = 4 };
enum class SrcOrder : uint8_t { Regular = 0, Reverse = 1 };
enum class RoundingMode : uint8_t { None = 0, Trunc = 1, Floor = 2 };
enum class DstRoundingMode : uint8_t { Default = 0, NearestEven = 1 };
enum class DataLayout { TILE = 0, ROW_MAJOR = 1 };
enum class InputClamping : uint8_t { ClampToNegative = 1, None = 0 };
enum class RsqrtMode { Default, Fast };
enum class ReciprocalDestAcc { BF16, FP32 };
enum class ReciprocalApproxMode { Default, Precise, Approximate };
enum class TopkTieOrder : uint8_t { Unset, Ascending, Descending };
enum class WelfordInitMode : uint8_t { ClearStats, PreserveStats };
enum class TwoPassAccumulation : uint8_t { ShiftedSum, CentredM2 };
enum class TwoPassAnchor : uint8_t { Reuse, Initialise };
enum class PackMode : uint8_t { Default, Tilize, Untilize };

enum class ReluType : uint8_t { NO_RELU = 0, ZERO_RELU, MIN_THRESHOLD_RELU, MAX_THRESHOLD_RELU };

/// What the packer does with values below or above a threshold (upper 16 bits of a float).
class ReluConfig {
public:
    static constexpr ReluConfig none() { return {ReluType::NO_RELU, 0}; }
    static constexpr ReluConfig zero() { return {ReluType::ZERO_RELU, 0}; }
    static constexpr ReluConfig min_threshold(uint32_t t) { return {ReluType::MIN_THRESHOLD_RELU, t}; }
    static constexpr ReluConfig max_threshold(uint32_t t) { return {ReluType::MAX_THRESHOLD_RELU, t}; }
    static constexpr ReluConfig from_packed(uint32_t packed) {
        return {static_cast<ReluType>(packed & 3), (packed >> 16) & 0xFFFF};
    }
    constexpr ReluType get_mode() const { return mode_; }
    constexpr uint32_t get_threshold() const { return threshold_; }

private:
    constexpr ReluConfig(ReluType mode, uint32_t threshold) : mode_(mode), threshold_(threshold) {}
    ReluType mode_;
    uint32_t threshold_;
};

struct TensorShape {
    uint8_t face_r_dim;
    uint8_t face_c_dim;
    uint8_t num_faces_r_dim;
    uint8_t num_faces_c_dim;
};

struct p_sfpu {
    static constexpr uint16_t kCONST_1_FP16B = 0x3F80;
};

}  // namespace ckernel

using namespace ckernel;
