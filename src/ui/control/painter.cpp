#include "ui/control/painter.h"

#include "ui/control/plot.h"

namespace lab::ui {

namespace {

constexpr int kMostVertices = 30'000;  // of a list, before it takes another shape's part

ImU32 opaque(unsigned rgb) { return IM_COL32((rgb >> 16) & 0xFF, (rgb >> 8) & 0xFF, rgb & 0xFF, 0xFF); }

class Canvas {
 public:
  Canvas(const Fonts& fonts, ImVec2 size, float scale) : fonts_(fonts), size_(size), scale_(scale) {
    begin();
  }

  std::deque<ImDrawList> lists() { return std::move(lists_); }

  void clip_to(const base::Rect& r) {
    clip_ = {r.x * scale_, r.y * scale_, (r.x + r.w) * scale_, (r.y + r.h) * scale_};
    begin();
  }

  void add(const exports::Path& path) {
    if (path.radius > 0) return add_discs(path);
    std::vector<ImVec2> points;
    for (const std::vector<exports::Point>& part : path.parts) {
      points.clear();
      for (const exports::Point& at : part) points.push_back(scaled(at));
      fill(points, path);
      if (path.ink.stroke == exports::kNone) continue;
      if (path.ink.fill != exports::kNone) points.push_back(points.front());
      const LineStyle style{opaque(path.ink.stroke), path.ink.width * scale_, path.ink.dash, scale_};
      draw_run(&list(), points, style);
    }
  }

  void add(const exports::Label& label) {
    ImFont* const face = font(fonts_, label.is_bold ? Weight::semibold : Weight::regular);
    const float size = label.size * kLinePerEm * scale_;
    const char* const begin = label.text.data();
    const char* const end = begin + label.text.size();
    const float width = face->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
    const float left = width * (label.anchor == exports::Anchor::middle ? 0.5F
                                : label.anchor == exports::Anchor::end  ? 1
                                                                        : 0);
    const ImVec2 at = scaled(label.at);
    list().AddText(face, size, {at.x - left, at.y - face->GetFontBaked(size)->Ascent}, opaque(label.colour),
                   begin, end);
  }

 private:
  void begin() {
    ImDrawList& list = lists_.emplace_back(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushTexture(ImGui::GetIO().Fonts->TexRef);
    list.PushClipRect({clip_.x, clip_.y}, {clip_.z, clip_.w});
  }

  ImDrawList& list() {
    if (lists_.back().VtxBuffer.Size > kMostVertices) begin();
    return lists_.back();
  }

  ImVec2 scaled(const exports::Point& at) const { return {at.x * scale_, at.y * scale_}; }

  void add_discs(const exports::Path& path) {
    for (const std::vector<exports::Point>& part : path.parts) {
      for (const exports::Point& at : part) {
        const float radius = path.radius * scale_;
        if (path.ink.fill != exports::kNone)
          list().AddCircleFilled(scaled(at), radius, opaque(path.ink.fill));
        if (path.ink.stroke != exports::kNone)
          list().AddCircle(scaled(at), radius, opaque(path.ink.stroke), 0, path.ink.width * scale_);
      }
    }
  }

  // Parts that lie next to each other show no seam where their edges are sharp.
  void fill(const std::vector<ImVec2>& points, const exports::Path& path) {
    if (path.ink.fill == exports::kNone) return;
    ImDrawList& target = list();
    const ImDrawListFlags flags = target.Flags;
    if (path.parts.size() > 1) target.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    target.AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), opaque(path.ink.fill));
    target.Flags = flags;
  }

  const Fonts& fonts_;
  ImVec2 size_;
  float scale_;
  ImVec4 clip_{0, 0, size_.x* scale_, size_.y* scale_};
  std::deque<ImDrawList> lists_;
};

}  // namespace

std::deque<ImDrawList> paint(const exports::Drawing& drawing, const Fonts& fonts, float scale) {
  Canvas canvas(fonts, {drawing.width, drawing.height}, scale);
  const base::Rect all{0, 0, drawing.width, drawing.height};
  canvas.add(exports::Path{{{{0, 0}, {all.w, 0}, {all.w, all.h}, {0, all.h}}}, {drawing.ground}});
  for (const exports::Panel& panel : drawing.panels) {
    canvas.clip_to(panel.area);
    for (const exports::Path& path : panel.inside) canvas.add(path);
  }
  canvas.clip_to(all);
  for (const exports::Path& path : drawing.around) canvas.add(path);
  for (const exports::Label& label : drawing.labels) canvas.add(label);
  return canvas.lists();
}

}  // namespace lab::ui
