#include "base/text.h"

#include <doctest/doctest.h>

#include <clocale>
#include <cstring>
#include <limits>

#include "base/hash.h"
#include "base/rng.h"

using namespace lab::base;

TEST_CASE("shortest writes the number a person would write") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(0.1F) == "0.1");
  CHECK(shortest(-3.0) == "-3");
  CHECK(shortest(1e-9) == "1e-9");
  CHECK(shortest(1e20) == "1e20");
  CHECK(shortest(30.0) == "30");
  CHECK(shortest(-120000.0F) == "-120000");
  CHECK(shortest(1000000.0) == "1000000");
  CHECK(shortest(10000000.0) == "1e7");
  CHECK(shortest(16777216.0F) == "16777216");
  CHECK(shortest(0.0) == "0");
  CHECK(shortest(0.25) == "0.25");
  CHECK(shortest(-0.75) == "-0.75");
  CHECK(shortest(12.5) == "12.5");
  CHECK(shortest(99999.75) == "99999.75");
  CHECK(shortest(100000.0) == "100000");
  CHECK(shortest(-0.0) == "-0");
  CHECK(shortest(2.0 / 3) == "0.6666666666666666");
  CHECK(shortest(2.0F / 3) == "0.6666667");
  CHECK(shortest(std::numeric_limits<float>::max()) == "3.40282347e38");
  CHECK(shortest(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(shortest(-std::numeric_limits<float>::infinity()) == "-inf");
  CHECK(shortest(std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("shortest reads back as the same bits") {
  Rng rng = make_rng(11, 0);
  for (int i = 0; i < 20000; ++i) {
    const std::uint32_t bits = next_u32(rng);
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (value - value != 0) continue;  // inf and NaN
    const auto read = parse_number(shortest(value));
    REQUIRE(read.has_value());
    CHECK(static_cast<float>(*read) == value);
    const std::uint64_t wide_bits = static_cast<std::uint64_t>(next_u32(rng)) << 32 | bits;
    double wide = 0;
    std::memcpy(&wide, &wide_bits, sizeof wide);
    if (wide - wide != 0) continue;
    CHECK(parse_number(shortest(wide)) == wide);
  }
}

TEST_CASE("parse_number reads whole decimal numbers only") {
  CHECK(parse_number("-1.5") == -1.5);
  CHECK(parse_number("\u22121.5") == -1.5);
  CHECK(parse_number("+2e3") == 2000.0);
  CHECK(parse_number(".5") == 0.5);
  CHECK(parse_number("5.") == 5.0);
  CHECK(parse_number("1E-3") == 0.001);
  CHECK(parse_number("1e308") == 1e308);
  for (const char* bad : {"", " ", "1 ", " 1", "1,5", "0x10", "inf", "nan", "1e", "1e+", "1e999", ".", "-",
                          "--1", "1.2.3", "1f", "e5"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_number(bad).has_value());
  }
}

TEST_CASE("numbers do not depend on the locale") {
  // A process that sets a locale with a decimal comma; when the machine has none, C is tested once more.
  const char* chosen = std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
  CHECK(shortest(1.5) == "1.5");
  CHECK(rounded(3.14159, 3) == "3.14");
  CHECK(parse_number("2.25") == 2.25);
  std::setlocale(LC_NUMERIC, "C");
  MESSAGE("decimal comma tried: ", chosen != nullptr);
}

TEST_CASE("rounded keeps significant digits and drops zeros") {
  CHECK(rounded(2.0 / 3, 3) == "0.667");
  CHECK(rounded(1234567, 3) == "1230000");
  CHECK(rounded(12345678, 3) == "1.23e7");
  CHECK(rounded(100, 5) == "100");
}

TEST_CASE("split keeps empty pieces and trim takes white space only") {
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(trim(" \t a b\r\n") == "a b");
  CHECK(trim("  ").empty());
}

TEST_CASE("percent encoding comes back and spares what a URL fragment may hold") {
  CHECK(percent_encode("x*sigmoid(b*x)") == "x*sigmoid(b*x)");
  CHECK(percent_encode("a+b&c=d%") == "a%2Bb%26c%3Dd%25");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(percent_decode(percent_encode(all)) == all);
  CHECK(percent_decode("%e4%BD%A0") == "\u4f60");
  CHECK_FALSE(percent_decode("%").has_value());
  CHECK_FALSE(percent_decode("%2").has_value());
  CHECK_FALSE(percent_decode("%zz").has_value());
}

TEST_CASE("characters are counted, not bytes") {
  CHECK(count_characters("\u03c3(x)\u00b2") == 5);
  CHECK(count_characters("") == 0);
}

TEST_CASE("FNV-1a gives the published values") {
  // Test vectors of the authors, http://www.isthe.com/chongo/tech/comp/fnv/
  CHECK(hex(hash_bytes("")) == "cbf29ce484222325");
  CHECK(hex(hash_bytes("a")) == "af63dc4c8601ec8c");
  CHECK(hex(hash_bytes("foobar")) == "85944171f73967e8");
  const float one = 1.0F;  // bytes 00 00 80 3f
  CHECK(hash_floats({&one, 1}) == hash_bytes(std::string_view("\0\0\x80\x3f", 4)));
}

TEST_CASE("a code point is read with its end, and a malformed byte is none") {
  const std::string text = "x\u00b2\u9f98\U0001f600\xff";
  CHECK(code_point_at(text, 0).value == U'x');
  CHECK(code_point_at(text, 1).value == U'\u00b2');
  CHECK(code_point_at(text, 1).end == 3);
  CHECK(code_point_at(text, 3).value == U'\u9f98');
  CHECK(code_point_at(text, 6).value == U'\U0001f600');
  CHECK(code_point_at(text, 10).value == kMalformed + 0xff);
  CHECK(code_point_at(text, 10).end == 11);
  CHECK(code_point_at("\xe9\xbe", 0).value == kMalformed + 0xe9);  // cut off
}
