// Ranges over the pages of a tensor: `for (const auto& page : tensor.pages(0, 8))`.
#pragma once

#include <cstddef>

#include "tilesmith/noc_addresses.h"

namespace tensor_accessor {

/// A page with its place on the NoC.
class Page {
public:
    Page(uint64_t noc_addr, uint32_t page_id) : noc_addr_(noc_addr), page_id_(page_id) {}
    uint64_t noc_addr() const { return noc_addr_; }
    uint32_t page_id() const { return page_id_; }

private:
    uint64_t noc_addr_;
    uint32_t page_id_;
};

/// A page that knows its tensor.
template <typename Accessor>
class AccessorPage : public Page {
public:
    AccessorPage(uint64_t noc_addr, uint32_t page_id, const Accessor* accessor) : Page(noc_addr, page_id), accessor_(accessor) {}
    const Accessor& accessor() const { return *accessor_; }

private:
    const Accessor* accessor_;
};

/// A page that knows its shard, and its place among the pages of the shard.
template <typename Accessor>
class ShardPage : public AccessorPage<Accessor> {
public:
    ShardPage(uint64_t noc_addr, uint32_t page_id, const Accessor* accessor, uint32_t shard_id, uint32_t page_in_shard)
        : AccessorPage<Accessor>(noc_addr, page_id, accessor), shard_id_(shard_id), page_in_shard_(page_in_shard) {}
    uint32_t shard_id() const { return shard_id_; }
    uint32_t page_in_shard() const { return page_in_shard_; }

private:
    uint32_t shard_id_;
    uint32_t page_in_shard_;
};

/// What all iterators over pages have in common. `Derived` tells the page at a position, and the next position.
template <typename Derived, typename PageType>
class PageIterator {
public:
    using value_type = PageType;
    using difference_type = std::ptrdiff_t;
    using reference = const PageType&;
    using pointer = const PageType*;

    reference operator*() const { return page_; }
    pointer operator->() const { return &page_; }
    PageType operator[](difference_type steps) const { return *(self() + steps); }

    Derived& operator++() { return self() += 1; }
    Derived operator++(int) {
        const Derived before = self();
        ++*this;
        return before;
    }
    Derived operator+(difference_type steps) const {
        Derived later = self();
        later += steps;
        return later;
    }
    bool operator==(const PageIterator& other) const { return position_ == other.position_; }
    bool operator!=(const PageIterator& other) const { return position_ != other.position_; }
    bool operator<(const PageIterator& other) const { return position_ < other.position_; }
    bool operator>(const PageIterator& other) const { return position_ > other.position_; }
    bool operator<=(const PageIterator& other) const { return position_ <= other.position_; }
    bool operator>=(const PageIterator& other) const { return position_ >= other.position_; }

protected:
    PageIterator(PageType nothing, uint32_t position) : page_(nothing), position_(position) {}

    PageType page_;
    uint32_t position_;

private:
    Derived& self() { return static_cast<Derived&>(*this); }
    const Derived& self() const { return static_cast<const Derived&>(*this); }
};

/// From one iterator up to another.
template <typename Iterator>
class PageRange {
public:
    using iterator = Iterator;
    using const_iterator = Iterator;

    PageRange(const Iterator& begin, const Iterator& end) : begin_(begin), end_(end) {}
    iterator begin() const { return begin_; }
    iterator end() const { return end_; }
    const_iterator cbegin() const { return begin_; }
    const_iterator cend() const { return end_; }

private:
    Iterator begin_, end_;
};

/// The pages of a tensor, from one page up to another.
template <typename Accessor>
class PagesIterator : public PageIterator<PagesIterator<Accessor>, AccessorPage<Accessor>> {
    using Base = PageIterator<PagesIterator<Accessor>, AccessorPage<Accessor>>;
    using CallSite = tilesmith::CallSite;

public:
    PagesIterator(const Accessor& accessor, uint32_t first, uint32_t end, uint8_t noc, CallSite site)
        : Base({0, end, &accessor}, first < end ? first : end), accessor_(&accessor), end_(end), noc_(noc), site_(site) {
        visit();
    }
    uint32_t page_id() const { return this->position_; }
    PagesIterator& operator+=(std::ptrdiff_t steps) {
        const uint64_t next = this->position_ + static_cast<uint64_t>(steps);
        this->position_ = next < end_ ? static_cast<uint32_t>(next) : end_;
        visit();
        return *this;
    }

private:
    void visit() {
        if (this->position_ < end_) {
            this->page_ = {accessor_->get_noc_addr(this->position_, 0, noc_, site_), this->position_, accessor_};
        }
    }

