#pragma once

#include <cstdint>
#include <memory>

namespace tt::tt_metal {

namespace detail {
class ProgramImpl;
}

class Program {
public:
    Program();
    ~Program() noexcept;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    Program(Program&&) noexcept;
    Program& operator=(Program&&) noexcept;

    void set_runtime_id(uint64_t id) { runtime_id_ = id; }
    uint64_t get_runtime_id() const { return runtime_id_; }

    detail::ProgramImpl& impl() const { return *internal_; }
    std::shared_ptr<detail::ProgramImpl> shared_impl() const { return internal_; }

private:
    std::shared_ptr<detail::ProgramImpl> internal_;
    uint64_t runtime_id_ = 0;
};

}  // namespace tt::tt_metal
