#include <doctest/doctest.h>

#include "i18n/text.h"

using namespace lab::i18n;

TEST_CASE("numbers are written with a real minus sign and no negative zero") {
  CHECK(fixed(-1.25, 1) == "−1.2");
  CHECK(fixed(-0.001, 2) == "0.00");
  CHECK(number(-0.5) == "−0.5");
  CHECK(number(1.0 / 0.0) == "∞");
}

TEST_CASE("very large and small numbers are written as powers of ten") {
  CHECK(power_of_ten(1e-40, 3) == "10⁻⁴⁰");
  CHECK(power_of_ten(-1e40, 3) == "−10⁴⁰");
  CHECK(power_of_ten(-6.14e-9, 3) == "−6.14·10⁻⁹");
  CHECK(power_of_ten(0.25, 3) == "0.25");
}

TEST_CASE("percent has a thin no-break space before the sign") { CHECK(percent(0.987, 1) == "98.7\u202F%"); }

TEST_CASE("large whole numbers are grouped by three") {
  CHECK(grouped(7) == "7");
  CHECK(grouped(1204) == "1,204");
  CHECK(grouped(-1234567) == "−1,234,567");
}

TEST_CASE("arguments take the places of their numbers") {
  CHECK(format(Language::english, "no.such.id", {"a"}) == "no.such.id");
  CHECK(format(Language::english, "train.progress_short", {"12"}) == "step 12");
  CHECK(format(language_of("zh"), "train.progress_short", {"12"}) == "第 12 步");
}

TEST_CASE("what are not the texts of this program is refused, and nothing is changed") {
  const Language chinese = language_of("zh");
  CHECK(has_texts(chinese));
  const std::string before(tr(chinese, "train.play"));
  const auto refuses = [&](std::string_view bytes) {
    return !add_texts(chinese, {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
  };
  CHECK(refuses(""));
  CHECK(refuses("not ended"));
  CHECK(refuses(std::string_view("one\0two\0", 8)));
  CHECK(tr(chinese, "train.play") == before);
}

TEST_CASE("a system's language tag chooses the catalogue that fits best, else English") {
  CHECK(tag(language_of("zh-CN")) == "zh");
  CHECK(tag(language_of("zh_TW.UTF-8")) == "zh");
  CHECK(tag(language_of("ZH")) == "zh");
  CHECK(language_of("en_GB.UTF-8") == Language::english);
  CHECK(language_of("zhx") == Language::english);
  CHECK(language_of("C") == Language::english);
  CHECK(language_of("") == Language::english);
}

TEST_CASE("English is the first language, every tag finds its own, and by the next one all come round") {
  CHECK(tag(Language::english) == "en");
  Language language = Language::english;
  for (const LanguageRow& row : languages()) {
    CHECK(language == row.language);
    CHECK(language_of(row.tag) == row.language);
    language = next_language(language);
  }
  CHECK(language == Language::english);
}

TEST_CASE("only languages written in CJK characters need the CJK faces") {
  CHECK_FALSE(needs_cjk(Language::english));
  CHECK(needs_cjk(language_of("zh")));
}
