// The Curves room as a person uses it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "app/fields.h"
#include "app/gallery.h"
#include "app/link.h"
#include "base/text.h"
#include "room_driver.h"
#include "ui/look/text.h"
#include "ui/room/curves/facts.h"
#include "ui/room/curves/room.h"
#include "ui/rooms.h"

namespace app = lab::app;
namespace nn = lab::nn;
namespace ui = lab::ui;
using namespace lab::gpu_test;

namespace {

ui::CurvesView& curves_view(RoomDriver& driver) {
  return *static_cast<ui::CurvesView*>(ui::view_of(driver.ui.rooms, *ui::find_room("curves")));
}

const std::vector<std::string>& curves_of(const RoomDriver& driver) {
  return app::chosen(driver.app.shown, app::Use::curves);
}

constexpr float kSlack = 0.5F;  // neighbours may share an edge

bool overlap(const ui::Rect& a, const ui::Rect& b) {
  const ui::Rect common = ui::intersection(a, b);
  return common.w > kSlack && common.h > kSlack;
}

// A sentence about every control that leaves the view, covers another, repeats an id, or is too small to be
// hit by a finger although nothing cuts it off.
std::vector<std::string> faults(const RoomDriver& driver) {
  std::vector<std::string> found;
  std::vector<lab::base::Element> controls = driver.drawn.elements;
  std::erase_if(controls, [](const lab::base::Element& element) {
    return element.is_hidden || !lab::base::is_operable(element.role);
  });
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const ui::Rect& r = controls[i].rect;
    const bool is_inside = r.x >= -kSlack && r.y >= -kSlack && ui::right(r) <= driver.width + kSlack &&
                           ui::bottom(r) <= driver.height + kSlack;
    if (!is_inside) found.push_back(controls[i].id + " leaves the view");
    if (controls[i].label.empty()) found.push_back(controls[i].id + " has no label");
    if (r.w < ui::kMinTarget - kSlack) found.push_back(controls[i].id + " is too narrow");
    for (std::size_t k = i + 1; k < controls.size(); ++k) {
      if (overlap(r, controls[k].rect)) found.push_back(controls[i].id + " covers " + controls[k].id);
      if (controls[i].id == controls[k].id) found.push_back(controls[i].id + " is there twice");
    }
  }
  return found;
}

void check_layout(const RoomDriver& driver, const std::string& state) {
  for (const std::string& fault : faults(driver)) {
    FAIL_CHECK(driver.width << "×" << driver.height << ", " << state << ": " << fault);
  }
}

// The functions in the gallery that are on the screen, in their order.
std::vector<std::string> shown_functions(const RoomDriver& driver) {
  std::vector<std::string> ids;
  for (const lab::base::Element& control : driver.drawn.elements) {
    if (control.is_hidden || !lab::base::is_operable(control.role)) continue;
    const std::string_view id = control.id;
    const bool is_item = id.substr(0, 4) == "act." && id.substr(4).find('.') == std::string_view::npos;
    if (is_item) ids.emplace_back(id.substr(4));
  }
  return ids;
}

std::string link_of(const RoomDriver& driver) { return app::encode(driver.app.scenario); }

}  // namespace

TEST_CASE("no control of the Curves room covers another or leaves the view, at any size and in any state") {
  constexpr std::pair<float, float> kSizes[] = {{1920, 1080}, {1280, 720}, {1024, 768}, {800, 600},
                                                {640, 480},   {480, 360},  {390, 844},  {320, 568}};
  const char* kLinks[] = {
      "view=curves", "view=curves&act=tanh,silu,relu&grid=1&curvature=1",
      "view=curves&act=tanh,silu,relu,gelu,mish,sin,step,elu&grid=1&curvature=1",
      "view=curves&act=own1,own2,softplus&formula=x*sigmoid(b*x)+a*sin(c*x)%5E2;exp(exp(x))&stars=relu,tanh"};
  for (const auto& [width, height] : kSizes) {
    for (const char* link : kLinks) {
      RoomDriver driver(link, width, height);
      check_layout(driver, link);
      for (const char* opener : {"gallery_open", "gallery_properties", "more"}) {
        if (find_control(driver, opener) == nullptr) continue;
        press(driver, opener);
        check_layout(driver, opener);
        if (std::string_view(opener) == "gallery_properties") press_key(driver, ImGuiKey_Escape);
        if (find_control(driver, "gallery_close") != nullptr && find_control(driver, "plot") == nullptr)
          press(driver, "gallery_close");
      }
    }
  }
}

