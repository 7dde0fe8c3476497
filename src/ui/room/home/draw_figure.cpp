// The figures as they are seen, each at some point of its movement.
#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "app/diagnosis.h"
#include "app/palette.h"
#include "nn/diagnostics.h"
#include "ui/control/plot.h"
#include "ui/room/home/room.h"

namespace lab::ui {

namespace {

constexpr float kCaption = 20;
constexpr float kSecondLine = 15;
constexpr float kApart = 14;
constexpr float kApartOfThree = 10;
constexpr std::array kPowers = {"1", "10⁻²", "10⁻⁴", "10⁻⁶", "10⁻⁸"};  // every second one

std::string name_of(const Frame& f, std::string_view id) {
  if (id == "identity") return tr(f, "hero.none");
  return app::short_activation_name({}, f.language, id);
}

int moment_at(const Taught& taught, double moved) {
  const int wanted = static_cast<int>(moved * (kMoments - 1) + 0.5);
  return std::min(wanted, taught.count - 1);
}

std::string of(const Frame& f, int right) {
  return i18n::format(f.language, "gallery.hits", {std::to_string(right), "4"});
}

void draw_side(Frame& f, HomeView& view, std::size_t side, const Rect& rect, double moved) {
  const Taught& taught = view.figures.sides[side];
  const int moment = moment_at(taught, moved);
  const Window window = window_of(rect, view.figures.points.plane);
  draw_field(f, view.fields[side], window,
             {taught.trainer.config.network, taught.moments[static_cast<std::size_t>(moment)].params},
             moment);
  draw_points(f, window, view.figures.points);
}

// Where the slope is gentle, over the whole height.
void shade_flat(const Frame& f, const Plot& plot, const Slope& slope) {
  for (std::size_t i = 0; i + 1 < slope.z.size(); ++i) {
    if (slope.slope[i] >= nn::kGentleSlope || slope.slope[i + 1] >= nn::kGentleSlope) continue;
    ImGui::GetWindowDrawList()->AddRectFilled({px_from_x(plot, slope.z[i]), plot.area.y},
                                              {px_from_x(plot, slope.z[i + 1]), bottom(plot.area)},
                                              f.theme.active_fill);
  }
}

void draw_tangent(const Frame& f, const Plot& plot, const Slope& slope, double moved) {
  const auto i = static_cast<std::size_t>(moved * static_cast<double>(slope.z.size() - 1));
  const auto at = [&](double dx) {
    return ImVec2{px_from_x(plot, slope.z[i] + dx), px_from_y(plot, slope.f[i] + dx * slope.slope[i])};
  };
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(at(-1.4), at(1.4), f.theme.ink, 2);
  draw->AddCircleFilled(at(0), 4, f.theme.ink);
}

void draw_slope(Frame& f, HomeView& view, std::size_t which, const Rect& rect, double moved) {
  const Slope& slope = view.figures.slopes[which];
  const Plot plot{rect, {slope.z.front(), slope.z.back()}, {-1.3, 1.5}};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  shade_flat(f, plot, slope);
  const ImVec2 zero{px_from_x(plot, 0), px_from_y(plot, 0)};
  draw->AddLine({rect.x, zero.y}, {right(rect), zero.y}, f.theme.track);
  draw->AddLine({zero.x, rect.y}, {zero.x, bottom(rect)}, f.theme.track);
  draw_line(f, plot, slope.z, slope.slope, {f.theme.accent, 1.5F, Dash::dashed});
  draw_line(f, plot, slope.z, slope.f, {f.theme.accent, 2.25F});
  if (moved < 1) draw_tangent(f, plot, slope, moved);
  const TextStyle style{kSmall, Weight::semibold, f.theme.accent};
  if (which != 0 || rect.w < 80) return;
  draw_text(f, {right(rect) - 18, px_from_y(plot, 0.95) + 2, 16, 14}, style, "f");
  draw_text(f, {right(rect) - 18, px_from_y(plot, 0.05) - 16, 16, 14}, style, "f′");
}

void draw_xor(Frame& f, HomeView& view, std::size_t which, const Rect& rect, double moved) {
  const XorNet net = which == 0 ? line_at(moved) : two_relus_at(moved);
  const data::PointSet& table = view.figures.table;
  const Window window = window_of(rect, table.plane);
  draw_field(f, view.fields[2 + which], window, {net.network, net.params, false}, moved);
  draw_points(f, window, table);
  const std::vector<float> out = outputs_of(net, table);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if ((out[i] > 0.5F) == (table.label[i] != 0)) continue;
    const ImVec2 at = place_in(window, table.x1[i], table.x2[i]);
    ImGui::GetWindowDrawList()->AddCircle(at, 12, f.theme.warning, 0, 2);
  }
}

// From the output, where it begins, to the first layer.
void draw_staircase(Frame& f, HomeView& view, Rect rect, double moved) {
  const auto& flows = view.figures.flows;
  const double lowest = std::floor(std::log10(flows[0].sizes[0]));
  const Rect row = cut_bottom(rect, kCaption);
  const Rect labels = cut_left(rect, 34);
  const Plot plot{rect, {0, kDeepLayers}, {lowest, 0.3}};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (int power = 0; power > lowest && power >= -8; power -= 2) {
    const float y = px_from_y(plot, power);
    draw->AddLine({rect.x, y}, {right(rect), y}, f.theme.line);
    draw_text(f, {labels.x, y - 8, labels.w - 6, 16}, label_text(f),
              kPowers[static_cast<std::size_t>(-power / 2)], Align::right);
  }
  draw->AddLine({rect.x, bottom(rect)}, {right(rect), bottom(rect)}, f.theme.track);
  const double first = (1 - moved) * (kDeepLayers - 1);
  std::vector<ImVec2> line;
  for (int layer = kDeepLayers - 1; layer >= first - 0.5; --layer) {
    const auto l = static_cast<std::size_t>(layer);
    const float left = px_from_x(plot, layer + 0.12), end = px_from_x(plot, layer + 0.88);
    draw->AddRectFilled({left, px_from_y(plot, std::log10(flows[0].sizes[l]))}, {end, bottom(rect)},
                        mix(f.theme.card, f.theme.accent, 0.55F), 3, ImDrawFlags_RoundCornersTop);
    line.push_back({(left + end) / 2, px_from_y(plot, std::log10(flows[1].sizes[l]))});
  }
  draw_run(draw, line, {f.theme.ink, 2});
  for (const ImVec2& at : line) {
    draw->AddCircleFilled(at, 3.5F, f.theme.card);
    draw->AddCircle(at, 3.5F, f.theme.ink, 0, 2);
  }
  const auto name = [&](double y, std::string_view id, ImU32 colour) {
    draw_text(f, {rect.x + 8, px_from_y(plot, y), rect.w, 18}, {kBody, Weight::semibold, colour},
              name_of(f, id));
  };
  name(std::log10(flows[1].sizes[0]) - 0.3, "relu", f.theme.ink);
  name(std::log10(flows[0].sizes[2]) + 1.4, "sigmoid", f.theme.accent);
  const Rect below{rect.x, row.y, rect.w, row.h};
  const auto layer = [&](int number) {
    return i18n::format(f.language, "train.layer", {std::to_string(number)});
  };
  draw_text(f, below, label_text(f), layer(1));
  draw_text(f, below, label_text(f), layer(kDeepLayers), Align::right);
  if (rect.w > 230) draw_text(f, below, label_text(f), tr(f, "home.size"), Align::middle);
}

// On their way from the plane to the last hidden layer: 0 … 1.
void draw_plane(Frame& f, const HomeView& view, const Rect& rect, double moved) {
  const Figures& figures = view.figures;
  const auto way = static_cast<float>(moved);
  const float reach = figures.points.plane.max * (1 + 0.1F * (1 - way)) * (1 - way) + 1.15F * way;
  const Window window = window_of(rect, {-reach, reach});
  const auto at = [&](const Bent& bent, std::size_t i) {
    const std::size_t count = bent.x.size() / 2;
    const auto mid = [&](std::size_t k) { return bent.x[k] + (bent.h[k] - bent.x[k]) * way; };
    return place_in(window, mid(i), mid(count + i));
  };
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 colour = with_alpha(f.theme.accent, 0.55F);
  std::array<ImVec2, kAlongLine> line;
  for (std::size_t first = 0; first < figures.grid.x.size() / 2; first += kAlongLine) {
    for (std::size_t i = 0; i < line.size(); ++i) line[i] = at(figures.grid, first + i);
    draw->AddPolyline(line.data(), kAlongLine, colour, 0, 1);
  }
  const float radius = std::clamp(rect.h / 45, 2.0F, 4.0F);
  for (std::size_t i = 0; i < figures.points.label.size(); ++i)
    draw_point(f, at(figures.sent, i), radius, figures.points.label[i] != 0);
  if (way < 1) return;
  // Where the output's sum of the two units is 0.
  const nn::Trainer& trainer = figures.sides[1].trainer;
  const nn::LayerShape output = nn::layer_shapes(trainer.config.network).back();
  const float* w = &trainer.params[output.weights];
  const float size = std::hypot(w[0], w[1]), off = -trainer.params[output.biases] / size;
  const float nx = w[0] / size, ny = w[1] / size;
  constexpr float kFar = 9;
  draw->AddLine(place_in(window, nx * off - ny * kFar, ny * off + nx * kFar),
                place_in(window, nx * off + ny * kFar, ny * off - nx * kFar), f.theme.ink, 2);
}

void draw_bend(Frame& f, HomeView& view, std::size_t which, const Rect& rect, double moved) {
  draw_plane(f, view, rect, which == 0 ? 0 : moved);
}

ImU32 rgb(unsigned colour) { return IM_COL32(colour >> 16, (colour >> 8) & 0xFF, colour & 0xFF, 0xFF); }

// The filter goes over the picture row by row; what it has not come to is not there yet.
void draw_image(Frame& f, HomeView& view, std::size_t which, const Rect& rect, double moved) {
  const Filtered& image = view.figures.image;
  const Pixels& pixels = which == 0 ? image.picture : which == 1 ? image.map : image.kept;
  const Rect square = centred_square(inset(rect, 4, 4));
  const float side = square.w / kImageSide;
  const auto done = static_cast<std::size_t>(moved * static_cast<double>(pixels.size()));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto place = [&](std::size_t i) {
    return ImVec2{square.x + static_cast<float>(i % kImageSide) * side,
                  square.y + static_cast<float>(i / kImageSide) * side};
  };
  for (std::size_t i = 0; i < (which == 0 ? pixels.size() : done); ++i) {
    if (pixels[i] == 0) continue;
    const ImVec2 at = place(i);
    const ImU32 colour = which == 0 ? mix(f.theme.card, f.theme.ink, pixels[i])
                                    : rgb(app::heat_colour(app::palette(f.theme.is_dark), pixels[i]));
    draw->AddRectFilled(at, {at.x + side, at.y + side}, colour);
  }
  if (which > 0 || moved >= 1) return;
  const ImVec2 at = place(done);
  draw->AddRect({at.x - side, at.y - side}, {at.x + 2 * side, at.y + 2 * side}, f.theme.accent, 0, 0, 2);
}

using DrawPicture = void (*)(Frame&, HomeView&, std::size_t which, const Rect&, double moved);
constexpr DrawPicture kPictures[kFigureCount] = {draw_side, draw_slope, draw_xor,
                                                 nullptr,   draw_bend,  draw_image};

}  // namespace

