// Plots and pictures outside of the program: that their shapes are where the numbers of the core are.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "app/app.h"
#include "export/contour.h"
#include "export/pictures.h"
#include "export/svg.h"

using namespace lab;
using exports::Drawing;
using exports::Point;

namespace {

double area_of(const std::vector<Point>& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& a = polygon[i];
    const Point& b = polygon[(i + 1) % polygon.size()];
    twice += static_cast<double>(a.x) * static_cast<double>(b.y) -
             static_cast<double>(b.x) * static_cast<double>(a.y);
  }
  return twice / 2;
}

double area_of(const std::vector<std::vector<Point>>& parts) {
  double sum = 0;
  for (const std::vector<Point>& part : parts) sum += area_of(part);
  return sum;
}

exports::Grid plane(std::size_t side, float a, float b, float c) {
  exports::Grid grid{side, {}};
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column)
      grid.values.push_back(a * static_cast<float>(column) + b * static_cast<float>(row) + c);
  }
  return grid;
}

app::App trained(const std::string& link) {
  app::App a = app::make_app(link, {});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  return a;
}

double x_of(const exports::Panel& panel, const Point& at) {
  return panel.x.min +
         (panel.x.max - panel.x.min) * static_cast<double>((at.x - panel.area.x) / panel.area.w);
}

double y_of(const exports::Panel& panel, const Point& at) {
  return panel.y.max -
         (panel.y.max - panel.y.min) * static_cast<double>((at.y - panel.area.y) / panel.area.h);
}

// The lines that are this wide, the grid's left out.
std::vector<exports::Path> lines_of(const exports::Panel& panel, float width) {
  std::vector<exports::Path> found;
  for (const exports::Path& path : panel.inside) {
    if (path.ink.fill == exports::kNone && path.ink.width == width) found.push_back(path);
  }
  return found;
}

}  // namespace

TEST_CASE("what is above a level has the area it should have: of slanted planes, of all and of nothing") {
  // x > 3 on a square of side 8: five eighths of it.
  CHECK(area_of(exports::above(plane(9, 1, 0, 0), 3)) == doctest::Approx(40));
  CHECK(area_of(exports::above(plane(9, 1, 0, 0), 3.25F)) == doctest::Approx(38));
  // x + y > 8: half of it, and so is what is below.
  CHECK(area_of(exports::above(plane(9, 1, 1, 0), 8)) == doctest::Approx(32));
  CHECK(area_of(exports::above(plane(9, -1, -1, 0), -8)) == doctest::Approx(32));
  CHECK(area_of(exports::above(plane(9, 1, 1, 0), -1)) == doctest::Approx(64));
  CHECK(exports::above(plane(9, 1, 1, 0), 100).empty());
}

TEST_CASE("every part of what is above a level is convex and turns the same way, at saddles too") {
  exports::Grid grid{6, {}};
  for (int i = 0; i < 36; ++i) grid.values.push_back(static_cast<float>((i * 7919) % 13) - 6.3F);
  const auto parts = exports::above(grid, 0);
  CHECK(parts.size() > 10);
  for (const std::vector<Point>& part : parts) {
    CHECK(area_of(part) > 0);
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::vector<Point> corner = {part[i], part[(i + 1) % part.size()], part[(i + 2) % part.size()]};
      CHECK(area_of(corner) > -1e-6);
    }
  }
  // Above and below fill the square together.
  exports::Grid turned = grid;
  for (float& value : turned.values) value = -value;
  const double both = area_of(parts) + area_of(exports::above(turned, 0));
  CHECK(both >= 25 - 1e-4);  // a saddle's middle may belong to both
  CHECK(both <= 25 + 25);
}

TEST_CASE("the line at a level is where the value is that level, and it bounds what is above") {
  const exports::Grid grid = plane(9, 2, -1, 0.3F);
  const auto pieces = exports::line_at(grid, 4);
  REQUIRE(!pieces.empty());
  for (const std::vector<Point>& piece : pieces) {
    REQUIRE(piece.size() == 2);
    for (const Point& at : piece) CHECK(2 * at.x - at.y + 0.3F == doctest::Approx(4));
  }
  // Two corners above that lie across from each other are cut off by two lines.
  CHECK(exports::line_at({2, {1, -1, -1, 1}}, 0).size() == 2);
  CHECK(exports::line_at({2, {-1, 1, 1, -1}}, 0).size() == 2);
  CHECK(exports::line_at({2, {1, 1, 1, 1}}, 0).empty());
}

TEST_CASE("the lines of a plot are where the core reads the functions") {
  for (const char* act : {"tanh", "relu", "gelu", "softplus", "sin"}) {
    CAPTURE(std::string(act));
    const app::App a = app::make_app("view=curves&x=-4:3&y=-2:2.5&curves=" + std::string(act), {});
    const auto drawing = exports::drawing_of(a, "plot");
    REQUIRE(drawing);
    const exports::Panel& panel = drawing->panels.front();
    const act::Activation f = app::activation_of(a.shown, act, app::Use::curves);
    for (const auto& [width, reading] :
         {std::pair(2.25F, act::Reading::value), {1.5F, act::Reading::slope}}) {
      std::size_t compared = 0;
      for (const exports::Path& path : lines_of(panel, width)) {
        for (const std::vector<Point>& part : path.parts) {
          for (std::size_t i = 1; i + 1 < part.size(); ++i) {
            const double y = y_of(panel, part[i]);
            if (!(y > -1.99 && y < 2.49)) continue;
            // Float coordinates of hundreds of points: a ten-thousandth of a point, and the slope of what is drawn.
            const double true_y = act::read(f, reading, x_of(panel, part[i]));
            if (std::abs(x_of(panel, part[i])) < 0.01) continue;  // where ReLU's slope jumps
            CHECK(y == doctest::Approx(true_y).epsilon(1e-3));
            ++compared;
          }
        }
      }
      if (std::string(act) != "relu") CHECK(compared > 50);
    }
  }
}