TEST_CASE("the gallery is searched by name in both languages and by formula, and says when nothing is left") {
  RoomDriver driver("view=curves", 1280, 720);
  press(driver, "gallery_open");
  CHECK(shown_functions(driver).size() > 20);
  type_into(driver, "gallery_search", "mish");
  const std::vector<std::string> found = shown_functions(driver);
  CHECK(found.front() == "mish");
  CHECK(std::find(found.begin(), found.end(), "tanh") == found.end());
  type_into(driver, "gallery_search", "正弦");
  CHECK_FALSE(shown_functions(driver).empty());
  type_into(driver, "gallery_search", "no such function");
  CHECK(shown_functions(driver).empty());
  press(driver, "gallery_show_all");
  CHECK(shown_functions(driver).size() > 20);
}

TEST_CASE("a filter is worked out over several frames and leaves what has the property") {
  RoomDriver driver("view=curves", 1920, 1080);
  press(driver, "gallery_properties");
  press(driver, "gallery.oscillates");
  CHECK(driver.drawn.due_in_s <= 0);  // 81 functions are too many for one frame
  press_key(driver, ImGuiKey_Escape);
  settle(driver);
  std::vector<std::string> expected;
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    const app::Measured measured = app::measure(lab::act::bind(row, lab::act::default_params(row)));
    if (measured.properties.right == lab::act::FarOut::oscillates) expected.emplace_back(row.id);
  }
  CHECK(shown_functions(driver) == expected);
  CHECK(expected.size() >= 3);
  press(driver, "gallery_clear");
  CHECK(shown_functions(driver).size() > expected.size());
}

TEST_CASE("a star puts a function first, and the link keeps it") {
  RoomDriver driver("view=curves", 1280, 720);
  const std::string third = shown_functions(driver)[2];
  press(driver, "stars." + third);
  settle(driver);
  CHECK(shown_functions(driver).front() == third);
  CHECK(link_of(driver).find("stars=" + third) != std::string::npos);
  press(driver, "gallery_open");
  press(driver, "gallery_starred");
  CHECK(shown_functions(driver) == std::vector<std::string>{third});
}

TEST_CASE("a typed function stands first in the gallery and can be removed there") {
  RoomDriver driver("view=curves&act=tanh&curves=own1,tanh&formula=sin(x)/x;x%5E3", 1280, 720);
  CHECK(shown_functions(driver)[0] == "own1");
  CHECK(shown_functions(driver)[1] == "own2");
  press(driver, "formula.remove.own1");
  settle(driver);
  CHECK(driver.app.shown.formulas.typed.at(0).text() == "x^3");
  CHECK(curves_of(driver) == std::vector<std::string>{"tanh"});
}

TEST_CASE("a typed function that the network is trained with cannot be removed, and its button says so") {
  for (const char* used : {"act=own1", "act=tanh;l2:own1"}) {
    RoomDriver driver("view=curves&curves=relu&formula=sin(x)/x&" + std::string(used), 1280, 720);
    const lab::base::Element* remove = find_control(driver, "formula.remove.own1");
    REQUIRE(remove != nullptr);
    CHECK(remove->is_disabled);
    CHECK(remove->label.find("trained with it") != std::string::npos);
    press(driver, "formula.remove.own1");
    CHECK(driver.app.shown.formulas.typed.size() == 1);
  }
}

