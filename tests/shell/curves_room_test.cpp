// What the Curves room puts where: names at the curves, numbers at the axes, plots in a grid, the frame after Fit.
#include <algorithm>
#include <cmath>
#include <limits>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "loop.h"
#include "ui/room/curves/labels.h"

using namespace lab;
using shell_test::Loop;

namespace {

// In points, from the middle of a rectangle of that size to the nearest point of the curve beside it.
float distance(const ui::Plot& plot, const act::Curve& curve, const ui::Rect& rect) {
  float nearest = 1e9F;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (std::isnan(curve.y[i])) continue;
    const ImVec2 at{ui::px_from_x(plot, curve.x[i]), ui::px_from_y(plot, curve.y[i])};
    const float dx = std::max({rect.x - at.x, at.x - ui::right(rect), 0.0F});
    const float dy = std::max({rect.y - at.y, at.y - ui::bottom(rect), 0.0F});
    nearest = std::min(nearest, std::hypot(dx, dy));
  }
  return nearest;
}

}  // namespace

TEST_CASE("numbers at an axis have room beside each other, however short it is, and are as many as fit") {
  const auto size = [](const std::string& text) { return 7 * static_cast<float>(text.size()) + 8; };
  for (const app::Interval& interval : {app::Interval{-6, 6}, app::Interval{-1e-4, 1e-4},
                                        app::Interval{-25000, 25000}, app::Interval{0.49999, 0.50001}}) {
    for (const float length : {20.0F, 240.0F, 690.0F, 1500.0F}) {
      const int wanted = std::max(2, static_cast<int>(length / 70));
      const std::vector<double> found = ui::ticks_with_room(interval, length, wanted, 7, 8);
      CAPTURE(interval.max);
      CAPTURE(length);
      for (std::size_t i = 1; i < found.size(); ++i) {
        const double apart = (found[i] - found[i - 1]) / (interval.max - interval.min) * length;
        const std::string text = i18n::fixed(found[i], app::tick_decimals(found));
        CHECK((apart >= size(text) || app::ticks(interval, 1).size() == found.size()));
      }
      if (length > 600) CHECK(found.size() >= 3);
    }
  }
}

TEST_CASE("each name in a plot stands nearer to its own curve than to any other") {
  const std::vector<std::vector<const char*>> kChosen = {
      {"relu", "tanh"},
      {"relu", "leaky_relu", "elu"},
      {"tanh", "sigmoid", "softsign"},
      {"relu", "tanh", "sigmoid", "gelu", "silu", "mish", "elu", "selu"}};
  int named = 0;
  for (const auto& ids : kChosen) {
    for (const ImVec2 size : {ImVec2{690, 390}, ImVec2{440, 150}, ImVec2{340, 300}}) {
      const ui::Plot plot{{50, 60, size.x, size.y}, {-6, 6}, {-1.5, 2}};
      const act::PlotWindow window{-6, 6, 3.5, static_cast<int>(size.x), static_cast<int>(size.y)};
      std::vector<ui::LabelledLine> lines;
      for (const act::Reading reading : {act::Reading::value, act::Reading::slope}) {
        for (const char* id : ids) {
          const act::Activation activation = app::activation_of({}, id);
          lines.push_back(
              {std::make_shared<const act::Curve>(act::sample(activation, reading, window)), id, {}});
        }
      }
      const std::vector<ImVec2> sizes(lines.size(), ImVec2{40, 17});
      const std::vector<ui::Rect> places = ui::label_places(plot, lines, sizes);
      for (std::size_t i = 1; i < lines.size(); ++i) {  // the first may stand across the others
        if (places[i].w == 0) continue;
        ++named;
        const float own = distance(plot, *lines[i].curve, places[i]);
        for (std::size_t k = 0; k < lines.size(); ++k) {
          CAPTURE(lines[i].label);
          CAPTURE(lines[k].label);
          if (k != i) CHECK(distance(plot, *lines[k].curve, places[i]) > own + 1);
        }
      }
    }
  }
  CHECK(named >= 20);
}

