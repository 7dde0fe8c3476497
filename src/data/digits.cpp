#include "data/digits.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/rng.h"

namespace lab::data {

namespace {

constexpr std::uint64_t kDigitStream = 0x6469676974;  // "digit"
constexpr std::size_t kPixels = kDigitSide * kDigitSide;
// Name and version of the file, then its side, kinds and largest value: see pack_digits.py.
constexpr std::array<unsigned char, 10> kHead = {'d', 'i', 'g', 'i', 't', 's', 1, 8, 10, 16};
static_assert(kHead[7] == kDigitSide && kHead[8] == kDigitKinds && kHead[9] == kMostInk);
constexpr std::size_t kCountBytes = 2;

}  // namespace

std::optional<DigitTable> read_digits(std::span<const unsigned char> file) {
  constexpr std::size_t kBeforePixels = kHead.size() + kCountBytes * kDigitKinds;
  if (file.size() < kBeforePixels || !std::equal(kHead.begin(), kHead.end(), file.begin())) return {};
  DigitTable table;
  for (std::size_t kind = 0; kind < kDigitKinds; ++kind) {
    const auto bytes = file.subspan(kHead.size() + kCountBytes * kind, kCountBytes);
    table.label.resize(table.label.size() + bytes[0] + 256U * bytes[1], static_cast<std::uint8_t>(kind));
  }
  table.count = table.label.size();
  const auto ink = file.subspan(kBeforePixels);
  const auto is_ink = [](unsigned char value) { return value <= kMostInk; };
  if (table.count == 0 || ink.size() != kPixels * table.count || !std::all_of(ink.begin(), ink.end(), is_ink))
    return {};
  table.ink.assign(ink.begin(), ink.end());
  return table;
}

ImageSet make_digits(const DigitTable& table, const ImageRequest& request) {
  const std::size_t count = std::min(request.count, table.count);
  ImageSet images = make_blank(kDigitSide, kDigitKinds, count, request);
  base::Rng rng = base::make_rng(request.seed, kDigitStream);
  std::vector<std::uint32_t> order(table.count);
  std::iota(order.begin(), order.end(), 0U);
  base::shuffle(rng, order);
  for (std::size_t k = 0; k < count; ++k) {
    images.label[k] = table.label[order[k]];
    for (std::size_t at = 0; at < kPixels; ++at) {
      const std::uint8_t ink = table.ink[at * table.count + order[k]];
      images.pixels[at * count + k] = static_cast<float>(ink) / static_cast<float>(kMostInk);
    }
  }
  add_noise(images, request, rng);
  return images;
}

}  // namespace lab::data
