// Every file is a lesson or an error with a line in it; every lesson can be checked. libFuzzer calls this with files it makes up:
// cmake --preset fuzz && cmake --build build/fuzz --target lab_lesson_fuzz &&
// build/fuzz/lab_lesson_fuzz -max_len=16384 CORPUS_FOLDER src/lesson

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "lesson/lesson.h"

using namespace lab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", claim);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  const auto parsed = lesson::parse(text);
  if (!parsed.ok()) {
    require(parsed.error().line >= 1 && parsed.error().line <= lines, "an error is in a line of the file");
    require(!parsed.error().sentence.empty(), "an error is a sentence");
    return 0;
  }
  require(!parsed->steps.empty() && parsed->steps.size() <= lesson::kMaxSteps,
          "a lesson has steps, and not too many");
  for (const lesson::Error& error : lesson::check(*parsed))
    require(error.line >= 1 && error.line <= lines, "a complaint is about a line of the file");
  require(lesson::check_parity(*parsed, *parsed).empty(), "a lesson is the same as itself");
  return 0;
}
