// Follows the constants that the emulator writes in front of each kernel (KERNEL_COMPILE_TIME_ARGS, the tables of
// circular buffers) and defines what the prelude only declares. Not precompiled.
#pragma once

template <class T, class... Ts>
constexpr std::array<T, sizeof...(Ts)> make_array(Ts... values) {
    return {T(values)...};
}

constexpr auto kernel_compile_time_args = make_array<uint32_t>(KERNEL_COMPILE_TIME_ARGS);

template <uint32_t Idx>
constexpr uint32_t get_ct_arg() {
    static_assert(Idx < kernel_compile_time_args.size(), "Index out of range");
    return kernel_compile_time_args[Idx];
}

#ifdef KERNEL_COMPILE_TIME_ARG_MAP
constexpr uint32_t get_named_ct_arg(std::string_view name) {
    constexpr std::pair<std::string_view, uint32_t> values[] = {KERNEL_COMPILE_TIME_ARG_MAP};
    for (const auto& [known, value] : values) {
        if (known == name) {
            return value;
        }
    }
    __builtin_unreachable();  // no compile-time argument has this name
}
constexpr uint32_t get_named_compile_time_arg_val(std::string_view name) { return get_named_ct_arg(name); }
#endif

constexpr std::int32_t get_tile_size(std::int32_t operand) {
    return static_cast<std::int32_t>(tilesmith::generated::cb_tile_size[operand]);
}
constexpr uint32_t get_tile_hw(std::int32_t operand) {
    return tilesmith::generated::cb_tile_rows[operand] * tilesmith::generated::cb_tile_cols[operand];
}
constexpr uint32_t get_tile_num_faces(std::int32_t operand) { return tilesmith::generated::cb_tile_faces[operand]; }
constexpr DataFormat get_dataformat(std::int32_t operand) {
    return static_cast<DataFormat>(tilesmith::generated::cb_format[operand]);
}