std::string title_of(const Frame& f, const HomeView& view, Figure figure) {
  const std::string id = "home." + std::string(row_of(figure).id);
  if (figure != Figure::staircase) return tr(f, id);
  // Nobody reads a number that is not there yet.
  const double factor = is_there(view.figures, figure) ? nn::factor_per_layer(view.figures.flows[0]) : 0;
  return i18n::format(f.language, id, {factor > 0 ? i18n::fixed(1 / factor, 1) : "…"});
}

std::vector<Part> parts_of(const Frame& f, const HomeView& view, Figure figure, double moved) {
  const Figures& figures = view.figures;
  std::vector<Part> parts;
  const auto share = [&](double right) {
    return i18n::format(f.language, "home.right", {app::percent_text(right)});
  };
  const auto add = [&](std::string_view id, std::string value) {
    parts.push_back({tr(f, "home." + std::string(id)), std::move(value)});
  };
  switch (figure) {
    case Figure::twin:
      for (std::size_t i = 0; i < figures.sides.size(); ++i) {
        const Taught& taught = figures.sides[i];
        const Moment& moment = taught.moments[static_cast<std::size_t>(moment_at(taught, moved))];
        parts.push_back({name_of(f, i == 0 ? "identity" : "tanh"), share(moment.right)});
      }
      break;
    case Figure::slopes:
      for (const Slope& slope : figures.slopes)
        parts.push_back({name_of(f, slope.id),
                         i18n::format(f.language, "home.slope", {i18n::number(slope.steepest, 2)})});
      break;
    case Figure::xor_table: {
      const std::string best = of(f, static_cast<int>(std::lround(4 * figures.best_line)));
      add("any_line",
          moved < 1 ? of(f, right_of(line_at(moved))) : i18n::format(f.language, "home.best", {best}));
      add("two_relus", of(f, right_of(two_relus_at(moved))));
      break;
    }
    case Figure::staircase:
      for (const std::size_t i : {0U, 1U})
        parts.push_back({name_of(f, i == 0 ? "sigmoid" : "relu"),
                         "× " + i18n::number(nn::factor_per_layer(figures.flows[i]), 2)});
      break;
    case Figure::bend:
      add("plane", "");
      add("later", moved < 1 ? "" : share(figures.sides[1].moments.back().right));
      break;
    case Figure::image:
      add("picture", "");
      add("filter", "− +");
      add("kept", "+");
      break;
  }
  return parts;
}

