// Where the picture changes abruptly, the one before fades.
#include <cmath>
#include <limits>
#include <vector>

#include "gpu/gl.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;

namespace {

constexpr platform::View kView{640, 360, 1};

// A window to look at: those of the frame loop have no pixels.
struct Window {
  gpu::Image image = gpu::make_image(gpu::Texels::rgba8, 480, 360);
};

std::vector<unsigned char> pixels() {
  std::vector<unsigned char> all(std::size_t{480} * 360 * 4);
  glReadPixels(0, 0, 480, 360, GL_RGBA, GL_UNSIGNED_BYTE, all.data());
  return all;
}

double difference(const std::vector<unsigned char>& a, const std::vector<unsigned char>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(int{a[i]} - int{b[i]});
  return sum / static_cast<double>(a.size());
}

// Presses it with the mirror, which draws nothing of its own, and stands in the frame in which that was taken.
void press(Loop& loop, std::string_view id) {
  platform::Event event;
  event.kind = platform::EventKind::element_press;
  event.text = id;
  loop.frame({event});
}

}  // namespace

TEST_CASE("another room, function or twin comes gradually, out of the picture before, and then rests") {
  for (const char* id : {"view.curves", "act.chip.relu", "twin.close"}) {
    CAPTURE(std::string(id));
    const std::string link = "view=train&data=rings&steps=60";
    Loop loop(id == std::string("twin.close") ? link + "&twin=identity" : link, kView);
    const Window window;  // stays bound
    loop.rest();
    glGetError();  // of what was drawn before there was one
    const auto before = pixels();
    press(loop, id);
    CHECK(loop.due_in_s == 0);
    const double began_s = loop.now_s;
    loop.frame();
    const auto first = pixels();
    while (shell::is_fading(loop.screen.fade)) {
      const double due_in_s = loop.frame();
      REQUIRE((due_in_s == 0 || !shell::is_fading(loop.screen.fade)));
      REQUIRE(loop.now_s < began_s + 0.2);
    }
    loop.rest();
    CHECK(loop.due_in_s == std::numeric_limits<double>::infinity());
    const auto after = pixels();
    CHECK(difference(before, after) > 1);
    CHECK(difference(before, first) > 0);
    CHECK(difference(before, first) < difference(before, after) / 3);
    CHECK(glGetError() == GL_NO_ERROR);
  }
}

TEST_CASE(
    "nothing fades for those who prefer less motion, nor what changes bit by bit, nor what a link opens") {
  {
    Loop loop("view=train", kView, true);
    loop.rest();
    press(loop, "view.curves");
    CHECK_FALSE(shell::is_fading(loop.screen.fade));
  }
  Loop loop("view=curves&curves=prelu", {1280, 720, 1});
  loop.rest();
  loop.press("ca");
  CHECK(loop.screen.app.shown != app::Scenario{});
  CHECK_FALSE(shell::is_fading(loop.screen.fade));
  platform::Event opened;
  opened.kind = platform::EventKind::link_changed;
  opened.text = "view=train";
  loop.frame({opened});
  CHECK_FALSE(shell::is_fading(loop.screen.fade));
}