TEST_CASE("whatever is chosen in Curves, the trained network stays; \"Train with it\" changes it") {
  RoomDriver driver("data=spiral&net=8-8&steps=60&view=curves", 1280, 720);
  while (app::is_busy(driver.app)) app::advance(driver.app, {0, 0, 10});
  const auto trained = [&] { return lab::app::first_run(driver.app).seen.snapshot.params; };
  const std::vector<float> before = trained();
  const app::ActivationChoice act = driver.app.shown.act;
  for (const char* control :
       {"act.step", "act.sign.overlay", "act.chip.sign", "formula.another", "act.leaky_relu"}) {
    CAPTURE(std::string(control));
    press(driver, control);
    settle(driver);
    CHECK(curves_of(driver) != act.curves);
    CHECK(driver.app.shown.act == act);
    CHECK(trained() == before);
  }
  CHECK(curves_of(driver) == std::vector<std::string>{"leaky_relu"});
  press(driver, "view.to_train");
  CHECK(driver.app.shown.view == "train");
  CHECK(driver.app.shown.act.curves == std::vector<std::string>{"leaky_relu"});
  CHECK(lab::app::first_run(driver.app).seen.snapshot.step == 60);
}

TEST_CASE("a function is chosen with a press, laid over with +, taken away with −") {
  RoomDriver driver("view=curves", 1280, 720);
  press(driver, "act.relu");
  CHECK(curves_of(driver) == std::vector<std::string>{"relu"});
  press(driver, "act.sign.overlay");
  CHECK(curves_of(driver) == std::vector<std::string>{"relu", "sign"});
  press(driver, "act.sign.overlay");
  CHECK(curves_of(driver) == std::vector<std::string>{"relu"});
}

TEST_CASE("the arrow keys walk through the whole gallery, past what is on the screen") {
  RoomDriver driver("view=curves", 1280, 720);
  press(driver, "act.identity");
  for (int i = 0; i < 12; ++i) press_key(driver, ImGuiKey_DownArrow);
  press_key(driver, ImGuiKey_Enter);
  const std::string chosen = curves_of(driver).front();
  const auto rows = lab::act::activations();
  CHECK(chosen == rows[12].id);
  CHECK(find_control(driver, "act." + chosen) != nullptr);  // the list has scrolled with the keyboard
}

TEST_CASE("with the keyboard on the plot, arrows move the cursor from one round number to the next") {
  RoomDriver driver("view=curves", 1280, 720);
  const ui::Rect plot = find_control(driver, "plot")->rect;
  click(driver, ui::centre(plot));
  const auto cursor = [&] { return curves_view(driver).cursor_x; };
  CHECK(std::abs(cursor()) < 0.02);  // the middle of −6 … 6, to a point of 690
  move_pointer(driver, {5, 5});
  curves_view(driver).cursor_x = 0.57;
  press_key(driver, ImGuiKey_RightArrow);
  CHECK(cursor() == doctest::Approx(0.6));
  press_key(driver, ImGuiKey_RightArrow);
  CHECK(cursor() == doctest::Approx(0.8));
  press_key(driver, ImGuiKey_LeftArrow);
  CHECK(cursor() == doctest::Approx(0.6));
  press_key(driver, ImGuiKey_PageUp);
  CHECK(cursor() == doctest::Approx(2.6));
  press_key(driver, ImGuiKey_End);
  CHECK(cursor() == 6);
  press_key(driver, ImGuiKey_RightArrow);
  CHECK(cursor() == 6);  // not beyond the plot
  press_key(driver, ImGuiKey_Home);
  CHECK(cursor() == -6);
}

