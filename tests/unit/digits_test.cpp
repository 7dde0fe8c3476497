// Handwritten digits: the packed file, and the pictures made of it.
#include "data/digits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/rng.h"

using namespace lab;

namespace {

constexpr std::size_t kPixels = data::kDigitSide * data::kDigitSide;
constexpr std::size_t kHeadSize = 30;

using Bytes = std::vector<unsigned char>;

Bytes packed() {
  const auto file = data::builtin_digits();
  return {file.begin(), file.end()};
}

data::DigitTable table() { return data::read_digits(data::builtin_digits()).value(); }

std::vector<int> picture(const data::DigitTable& from, std::size_t k) {
  std::vector<int> ink;
  for (std::size_t at = 0; at < kPixels; ++at) ink.push_back(from.ink[at * from.count + k]);
  return ink;
}

std::vector<float> picture(const data::ImageSet& from, std::size_t k) {
  std::vector<float> pixels;
  for (std::size_t at = 0; at < kPixels; ++at) pixels.push_back(from.pixels[at * from.count + k]);
  return pixels;
}

bool is_whole(const data::DigitTable& read) {
  const auto is_ink = [](std::uint8_t value) { return value <= data::kMostInk; };
  return read.count > 0 && read.ink.size() == kPixels * read.count && read.label.size() == read.count &&
         std::all_of(read.ink.begin(), read.ink.end(), is_ink) &&
         std::is_sorted(read.label.begin(), read.label.end()) && read.label.back() < data::kDigitKinds;
}

data::ImageRequest plain(std::size_t count, std::uint64_t seed) { return {count, 0.8, 0, seed}; }

}  // namespace

TEST_CASE("the packed digits are those of scikit-learn's table") {
  const data::DigitTable digits = table();
  CHECK(digits.count == 1797);
  CHECK(is_whole(digits));
  std::array<int, data::kDigitKinds> counts{};
  for (const std::uint8_t label : digits.label) ++counts.at(label);
  CHECK(counts == std::array{178, 182, 177, 183, 181, 182, 181, 179, 174, 180});
  // clang-format off
  CHECK(picture(digits, 0) == std::vector{0, 0,  5, 13,  9,  1,  0, 0,
                                          0, 0, 13, 15, 10, 15,  5, 0,
                                          0, 3, 15,  2,  0, 11,  8, 0,
                                          0, 4, 12,  0,  0,  8,  8, 0,
                                          0, 5,  8,  0,  0,  9,  8, 0,
                                          0, 4, 11,  0,  1, 12,  7, 0,
                                          0, 2, 14,  5, 10, 12,  0, 0,
                                          0, 0,  6, 13, 10,  0,  0, 0});
  // clang-format on
  // The lines of the table, sorted by their last number and otherwise left in order, each number a byte.
  std::uint64_t hash = base::kHashSeed;
  for (std::size_t k = 0; k < digits.count; ++k) {
    for (const int ink : picture(digits, k))
      hash = base::hash_bytes(std::string(1, static_cast<char>(ink)), hash);
    hash = base::hash_bytes(std::string(1, static_cast<char>(digits.label[k])), hash);
  }
  CHECK(base::hex(hash) == "6ba89e7b87bc514d");
}

TEST_CASE("a file of digits that is too short or too long is not one") {
  Bytes file = packed();
  for (std::size_t size = 0; size < 200; ++size)
    CHECK_FALSE(data::read_digits(std::span(file).first(size)).has_value());
  for (std::size_t size = 200; size < file.size(); size += 997)
    CHECK_FALSE(data::read_digits(std::span(file).first(size)).has_value());
  CHECK_FALSE(data::read_digits(std::span(file).first(file.size() - 1)).has_value());
  file.push_back(0);
  CHECK_FALSE(data::read_digits(file).has_value());
}

TEST_CASE("a file without pictures is no file of digits, one with a single picture is") {
  Bytes file = packed();
  file.resize(kHeadSize);
  std::fill(file.begin() + 10, file.end(), static_cast<unsigned char>(0));
  CHECK_FALSE(data::read_digits(file).has_value());
  file[10 + 2 * 7] = 1;
  file.resize(kHeadSize + kPixels, 16);
  const auto read = data::read_digits(file);
  REQUIRE(read.has_value());
  CHECK(is_whole(*read));
  CHECK(read->label.front() == 7);
  const data::ImageSet images = data::make_digits(*read, plain(5, 1));
  CHECK(images.count == 1);
  CHECK(images.train_count == 1);
  CHECK(std::all_of(images.pixels.begin(), images.pixels.end(), [](float pixel) { return pixel == 1.0F; }));
}

TEST_CASE("each byte before the pixels counts, and so does each pixel that is brighter than ink can be") {
  const Bytes file = packed();
  for (std::size_t at = 0; at < kHeadSize; ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes spoiled = file;
      spoiled[at] = static_cast<unsigned char>(spoiled[at] ^ (1U << bit));
      CHECK_FALSE(data::read_digits(spoiled).has_value());
    }
  }
  for (const std::size_t at : {kHeadSize, file.size() / 2, file.size() - 1}) {
    Bytes spoiled = file;
    spoiled[at] = 17;
    CHECK_FALSE(data::read_digits(spoiled).has_value());
  }
}

