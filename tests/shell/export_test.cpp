// Plots and pictures as files and on the clipboard, from the panel in the bar.
#include <algorithm>
#include <set>

#include "loop.h"
#include "ui/look/theme.h"

using namespace lab;
using shell_test::Loop;
using shell_test::told;

namespace {

std::uint32_t pixel(const platform::Pixels& p, int x, int y) {
  const auto at = static_cast<std::size_t>(4 * (y * p.width + x));
  return IM_COL32(p.rgba[at], p.rgba[at + 1], p.rgba[at + 2], p.rgba[at + 3]);
}

std::size_t colours(const platform::Pixels& p) {
  std::set<std::uint32_t> seen;
  for (int y = 0; y < p.height; y += 3) {
    for (int x = 0; x < p.width; x += 3) seen.insert(pixel(p, x, y));
  }
  return seen.size();
}

}  // namespace

TEST_CASE("an SVG of the picture takes two presses in every shape, of another picture three") {
  for (const platform::View& shape :
       {platform::View{1280, 720, 1}, {480, 360, 1}, {390, 844, 1}, {300, 150, 1}}) {
    for (const char* link : {"view=train", "view=train&lang=zh", "view=curves", "twin=identity&steps=20"}) {
      CAPTURE(std::string(link));
      CAPTURE(shape.width);
      Loop loop(link, shape);
      loop.rest();
      loop.press("export.open");
      loop.press("export.svg.save");
      REQUIRE(told().saved.size() == 1);
      CHECK(told().saved[0].ends_with(".svg"));
      CHECK(told().file.starts_with("<svg"));
      CHECK(base::find_element(loop.screen.elements, "export.svg.save") == nullptr);
      REQUIRE(loop.screen.app.notices.size() == 1);
      CHECK(loop.screen.app.notices[0].is_news);
      if (std::string_view(link) == "view=curves") continue;
      const bool has_twin = std::string_view(link).starts_with("twin");
      loop.press("export.open");
      loop.press(has_twin ? "export.of.losses" : "export.of.loss_chart");
      loop.press("export.svg.copy");
      CHECK(told().clipboard.starts_with("<svg"));
      CHECK(told().clipboard != told().file);
    }
  }
}

TEST_CASE("a PNG has its picture's size times 1, 2 or 3, and more than one colour, whatever the theme") {
  for (const bool is_dark : {false, true}) {
    for (const char* link :
         {"view=train&steps=200", "view=curves&curves=tanh,relu", "twin=identity&steps=50"}) {
      int width = 0;
      for (int scale = 1; scale <= 3; ++scale) {
        CAPTURE(std::string(link));
        CAPTURE(scale);
        Loop loop(std::string(link) + (is_dark ? "&theme=dark" : "&theme=light"));
        loop.rest();
        loop.press("export.open");
        loop.press("export.png." + std::to_string(scale));
        const platform::Pixels& p = told().picture;
        REQUIRE(p.width > 0);
        REQUIRE(p.rgba.size() == static_cast<std::size_t>(4 * p.width * p.height));
        if (scale == 1) width = p.width;
        CHECK(p.width == scale * width);
        CHECK(pixel(p, 1, 1) == ui::theme(is_dark).card);
        CHECK(colours(p) > 20);
        CHECK(told().saved.back().ends_with(".png"));
      }
    }
  }
}

TEST_CASE("a picture is the same at its first time, when its letters have yet to be drawn, and ever after") {
  for (const char* link : {"view=curves&curves=tanh,relu,step&curvature=1", "view=train&steps=50&lang=zh",
                           "view=curves&curves=sigmoid,gelu,silu,mish&grid=1&theme=dark"}) {
    for (const int scale : {1, 2, 3}) {
      CAPTURE(std::string(link));
      CAPTURE(scale);
      Loop loop(link);
      loop.rest();
      std::vector<unsigned char> first;
      for (int time = 0; time < 3; ++time) {
        loop.press("export.open");
        loop.press("export.png." + std::to_string(scale));
        loop.rest();
        REQUIRE(!told().picture.rgba.empty());
        if (time == 0) first = told().picture.rgba;
        CHECK(told().picture.rgba == first);
      }
    }
  }
}

TEST_CASE("a picture on the screen is the same after one was painted beside it") {
  Loop loop("view=train&steps=100");
  loop.rest();
  const auto frames = [&] {
    loop.frame();
    return loop.screen.elements.size();
  };
  const std::size_t before = frames();
  loop.press("export.open");
  loop.press("export.png.copy");
  CHECK(told().picture.width > 0);
  loop.rest();
  CHECK(frames() == before + loop.screen.app.notices.size());
}

TEST_CASE("what is hidden is not offered, and a host may ask for any picture as text") {
  Loop hidden("hide=export");
  hidden.rest();
  CHECK(base::find_element(hidden.screen.elements, "export.open") == nullptr);
  CHECK(shell::answer(hidden.screen, "export").starts_with("\"<svg"));
  CHECK(shell::answer(hidden.screen, "export loss_chart").starts_with("\"<svg"));
  const std::string refused = shell::answer(hidden.screen, "export plot");
  CHECK(refused.find("error") != std::string::npos);
  CHECK(refused.find("loss_chart") != std::string::npos);
}
