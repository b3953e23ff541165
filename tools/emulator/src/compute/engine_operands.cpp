// Tiles of circular buffers on their way into source registers and DST, and out again.
#include <algorithm>
#include <cstring>

#include "../poison.hpp"
#include "engine.hpp"

namespace tilesmith::compute {
namespace {

std::string cb_name(uint32_t cb) { return "circular buffer " + std::to_string(cb); }

bool is_32_bit_integer(DataFormat format) {
    return format == DataFormat::Int32 || format == DataFormat::UInt32 || format == DataFormat::RawUInt32;
}

/// Rows of 32 bytes that nobody has written.
uint32_t unwritten_rows(const std::byte* page, size_t bytes) {
    constexpr size_t kRow = 32;
    uint32_t rows = 0;
    for (size_t at = 0; at + kRow <= bytes; at += kRow) {
        rows += is_poison(page + at, kRow, kUnwritten);
    }
    return rows;
}

/// Part of a tile may be padding that nobody looks at; of a whole tile that cannot be said.
void check_written(const CbView& view, uint32_t tile, const std::byte* page, size_t bytes, CallSite site) {
    const uint32_t rows = unwritten_rows(page, bytes);
    if (rows == 0 || kernel::cb_pushed_empty(view.index, tile)) return;
    const bool whole = rows == bytes / 32;
    const std::string share = whole ? "a tile" : "a tile of which " + std::to_string(rows * 32) + " of " + std::to_string(bytes) + " bytes";
    const std::string message = cb_name(view.index) + " gives " + share + (whole ? " that nobody has written" : " were never written");
    kernel::finding("uninitialised_data", whole ? Severity::error : Severity::warning, site,
                    {message, "a page that was filled before it was pushed",
                     "compare the size of the read that fills the page with the size of the tile"});
}

}  // namespace

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
    check_tile_fits_page(view, "unpacking", site);
    const std::byte* page = nullptr;
    if (view.page_size >= bytes) {
        page = kernel::cb_read_page(view.index, tile, site);
    } else {
        scratch_ = read_bytes(view.index, tile, 0, bytes, site);
        page = scratch_.data();
    }
    check_written(view, tile, page, bytes, site);
    return page;
}

void check_tile_fits_page(const CbView& view, const char* what, CallSite site) {
    const size_t bytes = bytes_of(view.format, kTileElements);
    if (view.page_size >= bytes) return;
    const std::string message = std::string(what) + " a tile of " + std::to_string(bytes) + " bytes (" + name_of(view.format) + "), but the pages of " +
                                cb_name(view.index) + " have " + std::to_string(view.page_size);
    kernel::finding("tile_exceeds_page", Severity::error, site,
                    {message, "pages of " + std::to_string(bytes) + " bytes, or another data format",
                     "set the page size of the circular buffer to the size of a tile in its data format"});
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

}  // namespace tilesmith::compute