TEST_CASE("a spoiled file of digits is nothing or a whole table") {
  const Bytes file = packed();
  base::Rng rng = base::make_rng(1, 0);
  int tables = 0;
  for (int trial = 0; trial < 400; ++trial) {
    Bytes spoiled = file;
    const std::uint32_t changes = 1 + base::below(rng, 4);
    for (std::uint32_t i = 0; i < changes; ++i) {
      const bool is_head = base::below(rng, 3) == 0;
      const std::uint32_t at =
          base::below(rng, is_head ? kHeadSize : static_cast<std::uint32_t>(spoiled.size()));
      const std::uint32_t range = base::below(rng, 2) == 0 ? 256 : 17;
      spoiled[at] = static_cast<unsigned char>(base::below(rng, range));
    }
    if (base::below(rng, 4) == 0)
      spoiled.resize(base::below(rng, static_cast<std::uint32_t>(spoiled.size() + 100)));
    const auto read = data::read_digits(spoiled);
    if (!read) continue;
    ++tables;
    REQUIRE(is_whole(*read));
    REQUIRE(data::make_digits(*read, plain(100, 1)).pixels.size() == kPixels * 100);
  }
  CHECK(tables > 20);
  CHECK(tables < 380);
}

TEST_CASE("of the digits each picture comes at most once, with its own label") {
  const data::DigitTable digits = table();
  std::set<std::vector<float>> known;  // with the label behind the pixels
  for (std::size_t k = 0; k < digits.count; ++k) {
    std::vector<float> row;
    for (const int ink : picture(digits, k)) row.push_back(static_cast<float>(ink) / 16.0F);
    row.push_back(digits.label[k]);
    known.insert(row);
  }
  REQUIRE(known.size() == digits.count);  // no two are equal
  for (const std::size_t count : {std::size_t{1}, std::size_t{300}, std::size_t{1797}, std::size_t{2400}}) {
    const data::ImageSet images = data::make_digits(digits, plain(count, 5));
    CHECK(images.side == 8);
    CHECK(images.kinds == 10);
    REQUIRE(images.count == std::min<std::size_t>(count, 1797));
    REQUIRE(images.pixels.size() == kPixels * images.count);
    REQUIRE(images.label.size() == images.count);
    std::set<std::vector<float>> seen;
    for (std::size_t k = 0; k < images.count; ++k) {
      std::vector<float> row = picture(images, k);
      row.push_back(images.label[k]);
      REQUIRE(known.count(row) == 1);
      seen.insert(row);
    }
    CHECK(seen.size() == images.count);
  }
}

TEST_CASE("no digit that is held out is trained on") {
  const data::ImageSet images = data::make_digits(table(), plain(1797, 3));
  CHECK(images.train_count == 1438);  // 0.8 of 1,797
  std::set<std::vector<float>> trained;
  for (std::size_t k = 0; k < images.train_count; ++k) trained.insert(picture(images, k));
  CHECK(trained.size() == images.train_count);
  for (std::size_t k = images.train_count; k < images.count; ++k)
    CHECK(trained.count(picture(images, k)) == 0);
}

TEST_CASE("every digit is among those trained on and those held out, about as often as it is there") {
  const data::ImageSet images = data::make_digits(table(), plain(1797, 1));
  std::array<int, data::kDigitKinds> held_out{};
  for (std::size_t k = images.train_count; k < images.count; ++k) ++held_out.at(images.label[k]);
  for (const int count : held_out) CHECK(std::abs(count - 36) <= 16);  // 3 standard deviations of drawing 359
}

TEST_CASE("the same seed gives the same digits, another one another order") {
  const data::DigitTable digits = table();
  const data::ImageSet one = data::make_digits(digits, {400, 0.5, 0.1, 7});
  const data::ImageSet again = data::make_digits(digits, {400, 0.5, 0.1, 7});
  const data::ImageSet other = data::make_digits(digits, {400, 0.5, 0.1, 8});
  CHECK(one.pixels == again.pixels);
  CHECK(one.label == again.label);
  CHECK(one.train_count == 200);
  CHECK(one.label != other.label);
}

TEST_CASE("noise leaves the order of the digits as it is") {
  const data::DigitTable digits = table();
  const data::ImageSet clean = data::make_digits(digits, {400, 0.5, 0, 7});
  const data::ImageSet noisy = data::make_digits(digits, {400, 0.5, 0.1, 7});
  CHECK(clean.label == noisy.label);
  double squares = 0;
  for (std::size_t i = 0; i < clean.pixels.size(); ++i) {
    const auto difference = static_cast<double>(noisy.pixels[i]) - static_cast<double>(clean.pixels[i]);
    squares += difference * difference;
  }
  // The variance of 25,600 numbers is known to a 113th of itself.
  CHECK(squares / static_cast<double>(clean.pixels.size()) == doctest::Approx(0.01).epsilon(0.03));
}

TEST_CASE("the bits of the digits are the golden ones") {
  const data::ImageSet images = data::make_digits(table(), {64, 0.8, 0.1, 1});
  CHECK(base::hex(base::hash_floats(images.pixels)) == "999d678f87632de4");
  const std::string_view labels(reinterpret_cast<const char*>(images.label.data()), images.label.size());
  CHECK(base::hex(base::hash_bytes(labels)) == "240bd613c4bd0d74");
}
