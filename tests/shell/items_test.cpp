// Whatever Dear ImGui lets a person operate is an element of the list, which the page's mirror, the keyboard and scripts read:
// in every room, panel, shape and language, on a page and on the desktop.
#include <algorithm>
#include <set>

#include "i18n/text.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "items.h"
#include "loop.h"
#include "ui/rooms.h"

using namespace lab;
using shell_test::Item;
using shell_test::Loop;

namespace {

struct Size {
  float width, height;
};
constexpr Size kSizes[] = {{1280, 720}, {480, 360}, {390, 844}, {280, 200}, {800, 600}};

// Windows, and what Dear ImGui adds to them by itself.
bool is_frame_of_a_window(unsigned id) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  for (ImGuiWindow* window : context.Windows) {
    if (window->ID == id || window->ChildId == id || window->MoveId == id) return true;
    for (const ImGuiAxis axis : {ImGuiAxis_X, ImGuiAxis_Y}) {
      if (ImGui::GetWindowScrollbarID(window, axis) == id) return true;
    }
  }
  return false;
}

const base::Element* element_of(const Loop& loop, const std::string& label) {
  const std::string id = label.starts_with("##") ? label.substr(2) : label;
  for (const base::Element& element : loop.screen.elements) {
    const bool is_pointable = base::is_operable(element.role) || element.role == base::Role::picture;
    if (is_pointable && element.id == id) return &element;
  }
  return nullptr;
}

// Text inputs on a page and the sliders of pictures are operated by page and keys alone.
bool has_item(const Loop& loop, const base::Element& element) {
  constexpr std::string_view kByKeys[] = {"cursor", "row", "column", "draw.x", "draw.y", "draw.pen"};
  const bool is_reading = element.id.starts_with("probe_") ||
                          std::find(std::begin(kByKeys), std::end(kByKeys), element.id) != std::end(kByKeys);
  const bool is_pages_own = element.role == base::Role::text_input && loop.screen.ui.has_mirror;
  return (base::is_operable(element.role) || element.id == "plot" || element.id == "plane" ||
          element.id == "map.before" || element.id == "map.picture" || element.id == "output" ||
          element.id == "output.2") &&
         !is_reading && !is_pages_own;
}

// The items of one more frame, each held against the list, and the list against them. Adds what was seen to `seen`.
void check_items(Loop& loop, std::set<std::string>& seen) {
  shell_test::items().clear();
  shell_test::listen_to_items(true);
  loop.frame();
  shell_test::listen_to_items(false);
  std::set<std::string> operated;
  std::ptrdiff_t count = 0;
  for (const Item& item : shell_test::items()) {
    if (item.is_window || is_frame_of_a_window(item.id)) continue;
    ++count;
    if (item.is_clipped) continue;  // it has no name then
    CHECK_MESSAGE(!item.label.empty(), "an item without a name at ", item.x, ",", item.y);
    CHECK_MESSAGE(element_of(loop, item.label) != nullptr, item.label, " is no element");
    operated.insert(item.label.starts_with("##") ? item.label.substr(2) : item.label);
  }
  const std::vector<base::Element>& elements = loop.screen.elements;
  CHECK(count == std::count_if(elements.begin(), elements.end(),
                               [&](const auto& one) { return has_item(loop, one); }));
  for (const base::Element& element : elements) {
    if (element.is_hidden || !has_item(loop, element)) continue;
    CHECK_MESSAGE(operated.contains(element.id), element.id, " cannot be operated");
  }
  seen.insert(operated.begin(), operated.end());
}

std::vector<std::string> openers(const Loop& loop) {
  std::vector<std::string> ids;
  for (const base::Element& element : loop.screen.elements) {
    const bool opens = element.role == base::Role::list && !element.is_hidden && !element.is_disabled;
    if (opens) ids.push_back(element.id);
  }
  return ids;
}

void press_escape(Loop& loop) {
  platform::Event event;
  event.kind = platform::EventKind::key;
  event.key = platform::Key::escape;
  loop.frame({event});
  loop.frame();
}

}  // namespace

TEST_CASE("every item of Dear ImGui is an element, in every room, panel, shape and language") {
  std::set<std::string> seen;
  for (const i18n::LanguageRow& language : i18n::languages()) {
    for (const ui::RoomRow& room : ui::rooms()) {
      for (const Size& size : kSizes) {
        for (const bool has_mirror : {true, false}) {
          const char* const twin =
              has_mirror && size.width != 800 ? "" : "&twin=identity";  // with one and without
          CAPTURE(language.tag);
          CAPTURE(room.id);
          CAPTURE(size.width);
          CAPTURE(has_mirror);
          Loop loop("view=" + std::string(room.id) + "&lang=" + std::string(language.tag) + twin + "&bogus=1",
                    {size.width, size.height, 1});
          loop.screen.ui.has_mirror = has_mirror;
          loop.rest();
          check_items(loop, seen);
          for (const std::string& id : openers(loop)) {
            CAPTURE(id);
            loop.press(id);
            loop.frame();
            check_items(loop, seen);
            press_escape(loop);
            CHECK(ImGui::GetCurrentContext()->OpenPopupStack.empty());
          }
        }
      }
    }
  }
  for (const char* id : {"play", "noise", "act.tanh", "dropout", "l1", "gallery_search", "act.relu.overlay",
                         "formula", "dismiss.0", "keys", "plot", "output", "neuron.1.1", "copy.latex"}) {
    CHECK_MESSAGE(seen.contains(id), std::string(id), " was in no frame");
  }
}

TEST_CASE("an item that is no element is found") {
  Loop loop("view=train");
  loop.rest();
  shell_test::items().clear();
  shell_test::listen_to_items(true);
  ImGui::NewFrame();
  ImGui::Begin("another");
  ImGui::Button("stray");
  ImGui::End();
  ImGui::EndFrame();
  shell_test::listen_to_items(false);
  int strays = 0;
  for (const Item& item : shell_test::items()) {
    const bool is_stray = !item.is_window && !is_frame_of_a_window(item.id);
    if (is_stray && element_of(loop, item.label) == nullptr) ++strays;
  }
  CHECK(strays >= 1);
}
