// Looking a word up in a table of rows.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace lab::base {

// The row in which `member` is this word; nullptr when there is none.
template <typename Rows, typename Row>
const Row* find_row(const Rows& rows, std::string_view word, std::string_view Row::*member) {
  const auto row =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& one) { return one.*member == word; });
  return row == std::end(rows) ? nullptr : &*row;
}

}  // namespace lab::base
