// Activation Lab: wiring. What happens in a frame is in main_screen.cpp.
#include <memory>

#include "assets.h"
#include "i18n/text.h"
#include "platform/platform.h"
#include "shell/screen.h"

namespace {

using namespace lab;

std::string translate(std::string_view language, std::string_view id, std::span<const std::string> args) {
  return i18n::format(i18n::language_of(language), id, args);
}

platform::Program make_program(const platform::Options& options) {
  const auto screen = std::make_shared<shell::Screen>(options);
  platform::Program program;
  program.frame = [screen](const platform::View& view, std::span<const platform::Event> events,
                           double now_s) { return shell::draw_frame(*screen, view, events, now_s); };
  program.answer = [screen](std::string_view request) { return shell::answer(*screen, request); };
  return program;
}

}  // namespace

int main(int argc, char** argv) {
  platform::Launch launch = platform::launch(argc, argv, translate);
  if (launch.exit_status) return *launch.exit_status;
  launch.options.assets = linked_assets();
  return platform::run(launch.options, launch.capture, make_program);
}
