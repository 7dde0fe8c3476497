#include "ui/look/formula_layout.h"

#include <algorithm>
#include <utility>

#include "ui/look/text.h"

namespace lab::ui {

namespace {

using formula::Box;
using formula::BoxKind;
using formula::Role;

// All in text sizes.
constexpr float kAscent = 0.76F, kDescent = 0.21F;  // of Inter's capitals, brackets and descenders
constexpr float kAxis = 0.36F;  // the height of the minus sign, where fractions have their bar
constexpr float kScriptSize = 0.72F;
constexpr float kScriptRise = 0.40F;
constexpr float kFractionSize = 0.92F;
constexpr float kFractionGap = 0.15F;
constexpr float kConditionSize = 0.85F;
constexpr float kLineGap = 0.45F;       // between cases
constexpr float kBrokenLineGap = 0.7F;  // between the lines of one long formula
constexpr float kIndent = 1.2F;
constexpr float kSmallestSize = 8;    // points; nothing is set smaller
constexpr float kSmallestLines = 11;  // of a broken formula, unless a piece of it does not fit

struct RoleRow {
  Role role;
  float before, after;  // spaces, in text sizes
  bool is_italic;
};

constexpr RoleRow kRoles[] = {
    {Role::variable, 0.02F, 0.05F, true},  {Role::number, 0, 0, false},
    {Role::function, 0.06F, 0.02F, false}, {Role::minus, 0, 0.04F, false},
    {Role::sum, 0.22F, 0.22F, false},      {Role::product, 0.1F, 0.1F, false},
    {Role::relation, 0.26F, 0.26F, false}, {Role::comma, 0, 0.24F, false},
};

const RoleRow& row_of(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kRoles); ++i) {
    if (kRoles[i].role != static_cast<Role>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

float smaller(float size, float share) { return std::max(size * share, kSmallestSize); }

void add_stroke(Picture& picture, Stroke::Kind kind, const Rect& rect, float size) {
  picture.strokes.push_back({kind, rect.x, rect.y, rect.w, rect.h, size});
  picture.ascent = std::max(picture.ascent, -rect.y);
  picture.descent = std::max(picture.descent, rect.y + rect.h);
  picture.width = std::max(picture.width, rect.x + rect.w);
}

Picture text_picture(const Frame& f, std::string_view text, float size, bool is_italic) {
  Picture picture{text_size(f, {size, Weight::regular, 0}, text).x, kAscent * size, kDescent * size, {}};
  Stroke stroke{is_italic ? Stroke::Kind::italic : Stroke::Kind::text, 0, 0, 0, 0, size};
  stroke.text = text;
  picture.strokes.push_back(std::move(stroke));
  return picture;
}

Picture lay_out_symbol(const Frame& f, const Box& box, float size) {
  const RoleRow& role = row_of(box.role);
  Picture picture;
  place(picture, text_picture(f, box.text, size, role.is_italic), role.before * size, 0);
  picture.width += role.after * size;
  return picture;
}

Picture lay_out_row(const Frame& f, const Box& box, float size) {
  Picture picture;
  for (const Box& child : box.children) place(picture, lay_out(f, child, size), picture.width, 0);
  return picture;
}

Picture lay_out_fraction(const Frame& f, const Box& box, float size) {
  const float inner = smaller(size, kFractionSize);
  Picture above = lay_out(f, box.children[0], inner);
  Picture below = lay_out(f, box.children[1], inner);
  const float margin = 0.12F * size;
  const float thickness = std::max(1.0F, 0.06F * size);
  const float width = std::max(above.width, below.width) + 2 * margin;
  const float bar = -kAxis * size;
  Picture picture;
  const float above_x = margin + (width - above.width) / 2;
  const float below_x = margin + (width - below.width) / 2;
  const float above_y = bar - thickness / 2 - kFractionGap * size - above.descent;
  const float below_y = bar + thickness / 2 + (kFractionGap + 0.07F) * size + below.ascent;
  place(picture, std::move(above), above_x, above_y);
  place(picture, std::move(below), below_x, below_y);
  add_stroke(picture, Stroke::Kind::bar, {margin, bar - thickness / 2, width, thickness}, size);
  picture.width = width + 2 * margin;
  return picture;
}

Picture lay_out_superscript(const Frame& f, const Box& box, float size) {
  Picture picture = lay_out(f, box.children[0], size);
  const float script = smaller(size, kScriptSize);
  Picture raised = lay_out(f, box.children[1], script);
  const float rise =
      std::max(kScriptRise * size, picture.ascent - 0.42F * size + raised.descent - kDescent * script);
  place(picture, std::move(raised), picture.width + 0.03F * size, -rise);
  picture.width += 0.05F * size;
  return picture;
}

Picture lay_out_root(const Frame& f, const Box& box, float size) {
  Picture inside = lay_out(f, box.children[0], size);
  const float hook = 0.62F * size;
  const float top = inside.ascent + 0.16F * size;
  const float width = hook + inside.width + 0.08F * size;
  const float depth = std::max(inside.descent - 0.08F * size, 0.05F * size);
  Picture picture;
  place(picture, std::move(inside), hook, 0);
  add_stroke(picture, Stroke::Kind::root, {0, -top, width, top + depth}, size);
  picture.width = width + 0.08F * size;
  return picture;
}

struct FenceRow {
  std::string_view open;
  Stroke::Kind left, right;
  float width;
};

constexpr FenceRow kFences[] = {
    {"(", Stroke::Kind::round_open, Stroke::Kind::round_close, 0.3F},
    {"|", Stroke::Kind::post, Stroke::Kind::post, 0.08F},
    {"[", Stroke::Kind::post, Stroke::Kind::post, 0.08F},
};

// Brackets as high as what they hold.
Picture lay_out_tall_fence(Picture inside, const FenceRow& fence, float size) {
  const float margin = 0.1F * size;
  const float width = std::max(fence.width * size, 1.0F);
  // As far above the axis as below it.
  const float axis = kAxis * size;
  const float half = std::max(inside.ascent - axis, inside.descent + axis) + 0.06F * size;
  const float start = margin + width + margin;
  const float end = start + inside.width + margin;
  Picture picture;
  place(picture, std::move(inside), start, 0);
  add_stroke(picture, fence.left, {margin, -axis - half, width, 2 * half}, size);
  add_stroke(picture, fence.right, {end, -axis - half, width, 2 * half}, size);
  if (fence.open == "[") {
    const float foot = 0.18F * size;
    const float thickness = std::max(1.0F, 0.08F * size);
    add_stroke(picture, Stroke::Kind::bar, {margin, half - axis - thickness, foot, thickness}, size);
    add_stroke(picture, Stroke::Kind::bar, {end + width - foot, half - axis - thickness, foot, thickness},
               size);
  }
  picture.width = end + width + margin;
  return picture;
}

Picture lay_out_fence(const Frame& f, const Box& box, float size) {
  Picture inside = lay_out(f, box.children[0], size);
  const bool is_round = box.text == "(";
  if (!is_round || formula::is_tall(box.children[0])) {
    for (const FenceRow& fence : kFences) {
      if (fence.open == box.text) return lay_out_tall_fence(std::move(inside), fence, size);
    }
  }
  Picture picture = text_picture(f, "(", size, false);
  place(picture, std::move(inside), picture.width, 0);
  place(picture, text_picture(f, ")", size, false), picture.width, 0);
  return picture;
}

void mute(Picture& picture) {
  for (Stroke& stroke : picture.strokes) stroke.is_muted = true;
}

// Lines below each other, the whole centred on the axis, with a brace in front.
Picture braced(std::vector<Picture> lines, float size) {
  Picture stack;
  float y = 0;
  for (Picture& line : lines) {
    y += line.ascent;
    const float next = y + line.descent + kLineGap * size;
    place(stack, std::move(line), 0, y);
    y = next;
  }
  const float height = y - kLineGap * size;
  const float brace = 0.5F * size;
  Picture picture;
  const float top = -kAxis * size - height / 2;
  place(picture, std::move(stack), brace + 0.3F * size, top);
  add_stroke(picture, Stroke::Kind::brace, {0.05F * size, top, brace, height}, size);
  return picture;
}

Picture lay_out_cases(const Frame& f, const Box& box, float size) {
  std::vector<Picture> lines;
  float column = 0;
  for (std::size_t i = 0; i + 1 < box.children.size(); i += 2) {
    lines.push_back(lay_out(f, box.children[i], size));
    column = std::max(column, lines.back().width);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Picture condition = lay_out(f, box.children[2 * i + 1], smaller(size, kConditionSize));
    mute(condition);
    place(lines[i], std::move(condition), column + size, 0);
  }
  return braced(std::move(lines), size);
}

// Cases whose condition stands below the value.
Picture lay_out_narrow_cases(const Frame& f, const Box& box, float size, float width) {
  std::vector<Picture> lines;
  for (std::size_t i = 0; i + 1 < box.children.size(); i += 2) {
    Picture line = lay_out_lines(f, box.children[i], size, width - size);
    Picture condition = lay_out(f, box.children[i + 1], smaller(size, kConditionSize));
    mute(condition);
    const float y = line.descent + 0.3F * size + condition.ascent;
    place(line, std::move(condition), kIndent * size, y);
    lines.push_back(std::move(line));
  }
  return braced(std::move(lines), size);
}

bool can_break_before(const Box& box) {
  const bool is_sign = box.kind == BoxKind::symbol && (box.role == Role::sum || box.role == Role::product);
  return is_sign && box.text != "/";
}

bool is_function(const Box& box) {
  if (box.kind == BoxKind::superscript) return is_function(box.children[0]);
  return box.kind == BoxKind::symbol && box.role == Role::function;
}

// A factor in brackets behind another factor: x|(x + 1), but not sin(x).
bool is_bracketed_factor(const Box& previous, const Box& box) {
  const Box& base = box.kind == BoxKind::superscript ? box.children[0] : box;
  const bool follows_sign =
      previous.kind == BoxKind::symbol && previous.role != Role::variable && previous.role != Role::number;
  return base.kind == BoxKind::fence && !is_function(previous) && !follows_sign;
}

bool is_open_sum(const Box& box) {
  if (box.kind != BoxKind::row) return false;
  return std::any_of(box.children.begin(), box.children.end(), [](const Box& child) {
    return child.kind == BoxKind::symbol && child.role == Role::sum;
  });
}

// A row without what keeps it from breaking: wide brackets become two symbols, a wide fraction one with a
// slash.
class Opener {
 public:
  Opener(const Frame& f, float size, float width) : f_(f), size_(size), width_(width) {}

  void add(const Box& box) {
    if (box.kind == BoxKind::row) {
      for (std::size_t i = 0; i < box.children.size(); ++i) {
        if (i > 0 && is_bracketed_factor(box.children[i - 1], box.children[i])) add_symbol(Role::product, "");
        add(box.children[i]);
      }
    } else if (box.kind == BoxKind::fence && box.text == "(" && is_wider(box, kWideBracket, size_)) {
      add_bracketed(box.children[0]);
    } else if (box.kind == BoxKind::fraction &&
               is_wider(box, 1, std::max(size_ * kFractionShrink, kSmallestSize))) {
      add_part(box.children[0], is_open_sum(box.children[0]));
      add_symbol(Role::product, "/");
      add_part(box.children[1], box.children[1].kind == BoxKind::row);
    } else {
      flat_.push_back(box);
    }
  }

  // The stretches between two places where the line may break.
  std::vector<Box> pieces() const {
    std::vector<Box> pieces(1);
    for (const Box& box : flat_) {
      if (can_break_before(box) && !pieces.back().children.empty()) pieces.emplace_back();
      pieces.back().children.push_back(box);
    }
    return pieces;
  }

 private:
  static constexpr float kWideBracket = 0.6F;  // of the width of the line
  static constexpr float kFractionShrink =
      0.8F;  // a fraction is rather set this much smaller than with a slash

  bool is_wider(const Box& box, float share, float size) const {
    return lay_out(f_, box, size).width > share * width_;
  }
  void add_symbol(Role role, std::string_view text) {
    flat_.push_back({BoxKind::symbol, role, std::string(text), {}});
  }
  void add_bracketed(const Box& box) {
    add_symbol(Role::number, "(");
    add(box);
    add_symbol(Role::number, ")");
  }
  void add_part(const Box& box, bool needs_brackets) { needs_brackets ? add_bracketed(box) : add(box); }

  const Frame& f_;
  float size_, width_;
  std::vector<Box> flat_;
};

std::vector<Box> pieces_of(const Frame& f, const Box& box, float size, float width) {
  Opener opener(f, size, width);
  opener.add(box);
  return opener.pieces();
}

Picture lay_out_piece(const Frame& f, const Box& piece, float size, float width) {
  Picture picture = lay_out(f, piece, size);
  for (float tried = size - 1; picture.width > width && tried >= kSmallestSize; tried -= 1) {
    picture = lay_out(f, piece, tried);
  }
  return picture;
}

// The largest size, not above `size`, at which every piece fits in a line.
float size_of_lines(const Frame& f, const Box& box, float size, float width) {
  for (float tried = size; tried >= kSmallestLines; tried -= 1) {
    const std::vector<Box> pieces = pieces_of(f, box, tried, width);
    const bool fits = std::all_of(pieces.begin(), pieces.end(), [&](const Box& piece) {
      return lay_out(f, piece, tried).width <= width - kIndent * tried;
    });
    if (fits) return tried;
  }
  return std::min(size, kSmallestLines);
}

using LayOut = Picture (*)(const Frame&, const Box&, float);

struct KindRow {
  BoxKind kind;
  LayOut lay_out;
};

constexpr KindRow kKinds[] = {
    {BoxKind::symbol, lay_out_symbol},     {BoxKind::row, lay_out_row},
    {BoxKind::fraction, lay_out_fraction}, {BoxKind::superscript, lay_out_superscript},
    {BoxKind::root, lay_out_root},         {BoxKind::fence, lay_out_fence},
    {BoxKind::cases, lay_out_cases},
};

}  // namespace

void place(Picture& picture, Picture part, float x, float y) {
  picture.width = std::max(picture.width, x + part.width);
  picture.ascent = std::max(picture.ascent, part.ascent - y);
  picture.descent = std::max(picture.descent, part.descent + y);
  for (Stroke& stroke : part.strokes) {
    stroke.x += x;
    stroke.y += y;
    picture.strokes.push_back(std::move(stroke));
  }
}

Picture lay_out(const Frame& f, const Box& box, float size) {
  return kKinds[static_cast<std::size_t>(box.kind)].lay_out(f, box, size);
}

Picture lay_out_lines(const Frame& f, const Box& box, float size, float width) {
  if (box.kind == BoxKind::cases) return lay_out_narrow_cases(f, box, size, width);
  size = size_of_lines(f, box, size, width);
  const float indent = kIndent * size;
  std::vector<Picture> lines(1);
  for (const Box& piece : pieces_of(f, box, size, width)) {
    Picture picture = lay_out_piece(f, piece, size, width - indent);
    if (lines.back().width > indent && lines.back().width + picture.width > width) {
      lines.emplace_back();
      lines.back().width = indent;
    }
    place(lines.back(), std::move(picture), lines.back().width, 0);
  }
  Picture all = std::move(lines[0]);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const float y = all.descent + kBrokenLineGap * size + lines[i].ascent;
    place(all, std::move(lines[i]), 0, y);
  }
  return all;
}

}  // namespace lab::ui
