// Files as authors spoil them, and as nobody would write them.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "base/text.h"
#include "lesson/builtin.h"
#include "lesson/lesson.h"

using namespace lab;

namespace {

using Lines = std::vector<std::string>;

std::uint32_t pick(base::Rng& rng, std::size_t limit) {
  return base::below(rng, static_cast<std::uint32_t>(limit));
}

std::string joined(const Lines& lines) { return base::join(lines, "\n"); }

std::string spoil_bytes(std::string text, base::Rng& rng) {
  for (std::uint32_t i = 1 + pick(rng, 4); i > 0; --i)
    text[pick(rng, text.size())] ^= static_cast<char>(1 + pick(rng, 255));
  return text;
}

std::string spoil_lines(const std::string& text, base::Rng& rng) {
  Lines lines;
  for (const std::string_view line : base::split(text, '\n')) lines.emplace_back(line);
  const std::size_t at = pick(rng, lines.size()), other = pick(rng, lines.size());
  switch (pick(rng, 5)) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), std::string(lines[other]));
      break;
    case 2:
      std::swap(lines[at], lines[other]);
      break;
    case 3:
      lines[at] = std::string(1000 + pick(rng, lesson::kMaxBytes), "a0 (|\t"[pick(rng, 6)]);
      break;
    default:
      lines[at] = lines[at].substr(0, pick(rng, lines[at].size() + 1));
      break;
  }
  return joined(lines);
}

std::string spoil(const std::string& text, base::Rng& rng) {
  switch (pick(rng, 4)) {
    case 0:
      return spoil_bytes(text, rng);
    case 1:
      return text.substr(0, pick(rng, text.size()));
    case 2:
      return spoil_lines(spoil_lines(text, rng), rng);
    default:
      return spoil_lines(text, rng);
  }
}

int lines_of(std::string_view text) {
  return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

// False where it was read.
bool is_refused(const std::string& text) {
  const auto parsed = lesson::parse(text);
  if (parsed.ok()) {
    CHECK(!parsed->steps.empty());
    for (const lesson::Error& error : lesson::check(*parsed)) CHECK(error.line <= lines_of(text));
    return false;
  }
  CHECK(parsed.error().line >= 1);
  CHECK(parsed.error().line <= lines_of(text));
  CHECK(parsed.error().sentence.size() > 10);
  CHECK(parsed.error().sentence.size() < 300);
  return true;
}

}  // namespace

TEST_CASE("a thousand spoilt versions of each lesson are each read, or refused with a line and a sentence") {
  constexpr int kVersions = 1000;
  for (const std::string_view tag : {"en", "zh"}) {
    for (const std::string_view file : base::split(lesson::builtin(tag), '\0')) {
      if (file.empty()) continue;  // behind the last
      base::Rng rng = base::make_rng(1, 0);
      int refused = 0;
      for (int i = 0; i < kVersions; ++i) refused += is_refused(spoil(std::string(file), rng)) ? 1 : 0;
      CHECK(refused > kVersions / 4);  // they were spoilt
      CHECK(refused < kVersions);      // in what is only read, much is allowed
    }
  }
}