TEST_CASE("with the keyboard on the plot, Shift and arrows move the axes and + and − zoom") {
  RoomDriver driver("view=curves", 1280, 720);
  click(driver, ui::centre(find_control(driver, "plot")->rect));
  press_key(driver, ImGuiKey_RightArrow);
  const double cursor = curves_view(driver).cursor_x;
  press_key(driver, ImGuiKey_RightArrow, true);
  CHECK(driver.app.shown.x == app::Interval{-5, 7});
  press_key(driver, ImGuiKey_UpArrow, true);
  CHECK(driver.app.shown.y.min > app::Scenario{}.y.min);
  CHECK(driver.app.shown.y.max - driver.app.shown.y.min == doctest::Approx(3.5));
  CHECK(curves_view(driver).cursor_x == cursor);
  press_key(driver, ImGuiKey_LeftArrow, true);
  CHECK(driver.app.shown.x == app::Scenario{}.x);
  // The ends of an interval are rounded to a thousandth of its width.
  type_character(driver, '+');
  CHECK(driver.app.shown.x.max - driver.app.shown.x.min == doctest::Approx(12 / 1.25).epsilon(1e-3));
  type_character(driver, '-');
  CHECK(driver.app.shown.x.max - driver.app.shown.x.min == doctest::Approx(12).epsilon(1e-3));
}

