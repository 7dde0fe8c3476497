#include "platform_fake.h"
#include <fstream>
#include <iterator>

#include "data/digits.h"
#include "lesson/builtin.h"
#include "platform/platform.h"

namespace lab::shell_test {

Told& told() {
  static Told all;
  return all;
}

}  // namespace lab::shell_test

namespace lab::platform {

using shell_test::told;

double now_s() { return 0; }
void set_link(std::string_view link) { told().links.emplace_back(link); }
void enter_link(std::string_view link) { told().entered.emplace_back(link); }
void set_cursor(std::string_view name) { told().cursor = name; }
void set_clipboard(std::string_view text) { told().clipboard = text; }
void set_clipboard(const Pixels& pixels) { told().picture = pixels; }
std::string save(std::string_view name, std::string_view bytes) {
  told().file = bytes;
  return told().saved.emplace_back(name);
}
std::string save(std::string_view name, const Pixels& pixels) {
  told().picture = pixels;
  return told().saved.emplace_back(name);
}
std::string clipboard() { return told().clipboard; }
bool is_in_parts() { return false; }
bool has_mirror() { return true; }
void mirror(std::string_view json) { told().mirror.emplace_back(json); }
void keep(std::string_view text) { told().kept = text; }
void print(std::string_view table) { told().printed = table; }
void choose_files() {}
void say(std::string_view text, bool is_urgent) { told().said.push_back({std::string(text), is_urgent}); }
void announce_language(std::string_view tag) { told().language = tag; }
void announce_gestures(std::string_view word) { told().gestures = word; }
void announce_theme(std::string_view name) { told().theme = name; }
// The files that the build has made.
void fetch_asset(std::string_view name, std::function<void(std::vector<unsigned char>, std::string)> done) {
  if (constexpr std::string_view kLessons = "lessons-"; name.starts_with(kLessons)) {
    const std::string_view lessons = lesson::builtin(name.substr(kLessons.size()));
    return done({lessons.begin(), lessons.end()}, "there are none");
  }
  if (name == data::kDigits) {
    const std::span<const unsigned char> digits = data::builtin_digits();
    return done({digits.begin(), digits.end()}, "there are none");
  }
  std::ifstream file(LAB_FONT_FOLDER "/" + std::string(name) + ".otf", std::ios::binary);
  std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  done(std::move(bytes), "there is no such file");
}

}  // namespace lab::platform