TEST_CASE("after Fit every curve that is drawn is within the frame, slope and curvature too") {
  std::vector<std::string> links{"curves=snake&ca=3", "curves=sin&y=-0.1:0.1", "curves=serf,phish&x=-50:-20"};
  for (const act::ActivationRow& row : act::activations()) links.push_back("curves=" + std::string(row.id));
  for (const std::string& link : links) {
    CAPTURE(link);
    Loop loop("view=curves&curvature=1&" + link);
    loop.rest();
    loop.press("y.fit");
    loop.rest();
    const app::Scenario& shown = loop.screen.app.shown;
    for (const std::string& id : app::chosen(shown, app::Use::curves)) {
      const act::Activation activation = app::activation_of(shown, id, app::Use::curves);
      for (const act::Reading reading : {act::Reading::value, act::Reading::slope, act::Reading::curvature}) {
        constexpr int kPlaces = 2000;
        for (int i = 0; i <= kPlaces; ++i) {
          const double x = shown.x.min + (shown.x.max - shown.x.min) * i / kPlaces;
          const double y = act::read(activation, reading, x);
          if (std::isnan(y)) continue;
          REQUIRE((y >= shown.y.min && y <= shown.y.max));
        }
      }
    }
  }
}

TEST_CASE("what was searched for is forgotten with the gallery that is closed") {
  for (const platform::View& view : {platform::View{1280, 720, 1}, platform::View{853, 480, 1},
                                     platform::View{480, 360, 1}, platform::View{390, 844, 1}}) {
    CAPTURE(view.width);
    Loop loop("view=curves", view);
    loop.rest();
    const auto title = [&] {
      const auto& all = loop.screen.elements;
      const auto found = std::find_if(all.begin(), all.end(), [](const auto& one) {
        return one.id == "heading.gallery" || one.id == "gallery_open";
      });
      REQUIRE(found != all.end());
      return found->label;
    };
    const std::string before = title();
    loop.press("gallery_open");
    loop.rest();
    platform::Event typed;
    typed.kind = platform::EventKind::element_value;
    typed.text = "gallery_search\nsigm";
    loop.frame({typed});
    loop.rest();
    REQUIRE(base::find_element(loop.screen.elements, "act.relu") == nullptr);
    const bool has_tabs = base::find_element(loop.screen.elements, "facts") != nullptr;
    if (has_tabs) {
      loop.press("facts");
    } else {
      loop.press_key(platform::Key::escape);
    }
    loop.rest();
    CHECK(title() == before);
  }
}

TEST_CASE("plots side by side leave no hole, and eight functions leave the plot most of its height") {
  constexpr const char* kMany[] = {"relu,tanh,sigmoid", "relu,tanh,sigmoid,gelu,silu",
                                   "relu,tanh,sigmoid,gelu,silu,mish,elu"};
  for (const char* curves : kMany) {
    CAPTURE(std::string(curves));
    Loop loop("view=curves&grid=1&curves=" + std::string(curves));
    loop.rest();
    const base::Rect plots = loop.rect_of("plot");
    // Where there is a plot, the cursor follows the pointer; in a hole it would stay at the end of the nearest axis.
    const auto x_at = [&](float along) {
      loop.move_to({plots.x + plots.w * along, ui::bottom(plots) - 2});
      loop.rest();
      const auto& all = loop.screen.elements;
      const auto cursor =
          std::find_if(all.begin(), all.end(), [](const auto& one) { return one.id == "cursor"; });
      REQUIRE(cursor != all.end());
      return std::stod(cursor->value);
    };
    CHECK(x_at(0.8F) < x_at(0.9F));
    CHECK(x_at(0.9F) < x_at(0.98F));
  }
  for (const platform::View& view : {platform::View{1280, 720, 1}, platform::View{853, 480, 1}}) {
    Loop loop("view=curves&curves=relu,tanh,sigmoid,gelu,silu,mish,elu,selu", view);
    loop.rest();
    const bool has_two_columns = view.width > 1000;  // of numbers; in the other they scroll
    CHECK(loop.rect_of("plot").h >= view.height * (has_two_columns ? 0.52F : 0.3F));
  }
}