    const Accessor* accessor_;
    uint32_t end_;
    uint8_t noc_;
    CallSite site_;
};

template <typename Accessor>
using Pages = PageRange<PagesIterator<Accessor>>;

template <typename Accessor>
Pages<Accessor> pages_of(const Accessor& accessor, uint32_t first, uint32_t end, uint8_t noc, tilesmith::CallSite site) {
    return {{accessor, first, end, noc, site}, {accessor, end, end, noc, site}};
}

/// The pages of a shard, in the order in which its bank holds them; what a shard at the edge has beyond the tensor
/// is left out.
template <typename Accessor>
class ShardPagesIterator : public PageIterator<ShardPagesIterator<Accessor>, ShardPage<Accessor>> {
    using Base = PageIterator<ShardPagesIterator<Accessor>, ShardPage<Accessor>>;
    using CallSite = tilesmith::CallSite;

public:
    ShardPagesIterator(const Accessor& accessor, uint32_t shard_id, uint32_t first, uint32_t end, uint8_t noc, CallSite site)
        : Base({0, 0, &accessor, shard_id, end}, first < end ? first : end), accessor_(&accessor), shard_id_(shard_id), end_(end), noc_(noc), site_(site) {
        visit();
    }
    uint32_t page_id() const { return this->page_.page_id(); }
    ShardPagesIterator& operator+=(std::ptrdiff_t steps) {
        for (; steps > 0 && this->position_ < end_; --steps) {
            ++this->position_;
            visit();
        }
        return *this;
    }

private:
    /// Go on to the next page that the tensor has.
    void visit() {
        for (; this->position_ < end_; ++this->position_) {
            uint32_t page_id = 0;
            if (accessor_->dspec().page_of_shard(shard_id_, this->position_, page_id)) {
                const uint32_t offset = this->position_ * accessor_->get_aligned_page_size();
                const uint64_t address = accessor_->get_shard_noc_addr(shard_id_, offset, noc_, site_);
                this->page_ = {address, page_id, accessor_, shard_id_, this->position_};
                return;
            }
        }
    }

    const Accessor* accessor_;
    uint32_t shard_id_, end_;
    uint8_t noc_;
    CallSite site_;
};

template <typename Accessor>
using ShardPages = PageRange<ShardPagesIterator<Accessor>>;

template <typename Accessor>
ShardPages<Accessor> pages_of_shard(const Accessor& accessor, uint32_t shard_id, uint32_t first, uint32_t end, uint8_t noc,
                                    tilesmith::CallSite site) {
    return {{accessor, shard_id, first, end, noc, site}, {accessor, shard_id, end, end, noc, site}};
}

/// The shards of a tensor for this thread, each as the range of its pages: all, since a data movement kernel of these
/// chips has one thread.
template <typename Accessor>
class StridedShardPages {
    using CallSite = tilesmith::CallSite;

public:
    class iterator {
    public:
        using value_type = ShardPages<Accessor>;
        iterator(const StridedShardPages& range, uint32_t shard_id) : range_(&range), shard_id_(shard_id) {}
        value_type operator*() const {
            return pages_of_shard(range_->accessor_, shard_id_, 0, range_->accessor_.dspec().shard_volume(), range_->noc_, range_->site_);
        }
        iterator& operator++() {
            ++shard_id_;
            return *this;
        }
        iterator operator++(int) {
            const iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const iterator& other) const { return shard_id_ == other.shard_id_; }
        bool operator!=(const iterator& other) const { return shard_id_ != other.shard_id_; }

    private:
        const StridedShardPages* range_;
        uint32_t shard_id_;
    };
    using const_iterator = iterator;

    StridedShardPages(const Accessor& accessor, uint8_t noc, CallSite site) : accessor_(accessor), noc_(noc), site_(site) {}
    iterator begin() const { return {*this, 0}; }
    iterator end() const { return {*this, accessor_.dspec().num_shards()}; }
    const_iterator cbegin() const { return begin(); }
    const_iterator cend() const { return end(); }

private:
    const Accessor& accessor_;
    uint8_t noc_;
    CallSite site_;
};

}  // namespace tensor_accessor
