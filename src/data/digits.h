// Handwritten digits, small and grey, as they come in the asset "digits": "Optical Recognition of Handwritten Digits" by E. Alpaydin
// and C. Kaynak (1998), the part by 13 people that was kept for testing. A value says how many of the 4×4 dots of a finer picture are
// ink. Pictures held out are of the same hands as those trained on. The same request gives the same bits on every platform.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "data/images.h"

namespace lab::data {

inline constexpr std::string_view kDigits = "digits";  // the asset, see platform::fetch_asset()
inline constexpr std::size_t kDigitSide = 8;
inline constexpr std::size_t kDigitKinds = 10;  // kind k is the digit k
inline constexpr std::uint8_t kMostInk = 16;

struct DigitTable {
  std::size_t count = 0;            // 1,797 in the asset
  std::vector<std::uint8_t> ink;    // (side · side, count) as in ImageSet, 0 … kMostInk
  std::vector<std::uint8_t> label;  // (count) ascending
};

// What pack_digits.py has written. Nothing, unless every byte is as it should be and there is at least one picture.
std::optional<DigitTable> read_digits(std::span<const unsigned char> file);

// The file, for programs that download nothing: whatever calls this has it linked into it.
std::span<const unsigned char> builtin_digits();

// As many as asked for, or else all, in an order by the seed, each once. Pixels are 0 … 1 before the noise.
ImageSet make_digits(const DigitTable&, const ImageRequest&);

}  // namespace lab::data