TEST_CASE("a double click fits the plot to its curves") {
  RoomDriver driver("view=curves&act=square&x=100:101&y=0:1", 1280, 720);
  const ImVec2 middle = ui::centre(find_control(driver, "plot")->rect);
  for (int i = 0; i < 2; ++i) {
    ImGui::GetIO().AddMousePosEvent(middle.x, middle.y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    draw_frame(driver);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    draw_frame(driver);
  }
  draw_frame(driver);
  CHECK(driver.app.shown.x == app::Scenario{}.x);
  CHECK(driver.app.shown.y.max > 36);  // (−6)²
}

TEST_CASE("fitting is not carried away by a pole") {
  RoomDriver driver("view=curves&act=own1,tanh&formula=1/x", 1280, 720);
  press(driver, "y.fit");
  CHECK(driver.app.shown.y.min < -1);
  CHECK(driver.app.shown.y.max > 1);
  CHECK(driver.app.shown.y.max < 20);
}

TEST_CASE("a reading is copied with every digit it has") {
  RoomDriver driver("view=curves&act=tanh,silu&curvature=1", 1280, 720);
  curves_view(driver).cursor_x = 0.5;
  draw_frame(driver);
  press(driver, "copy.silu.df");
  const lab::act::ActivationRow& silu = *lab::act::find_activation("silu");
  const double slope =
      lab::act::read(lab::act::bind(silu, lab::act::default_params(silu)), lab::act::Reading::slope, 0.5);
  CHECK(driver.copied == lab::base::shortest(slope));
  CHECK(std::stod(find_control(driver, "cursor.x")->value) == 0.5);
}

TEST_CASE("where a function has no value, its readings say so") {
  RoomDriver driver("view=curves&act=own1&formula=log(x)", 1280, 720);
  curves_view(driver).cursor_x = -0.5;
  draw_frame(driver);
  REQUIRE(find_control(driver, "copy.own1.f") != nullptr);
  CHECK(find_control(driver, "copy.own1.f")->label == "f(x) not defined here");
  curves_view(driver).cursor_x = 1;
  draw_frame(driver);
  CHECK(find_control(driver, "copy.own1.f")->label == "Copy f(x) = 0");
}

TEST_CASE("a character without a glyph is written as its code point") {
  RoomDriver driver("view=curves", 1280, 720);
  CHECK(ui::legible(driver.ui.fonts, "é x²") == "é x²");
  CHECK(ui::legible(driver.ui.fonts, "x+\u9f98") == "x+U+9F98");     // in no text of the program
  CHECK(ui::legible(driver.ui.fonts, "\U0001f600!") == "U+1F600!");  // beyond 16 bits
  CHECK(ui::legible(driver.ui.fonts, "a\xff") == "aU+FFFD");         // no character at all
}

ui::Frame frame_of(RoomDriver& driver, ui::Keyboard& keyboard) {
  return {driver.app,
          driver.ui.heatmaps,
          driver.ui.pixels,
          ui::theme(false),
          driver.ui.fonts,
          driver.ui.markers,
          driver.ui.options,
          lab::i18n::Language::english,
          ui::Shape::wide,
          {},
          1,
          keyboard};
}

TEST_CASE("a line does not end within a short equation, and a long one breaks before its sign") {
  RoomDriver driver("view=curves", 1280, 720);
  draw_frame(driver);
  ui::Keyboard keyboard;
  const ui::Frame frame = frame_of(driver, keyboard);
  const ui::TextStyle style = ui::body(frame);
  const auto width = [&](const char* text) { return ui::text_size(frame, style, text).x; };
  const auto widest = [&](const char* text, const char* room) {
    return ui::paragraph_size(frame, style, text, width(room) + 1).x;
  };
  CHECK(widest("take x = 4", "take x =") == doctest::Approx(std::max(width("take"), width("x = 4"))));
  CHECK(widest("take f′ ≥ 4", "take f′ ≥") == doctest::Approx(std::max(width("take"), width("f′ ≥ 4"))));
  CHECK(widest("sigmoid(10) = 0.99", "sigmoid(10) =") == doctest::Approx(width("sigmoid(10)")));
  CHECK(widest("one word more", "one word") == doctest::Approx(width("one word")));
}

TEST_CASE("a function with one limit on both sides tends to it, one with two saturates at both") {
  const auto saturation = [](const char* link) {
    RoomDriver driver(link, 1280, 720);
    settle(driver);
    ui::Keyboard keyboard;
    const ui::Frame frame = frame_of(driver, keyboard);
    const auto facts = ui::facts_of(frame, curves_view(driver).facts.properties);
    const auto found = std::find_if(facts.begin(), facts.end(),
                                    [](const ui::Fact& fact) { return fact.label == "Saturates"; });
    return found == facts.end() ? std::string() : found->value;
  };
  CHECK(saturation("view=curves&act=own1&formula=1/x") == "tends to 0 on both sides");
  CHECK(saturation("view=curves&act=gaussian") == "tends to 0 on both sides");
  CHECK(saturation("view=curves&act=tanh") == "on both sides");
  CHECK(saturation("view=curves&act=own1&formula=1e-9*tanh(x)") == "on both sides");
  CHECK(saturation("view=curves&act=own1&formula=2+0x") == "on both sides");
}

TEST_CASE("all chosen functions are read at the cursor, side by side too") {
  for (const char* link : {"view=curves&act=tanh,silu,relu,gelu,mish,sin,step,elu",
                           "view=curves&act=tanh,silu,relu,gelu,mish,sin,step,elu&grid=1"}) {
    RoomDriver driver(link, 1280, 720);
    for (const std::string& id : curves_of(driver)) {
      CHECK_MESSAGE(find_control(driver, "copy." + id + ".f") != nullptr, id);
      CHECK_MESSAGE(find_control(driver, "copy." + id + ".df") != nullptr, id);
    }
  }
}

TEST_CASE("side by side, the pointer reads the same x in every plot") {
  RoomDriver driver("view=curves&act=tanh,silu,relu,gelu&grid=1", 1280, 720);
  const ui::Rect area = find_control(driver, "plot")->rect;
  // Two columns of equal width with a gap of 14: 30 points into each of them is the same x.
  const float column = (area.w + 14) / 2;
  move_pointer(driver, {area.x + 30, area.y + 60});
  const double left = curves_view(driver).cursor_x;
  move_pointer(driver, {area.x + column + 30, area.y + 60});
  CHECK(curves_view(driver).cursor_x == doctest::Approx(left));
}

TEST_CASE("the formula is copied as LaTeX and as PyTorch") {
  RoomDriver driver("view=curves&act=silu", 1280, 720);
  press(driver, "copy.latex");
  CHECK(driver.copied.find("\\sigma") != std::string::npos);
  press(driver, "copy.pytorch");
  CHECK(driver.copied.find("def silu(x)") != std::string::npos);
}
