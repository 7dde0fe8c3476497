// Sorting short lists with little code: each instance of std::stable_sort costs a page 4 kB.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace lab::base {

// Ascending by what `key` says of each; equal ones stay in their order. Moves up to n²/4 elements: for lists of some hundred, or
// such as are nearly in order.
template <typename T, typename Key>
void sort_by(std::vector<T>& list, const Key& key) {
  for (auto next = list.begin(); next != list.end(); ++next) {
    if (next == list.begin() || !(key(*next) < key(*(next - 1)))) continue;
    const auto place =
        std::upper_bound(list.begin(), next, *next, [&](const T& l, const T& r) { return key(l) < key(r); });
    T taken = std::move(*next);
    std::move_backward(place, next, next + 1);
    *place = std::move(taken);
  }
}

}  // namespace lab::base