TEST_CASE("the border of an output's picture is where the network changes its mind") {
  for (const char* link : {"steps=300", "act=relu&data=xor&steps=400", "act=identity&data=gauss&steps=200"}) {
    CAPTURE(std::string(link));
    const app::App a = trained(link);
    const auto drawing = exports::drawing_of(a, "output");
    REQUIRE(drawing);
    const exports::Panel& panel = drawing->panels.front();
    const std::vector<exports::Path> border = lines_of(panel, 2);
    REQUIRE(border.size() == 1);
    REQUIRE(border.front().parts.size() > 10);
    const nn::Snapshot& seen = a.runs.front().seen.snapshot;
    nn::Workspace workspace;
    const auto output = [&](double x1, double x2) {
      const float x[] = {static_cast<float>(x1), static_cast<float>(x2)};
      float out = 0;
      nn::predict(seen.network, seen.params, nn::view_inputs(x, 2), {&out, 1}, workspace);
      return out;
    };
    const double square = (panel.x.max - panel.x.min) / 64;
    for (const std::vector<Point>& piece : border.front().parts) {
      const double x1 = x_of(panel, piece[0]);
      const double x2 = y_of(panel, piece[0]);
      int above = 0;
      for (const double dx : {-square, 0.0, square}) {
        for (const double dy : {-square, 0.0, square}) above += output(x1 + dx, x2 + dy) > 0 ? 1 : 0;
      }
      CHECK(above > 0);
      CHECK(above < 9);
    }
  }
}

TEST_CASE("a picture of the points shows each of them at its place, its class by its shape") {
  const app::App a = trained("data=xor_table&steps=10");
  const auto drawing = exports::drawing_of(a, "output");
  REQUIRE(drawing);
  const exports::Panel& panel = drawing->panels.front();
  const data::PointSet& points = a.runs.front().plan.points;
  std::size_t discs = 0;
  for (const exports::Path& path : panel.inside) {
    if (path.radius == 0) continue;
    const Point& centre = path.parts[0][0];
    ++discs;
    bool is_found = false;
    for (std::size_t i = 0; i < points.label.size(); ++i) {
      is_found = is_found || (points.label[i] == 0 &&
                              std::abs(x_of(panel, centre) - static_cast<double>(points.x1[i])) < 1e-4 &&
                              std::abs(y_of(panel, centre) - static_cast<double>(points.x2[i])) < 1e-4);
    }
    CHECK(is_found);
  }
  CHECK(discs == static_cast<std::size_t>(std::count(points.label.begin(), points.label.end(), 0)));
}

TEST_CASE("there are pictures of what the room shows, and of nothing else") {
  CHECK(exports::picture_ids(app::make_app("view=curves", {})) == std::vector<std::string>{"plot"});
  const app::App one = app::make_app("view=train", {});
  CHECK(exports::picture_ids(one) == std::vector<std::string>{"output", "hero", "loss_chart"});
  CHECK(exports::picture_ids(app::make_app("net=0", {})) == std::vector<std::string>{"output", "loss_chart"});
  CHECK(exports::picture_ids(app::make_app("twin=identity", {})) ==
        std::vector<std::string>{"output", "output.2", "losses"});
  CHECK(!exports::drawing_of(one, "plot"));
  CHECK(!exports::drawing_of(one, ""));
  for (const char* link :
       {"view=curves", "view=train", "twin=identity", "net=0", "data=xor_table", "split=1"}) {
    const app::App a = trained(link);
    for (const std::string& id : exports::picture_ids(a)) {
      CAPTURE(id);
      const auto drawing = exports::drawing_of(a, id);
      REQUIRE(drawing);
      CHECK(drawing->description == app::share_link(a));
      CHECK(!drawing->title.empty());
      for (const exports::Panel& panel : drawing->panels) {
        CHECK(panel.area.x >= 0);
        CHECK(panel.area.y >= 0);
        CHECK(panel.area.x + panel.area.w <= drawing->width);
        CHECK(panel.area.y + panel.area.h <= drawing->height);
      }
    }
  }
}

TEST_CASE("what is written between tags cannot close them") {
  Drawing drawing{10, 10, 0xffffff, "a < b & \"c\" > d\x01"};
  drawing.labels.push_back({{1, 2}, "x<0 ? 1 : 2"});
  const std::string text = exports::svg(drawing);
  CHECK(text.find("<title>a &lt; b &amp; &quot;c&quot; > d</title>") != std::string::npos);
  CHECK(text.find(">x&lt;0 ? 1 : 2</text>") != std::string::npos);
}
