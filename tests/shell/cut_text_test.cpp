// Where a text has no room it is shortened, and "…" is drawn: what has to be read must not be.
#include <algorithm>
#include <vector>

#include "loop.h"
#include "ui/look/fonts.h"

using namespace lab;
using shell_test::Loop;

namespace {

// How many "…" are drawn there.
int dots_in(const base::Rect& rect) {
  std::vector<ImVec2> corners;  // of the glyph in the textures of the fonts
  for (ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    for (ImFontBaked* baked = nullptr; const float size : {11.0F, 12.0F, 13.0F, 16.0F}) {
      baked = font->GetFontBaked(size * ui::kLinePerEm);
      const ImFontGlyph* glyph = baked->FindGlyphNoFallback(0x2026);
      if (glyph != nullptr) corners.push_back({glyph->U0, glyph->V0});
    }
  }
  int count = 0;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawVert& vertex : list->VtxBuffer) {
      const bool is_dots = std::any_of(corners.begin(), corners.end(), [&](const ImVec2& corner) {
        return corner.x == vertex.uv.x && corner.y == vertex.uv.y;
      });
      if (is_dots && ui::contains(rect, vertex.pos)) ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("no number at the axes of a plot is shortened") {
  for (const char* link : {"x=-0.0001:0.0001&y=0.49999:0.50001", "x=-100:100&y=-25000:25000",
                           "x=-90000:90000&y=-900000:900000"}) {
    for (const platform::View& view :
         {platform::View{1280, 720, 1}, platform::View{480, 360, 1}, platform::View{300, 150, 1}}) {
      CAPTURE(std::string(link));
      CAPTURE(view.width);
      Loop loop("view=curves&curves=sigmoid&" + std::string(link), view);
      loop.rest();
      const base::Rect plot = loop.rect_of("plot");
      const base::Rect axes{plot.x - 44, plot.y - 8, plot.w + 56, plot.h + 30};
      CHECK(dots_in(axes) == 0);
    }
  }
  Loop loop("view=train&data=rings&net=8-8", {480, 360, 1});  // here one is: "more…"
  loop.rest();
  CHECK(dots_in({0, 0, 480, 360}) == 1);
}

TEST_CASE(
    "in Train nothing is shortened but what says that there is more, however many layers and in any shape") {
  for (const char* link : {"net=4-2", "act=sigmoid&net=8-8-8-8-8-8-8-8",
                           "act=sigmoid&opt=sgd&dropout=0.2&l2=0.01", "twin=identity"}) {
    for (const char* language : {"en", "zh"}) {
      for (const platform::View& view :
           {platform::View{1280, 720, 1}, platform::View{1920, 1080, 1}, platform::View{980, 540, 1},
            platform::View{853, 480, 1}, platform::View{480, 360, 1}, platform::View{390, 844, 1}}) {
        CAPTURE(std::string(link));
        CAPTURE(std::string(language));
        CAPTURE(view.width);
        Loop loop("view=train&data=rings&steps=60&lang=" + std::string(language) + "&" + link, view);
        loop.rest();
        const bool has_more = base::find_element(loop.screen.elements, "act.chip.tanh") != nullptr;
        CHECK(dots_in({0, 0, view.width, view.height}) == (has_more ? 1 : 0));
      }
    }
  }
}

TEST_CASE("on the front page nothing is shortened but the line to copy, in any shape, scrolled anywhere") {
  for (const char* language : {"en", "zh"}) {
    for (const platform::View& view :
         {platform::View{1280, 720, 1}, platform::View{1920, 1080, 1}, platform::View{980, 540, 1},
          platform::View{853, 480, 1}, platform::View{480, 360, 1}, platform::View{390, 844, 1},
          platform::View{300, 150, 1}}) {
      CAPTURE(std::string(language));
      CAPTURE(view.width);
      Loop loop("view=home&lang=" + std::string(language), view, true);
      loop.rest();
      const ImVec2 middle{view.width / 2, view.height / 2 + 20};
      loop.move_to(middle);
      for (int i = 0; i < 40; ++i) {
        const auto& all = loop.screen.elements;
        const auto line =
            std::find_if(all.begin(), all.end(), [](const auto& one) { return one.id == "text.iframe"; });
        REQUIRE(line != all.end());
        const bool is_seen = line->rect.h > 16;
        CHECK(dots_in({0, 0, view.width, view.height}) <= (line->rect.h > 0 ? 1 : 0));
        if (is_seen) CHECK(dots_in(line->rect) == 1);
        loop.turn_wheel(middle, view.height / 3);
      }
    }
  }
}
