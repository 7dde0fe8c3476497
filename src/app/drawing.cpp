#include "app/drawing.h"

#include <string>
#include <string_view>

#include "app/values.h"
#include "base/text.h"
#include "data/shapes.h"

namespace lab::app {

namespace {

// None of them is written otherwise in a link.
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123";
static_assert(kDigits.size() == kDots);

}  // namespace

std::vector<float> picture_of(const Drawing& drawing, double brush) {
  std::vector<data::Stroke> strokes;
  for (const std::vector<Dot>& stroke : drawing.strokes) {
    data::Stroke& places = strokes.emplace_back();
    for (const Dot& dot : stroke)
      places.push_back({static_cast<float>(dot.x) / 2 + 0.25F, static_cast<float>(dot.y) / 2 + 0.25F});
  }
  return data::draw_strokes(strokes, static_cast<float>(brush));
}

std::size_t dots_of(const Drawing& drawing) {
  std::size_t count = 0;
  for (const std::vector<Dot>& stroke : drawing.strokes) count += stroke.size();
  return count;
}

void add_dot(Drawing& drawing, Dot dot, bool is_new) {
  if (dots_of(drawing) >= kMaxDots) return;
  if (is_new || drawing.strokes.empty())
    drawing.strokes.push_back({dot});
  else if (drawing.strokes.back().back() != dot)
    drawing.strokes.back().push_back(dot);
}

std::string to_text(const Field&, const Drawing& value) {
  std::string text;
  for (const std::vector<Dot>& stroke : value.strokes) {
    if (!text.empty()) text += '.';
    for (const Dot& dot : stroke) {
      text += kDigits[static_cast<std::size_t>(dot.x)];
      text += kDigits[static_cast<std::size_t>(dot.y)];
    }
  }
  return text;
}

std::optional<Notice> from_text(const Field& field, std::string_view text, Drawing& value) {
  const auto refused = [&](std::string_view part) {
    return Notice{"notice.not_a_drawing", {std::string(field.key), std::string(part)}};
  };
  Drawing read;
  if (!text.empty()) {
    for (const std::string_view part : base::split(text, '.')) {
      if (part.empty() || part.size() % 2 != 0) return refused(part);
      std::vector<Dot>& stroke = read.strokes.emplace_back();
      for (std::size_t i = 0; i < part.size(); i += 2) {
        const std::size_t x = kDigits.find(part[i]), y = kDigits.find(part[i + 1]);
        if (x == std::string_view::npos || y == std::string_view::npos) return refused(part);
        stroke.push_back({static_cast<int>(x), static_cast<int>(y)});
      }
    }
  }
  if (dots_of(read) > kMaxDots)
    return Notice{"notice.too_many_dots", {std::string(field.key), std::to_string(kMaxDots)}};
  value = std::move(read);
  return std::nullopt;
}

}  // namespace lab::app