void draw_figure(Frame& f, HomeView& view, Figure figure, const Rect& rect, double moved) {
  if (figure == Figure::staircase) return draw_staircase(f, view, rect, moved);
  const std::vector<Part> parts = parts_of(f, view, figure, moved);
  const float apart = parts.size() > 2 ? kApartOfThree : kApart;
  const auto count = static_cast<float>(parts.size());
  const float width = (rect.w - apart * (count - 1)) / count;
  TextStyle style{kBody, Weight::semibold, f.theme.ink};
  // Where one of the values has no room beside its label all stand below; where a label has none all are smaller.
  bool is_narrow = false;
  for (const Part& part : parts) {
    const float label = text_size(f, style, part.label).x;
    if (label > width) style.size = kSmall;
    is_narrow = is_narrow || label + kUnit + text_size(f, label_text(f), part.value).x > width;
  }
  Rect rest = rect;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Rect part = cut_left(rest, width, apart);
    Rect caption = cut_bottom(part, is_narrow ? kCaption + kSecondLine : kCaption);
    ImGui::PushClipRect(top_left(part), bottom_right(part), true);
    kPictures[static_cast<std::size_t>(figure)](f, view, i, part, moved);
    ImGui::PopClipRect();
    draw_edge(f, part);
    cut_top(caption, 4);
    const Rect value = is_narrow ? cut_bottom(caption, kSecondLine) : caption;
    draw_text(f, caption, style, parts[i].label);
    draw_text(f, value, label_text(f), parts[i].value, is_narrow ? Align::left : Align::right);
  }
}

}  // namespace lab::ui
