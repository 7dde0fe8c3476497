// The weights between the neurons, read with the pointer.
#include "imgui.h"
#include "imgui_internal.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;

namespace {

bool has_tooltip() {
  const ImGuiWindow* window = ImGui::FindWindowByName("##Tooltip_00");
  return window != nullptr && window->Active && !window->Hidden;
}

// Half-way between two neurons, where their edge passes whatever its bend.
ImVec2 between(const Loop& loop, std::string_view a, std::string_view b) {
  const ImVec2 from = ui::centre(loop.rect_of(a));
  const ImVec2 to = ui::centre(loop.rect_of(b));
  const float inside = (loop.rect_of(a).w - loop.rect_of(b).w) / 4;
  return {(from.x + to.x) / 2 + inside, (from.y + to.y) / 2};
}

}  // namespace

TEST_CASE("an edge tells its weight under the pointer, and nothing does beside all of them") {
  Loop loop("view=train&net=1&act=tanh");
  loop.rest();
  struct Case {
    const char *a, *b;
    float beside;  // points away from all of them
  };
  for (const Case& edge : {Case{"neuron.0.1", "neuron.1.1", -60}, Case{"neuron.0.2", "neuron.1.1", 60},
                           Case{"neuron.1.1", "neuron.2.1", -60}}) {
    CAPTURE(std::string(edge.a));
    loop.move_to(between(loop, edge.a, edge.b));
    loop.rest();
    CHECK(has_tooltip());
    const ImVec2 at = between(loop, edge.a, edge.b);
    loop.move_to({at.x, at.y + edge.beside});
    loop.rest();
    CHECK_FALSE(has_tooltip());
  }
}
