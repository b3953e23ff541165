#include <tt-metalium/tensor_accessor_args.hpp>

#include <tt_stl/assert.hpp>

#include "machine.hpp"

namespace tt::tt_metal {

namespace {

using tensor_accessor::ArgConfig;
using tensor_accessor::ArgsConfig;

ArgsConfig completed(const Buffer& buffer, ArgsConfig config) {
    config.set(ArgConfig::IsDram, buffer.is_dram());
    config.set(ArgConfig::Sharded, buffer.impl().shard.has_value());
    if (!buffer.impl().shard) {
        // Only the page size of an interleaved tensor can be left to run time.
        const bool page_size = config.test(ArgConfig::RuntimePageSize);
        config = ArgsConfig();
        config.set(ArgConfig::IsDram, buffer.is_dram());
        config.set(ArgConfig::RuntimePageSize, page_size);
    }
    return config;
}

/// Two coordinates a word; for L1 the NoC coordinate of the core, for DRAM the bank.
std::vector<uint32_t> bank_words(const Buffer& buffer) {
    const tilesmith::ArchInfo& arch = tilesmith::Machine::instance().arch;
    std::vector<uint32_t> words;
    const auto& cores = buffer.impl().shard->cores;
    for (size_t i = 0; i < cores.size(); ++i) {
        const tilesmith::NocCoordinate at = arch.noc_of(cores[i]);
        const uint32_t half = buffer.is_dram() ? cores[i].x << 8 : (at.x << 8) | at.y;
        if (i % 2 == 0) {
            words.push_back(half);
        } else {
            words.back() |= half << 16;
        }
    }
    return words;
}

struct Words {
    std::vector<uint32_t> compile_time, common;

    void add(bool at_run_time, const std::vector<uint32_t>& words) {
        auto& to = at_run_time ? common : compile_time;
        to.insert(to.end(), words.begin(), words.end());
    }
};

Words words_of(const Buffer& buffer, ArgsConfig config) {
    Words words;
    words.compile_time.push_back(config.raw());
    words.add(config.test(ArgConfig::RuntimePageSize), {static_cast<uint32_t>(buffer.aligned_page_size())});
    if (const auto& shard = buffer.impl().shard) {
        words.add(config.test(ArgConfig::RuntimeRank), {static_cast<uint32_t>(shard->tensor_pages.size())});
        words.add(config.test(ArgConfig::RuntimeNumBanks), {static_cast<uint32_t>(shard->cores.size())});
        words.add(config.test(ArgConfig::RuntimeTensorShape), shard->tensor_pages);
        words.add(config.test(ArgConfig::RuntimeShardShape), shard->shard_pages);
        words.add(config.test(ArgConfig::RuntimeBankCoords), bank_words(buffer));
    }
    return words;
}

const Buffer& checked(const Buffer* buffer) {
    TT_FATAL(buffer != nullptr, "TensorAccessorArgs needs a buffer");
    return *buffer;
}

}  // namespace

TensorAccessorArgs::TensorAccessorArgs(const Buffer& buffer, ArgsConfig config) : buffer_(&buffer), config_(completed(buffer, config)) {}
TensorAccessorArgs::TensorAccessorArgs(const Buffer* buffer, ArgsConfig config) : TensorAccessorArgs(checked(buffer), config) {}
TensorAccessorArgs::TensorAccessorArgs(const std::shared_ptr<Buffer>& buffer, ArgsConfig config) : TensorAccessorArgs(checked(buffer.get()), config) {}
TensorAccessorArgs::TensorAccessorArgs(const distributed::MeshBuffer& buffer, ArgsConfig config)
    : TensorAccessorArgs(checked(buffer.get_reference_buffer()), config) {}
TensorAccessorArgs::TensorAccessorArgs(const distributed::MeshBuffer* buffer, ArgsConfig config)
    : TensorAccessorArgs(checked(buffer == nullptr ? nullptr : buffer->get_reference_buffer()), config) {}
TensorAccessorArgs::TensorAccessorArgs(const std::shared_ptr<distributed::MeshBuffer>& buffer, ArgsConfig config)
    : TensorAccessorArgs(buffer.get(), config) {}

std::vector<uint32_t> TensorAccessorArgs::get_compile_time_args() const { return words_of(checked(buffer_), config_).compile_time; }
std::vector<uint32_t> TensorAccessorArgs::get_common_runtime_args() const { return words_of(checked(buffer_), config_).common; }

void TensorAccessorArgs::append_to(std::vector<uint32_t>& compile_time_args) const {
    const Words words = words_of(checked(buffer_), config_);
    TT_FATAL(words.common.empty(), "Common runtime arguments are not supported for this append_to variant");
    // Remembered so that a kernel which uses these words with another tensor's address can be told so.
    tilesmith::Machine::instance().log_accessor({static_cast<uint32_t>(compile_time_args.size()), words.compile_time, buffer_->impl().id,
                                                 buffer_->impl().address});
    compile_time_args.insert(compile_time_args.end(), words.compile_time.begin(), words.compile_time.end());
}

void TensorAccessorArgs::append_to(std::vector<uint32_t>& compile_time_args, std::vector<uint32_t>& common_runtime_args) const {
    const Words words = words_of(checked(buffer_), config_);
    compile_time_args.insert(compile_time_args.end(), words.compile_time.begin(), words.compile_time.end());
    common_runtime_args.insert(common_runtime_args.end(), words.common.begin(), words.common.end());
}

}  // namespace tt::tt_metal
