// The ladder of bends: how well each of the four networks does, over twenty seeds too, and the proof of what is said of it.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/activations.h"
#include "app/diagnosis.h"
#include "app/figures.h"
#include "ui/control/activation_chips.h"
#include "ui/control/keyboard.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

using app::Rung;

constexpr double kReadEveryS = 2;     // while training goes on
constexpr std::size_t kChecked = 20;  // pictures that the one map is checked with
constexpr std::size_t kPairs = 24;    // pictures among which a sum is looked for that fails
constexpr std::size_t kShownMistakes = 3;
constexpr float kBesideFrom = 430;
constexpr float kFigures = 178;
constexpr float kPicture = 96;
constexpr float kCaption = 18;
constexpr float kRowName = 104;
constexpr float kColumnHead = 26;
constexpr float kConclusion = 46;
constexpr int kAsked = 500;      // pictures held out for each of the figures
constexpr double kLowest = 0.2;  // of the axis of accuracies

std::size_t number_of(const Rung& rung) {
  return static_cast<std::size_t>(std::find(app::kRungs.begin(), app::kRungs.end(), rung) -
                                  app::kRungs.begin());
}

const run::ImageRun& run_of(const Frame& f, const Rung& rung) {
  return f.app.image_runs[std::min(*app::side_of(f.app.scenario, rung), f.app.image_runs.size() - 1)];
}

double accuracy_of(const Frame& f, const Rung& rung) {
  const run::ImageObservation& seen = run_of(f, rung).seen;
  return seen.test.points > 0 ? seen.test.accuracy : seen.train.accuracy;
}

std::string function_name(const Frame& f) {
  for (const app::Scenario& side : app::ladder_sides(f.app.shown)) {
    const std::string& id = side.act.curves.front();
    if (id != "identity" || !side.act.layers.empty()) return activation_label(f, id);
  }
  return {};
}

// "+41.5", "−0.3"
std::string points_text(double share) {
  const std::string number = i18n::fixed(std::abs(100 * share), 1);
  return (share < 0 ? "−" : "+") + number;
}

bool has_held_out(const run::ImageRun& run) { return !run.seen.answers.empty(); }

void read_rung(LadderView& ladder, const Rung& rung, const run::ImageRun& run) {
  if (!rung.has_function && !rung.has_maximum) ladder.one = app::one_map(run, kChecked);
  if (!rung.has_function && rung.has_maximum) ladder.sum = app::sum_that_fails(run, kPairs);
  if (rung.has_function && rung.has_maximum) ladder.mistakes = app::confusion_of(run, kShownMistakes);
  if (!rung.has_function || rung.has_maximum) return;
  const data::ImageSet& set = run.plan.pictures;
  std::vector<std::size_t> pictures;  // the first of each kind
  for (std::size_t kind = 0; kind < set.kinds; ++kind) {
    for (std::size_t k = 0; k < run.seen.answers.size(); ++k) {
      if (set.label[set.train_count + k] != kind) continue;
      pictures.push_back(k);
      break;
    }
  }
  ladder.own_kind = std::min<std::size_t>(2, set.kinds - 1);
  ladder.own = app::own_maps(run, ladder.own_kind, pictures);
}

void fill(Frame& f, LadderView& ladder) {
  const run::ImageRun& run = run_of(f, app::kRungs.front());
  const nn::ImageSize size = run.trainer.passes.plan.input;
  const std::size_t pixels = nn::units_of(size);
  const auto picture = [&](std::size_t k) {
    return add_picture_map(f, size, app::held_out_picture(run.plan.pictures, k));
  };
  f.pixels.clear();
  ladder.maps = {};
  for (std::size_t o = 0; ladder.one && o < ladder.one->map.outputs; ++o) {
    const auto first = ladder.one->map.weights.begin() + static_cast<std::ptrdiff_t>(o * pixels);
    const std::vector<double> weights(first, first + static_cast<std::ptrdiff_t>(pixels));
    ladder.maps[0].push_back(add_signed_map(f, size, weights, largest_of(ladder.one->map.weights)));
  }
  if (ladder.sum) {
    std::vector<double> both = app::held_out_picture(run.plan.pictures, ladder.sum->first);
    const std::vector<double> other = app::held_out_picture(run.plan.pictures, ladder.sum->second);
    for (std::size_t i = 0; i < both.size(); ++i) both[i] += other[i];
    ladder.maps[1] = {picture(ladder.sum->first), picture(ladder.sum->second),
                      add_picture_map(f, size, both)};
  }
  for (const app::OwnMap& own : ladder.own) {
    ladder.maps[2].push_back(add_signed_map(f, size, own.weights, largest_of(own.weights)));
    ladder.maps[2].push_back(picture(own.picture));
  }
  for (const std::size_t k : ladder.mistakes.worst) ladder.maps[3].push_back(picture(k));
}

// ---- One rung ----

// Twenty seeds as dots over an axis of accuracies, and where this run is.
void draw_seeds(Frame& f, const Rung& rung, Rect rest) {
  const std::span<const int> figures = app::ladder_figures(rung);
  const auto x_of = [&](double share) {
    return rest.x + rest.w * static_cast<float>(std::clamp((share - kLowest) / (1 - kLowest), 0.0, 1.0));
  };
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Rect axis = cut_bottom(rest, 16);
  for (const double share : {0.25, 0.5, 0.75, 1.0}) {
    const float x = x_of(share);
    draw->AddLine({x, rest.y}, {x, bottom(rest)}, f.theme.line);
    const bool is_last = share == 1.0;
    draw_text(f, {is_last ? x - 44 : x - 22, axis.y, 44, axis.h}, label_text(f), i18n::percent(share, 0),
              is_last ? Align::right : Align::middle);
  }
  draw->AddLine({rest.x, bottom(rest)}, {right(rest), bottom(rest)}, f.theme.line);
  constexpr float kDot = 5;
  std::vector<int> sorted(figures.begin(), figures.end());
  std::sort(sorted.begin(), sorted.end());
  float last = -1e9F;
  float stack = 0;
  for (const int right_answers : sorted) {
    const float x = x_of(static_cast<double>(right_answers) / kAsked);
    stack = x - last < kDot ? stack + kDot : 0;
    if (stack == 0) last = x;
    const float y = bottom(rest) - 4 - stack;
    if (y > rest.y) draw->AddCircleFilled({last, y}, 2.2F, with_alpha(f.theme.accent, 0.75F));
  }
  const float here = x_of(accuracy_of(f, rung));
  draw->AddLine({here, rest.y}, {here, bottom(rest)}, f.theme.ink, 1.5F);
  draw->AddTriangleFilled({here, rest.y + 5}, {here - 4, rest.y - 2}, {here + 4, rest.y - 2}, f.theme.ink);
}

std::string seeds_text(const Frame& f, const Rung& rung) {
  const std::span<const int> figures = app::ladder_figures(rung);
  const auto [low, high] = std::minmax_element(figures.begin(), figures.end());
  const auto share = [](double right_answers) { return i18n::percent(right_answers / kAsked, 1); };
  return i18n::format(
      f.language, "ladder.seeds",
      {share(app::median(figures)), share(*low), share(*high), i18n::grouped(app::kLadderSteps)});
}

void draw_figures(Frame& f, const Rung& rung, Rect rest) {
  const Rect whole = rest;
  const run::ImageRun& run = run_of(f, rung);
  const std::string accuracy = app::accuracy_text(accuracy_of(f, rung));
  Rect head = cut_top(rest, 34);
  const TextStyle style{26, Weight::semibold, f.theme.ink};
  const float used = draw_text(f, head, style, accuracy);
  const std::string step =
      i18n::format(f.language, "train.progress_short", {i18n::grouped(run.seen.snapshot.step)});
  draw_text(f, {head.x + used + 8, head.y + 6, head.w - used - 8, head.h - 6}, label_text(f), step);
  const std::string seeds = seeds_text(f, rung);
  const float words = paragraph_size(f, label_text(f), seeds, rest.w).y;
  const Rect below = cut_bottom(rest, words, 4);
  draw_seeds(f, rung, inset(rest, 0, 4));
  draw_paragraph(f, below, label_text(f), seeds);
  add_text(f, "text.rung." + std::to_string(number_of(rung) + 1), whole,
           i18n::format(f.language, "reading", {step, accuracy}) + ". " + seeds);
}

struct Proof {
  std::string title, body;
  std::vector<std::string> captions;
};

Proof proof_of(const Frame& f, const LadderView& ladder, const Rung& rung) {
  const run::ImageRun& run = run_of(f, rung);
  const data::ImageSet& set = run.plan.pictures;
  const auto number = [](double value) { return i18n::fixed(value, 1); };
  Proof proof;
  if (!rung.has_function && !rung.has_maximum) {
    proof.title = tr(f, "ladder.one.title");
    proof.body = i18n::format(f.language, "ladder.one",
                              {std::to_string(set.kinds), app::share_text(ladder.one->largest_difference),
                               std::to_string(ladder.one->pictures)});
    for (std::size_t kind = 0; kind < set.kinds; ++kind) proof.captions.push_back(kind_name(f, kind));
  } else if (!rung.has_function) {
    const app::Sum& sum = *ladder.sum;
    proof.title = tr(f, "ladder.sum.title");
    proof.body = i18n::format(f.language, "ladder.sum",
                              {kind_name(f, sum.kind), number(sum.expected), number(sum.of_first),
                               number(sum.of_second), number(sum.of_blank), number(sum.found)});
    proof.captions = {number(sum.of_first), number(sum.of_second),
                      number(sum.found) + " ≠ " + number(sum.expected)};
  } else if (!rung.has_maximum) {
    proof.title = tr(f, "ladder.own.title");
    proof.body = i18n::format(f.language, "ladder.own", {function_name(f), kind_name(f, ladder.own_kind)});
    for (const app::OwnMap& own : ladder.own)
      proof.captions.push_back(kind_name(f, set.label[set.train_count + own.picture]));
  } else {
    proof.title = tr(f, "ladder.both.title");
    proof.body = i18n::format(f.language, "ladder.both",
                              {std::to_string(ladder.mistakes.wrong), std::to_string(ladder.mistakes.all)});
    for (const std::size_t k : ladder.mistakes.worst)
      proof.captions.push_back(kind_name(f, set.label[set.train_count + k]));
  }
  return proof;
}

// What stands beside or in a picture of the proof.
void draw_mark_of(Frame& f, const LadderView& ladder, const Rung& rung, std::size_t i, const Rect& place,
                  float side) {
  if (!rung.has_function && rung.has_maximum && i < 2) {
    draw_text(f, {place.x + side, place.y, right(place) - place.x - side, side}, body(f), i == 0 ? "+" : "=",
              Align::middle);
  } else if (rung.has_function && !rung.has_maximum) {
    const float small = side * 0.34F;
    draw_map(f, {place.x + side - small, place.y + side - small, small, small}, ladder.maps[2][2 * i + 1]);
  } else if (rung.has_function && rung.has_maximum) {
    const std::uint8_t told = run_of(f, rung).seen.answers[ladder.mistakes.worst[i]].kind;
    draw_kind(f, {place.x + side + 14, place.y + side / 2}, 13, told, f.theme.warning);
  }
}

void draw_proof(Frame& f, const LadderView& ladder, const Rung& rung, Rect rest) {
  const Rect whole = rest;
  const Proof proof = proof_of(f, ladder, rung);
  const TextStyle head{14, Weight::semibold, f.theme.ink};
  const float title = paragraph_size(f, head, proof.title, rest.w).y;
  draw_paragraph(f, cut_top(rest, title, 4), head, proof.title);
  const float words = paragraph_size(f, body(f), proof.body, rest.w).y;
  draw_paragraph(f, cut_top(rest, words, 8), with_colour(body(f), f.theme.muted), proof.body);
  const std::size_t number = number_of(rung);
  const std::size_t each = rung.has_function && !rung.has_maximum ? 2 : 1;
  const std::size_t count = ladder.maps[number].size() / each;
  const float step = rest.w / static_cast<float>(std::max<std::size_t>(count, 3));
  const float room = number == 0 || number == 2 ? step - 8 : step - 28;
  const float side = std::min({room, rest.h - kCaption, kPicture});
  std::string told = proof.title + " " + proof.body;
  for (std::size_t i = 0; i < count && side > 12; ++i) {
    const Rect place{rest.x + step * static_cast<float>(i), rest.y, step, side + kCaption};
    draw_map(f, {place.x, place.y, side, side}, ladder.maps[number][each * i]);
    draw_mark_of(f, ladder, rung, i, place, side);
    draw_text(f, {place.x - 6, place.y + side + 2, side + 12, kCaption - 2}, label_text(f), proof.captions[i],
              Align::middle);
  }
  add_text(f, "text.proof." + std::to_string(number + 1), whole, told);
}

std::string name_of(const Frame& f, const Rung& rung) {
  return i18n::format(f.language, "ladder.name",
                      {rung.has_function ? function_name(f) : activation_label(f, "identity"),
                       tr(f, rung.has_maximum ? "ladder.maximum" : "ladder.stride")});
}

// "ReLU +41.5 points ↓" on the seam between two rungs.
void draw_gain(Frame& f, const std::string& text, ImVec2 at) {
  const TextStyle style{kSmall, Weight::semibold, f.theme.accent};
  const float width = text_size(f, style, text).x + 22;
  const Rect rect{at.x - width / 2, at.y - 13, width, 26};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card, 13);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.accent, 13, 0, 1.5F);
  draw_text(f, rect, style, text, Align::middle);
}

}  // namespace

void read_ladder(Frame& f, ImageView& view) {
  LadderView& ladder = view.ladder;
  const bool is_early = app::is_busy(f.app) && f.now_s < ladder.read_at_s + kReadEveryS;
  bool has_changed = view.is_dark != f.theme.is_dark || !view.is_ladder;
  for (std::size_t i = 0; i < app::kRungs.size(); ++i) {
    const run::ImageRun& run = run_of(f, app::kRungs[i]);
    const std::uint64_t version = run.seen.snapshot.version + 1;  // of one that is read never 0
    if (ladder.versions[i] == version || (is_early && ladder.versions[i] != 0)) continue;
    ladder.versions[i] = version;
    ladder.read_at_s = f.now_s;
    if (has_held_out(run)) read_rung(ladder, app::kRungs[i], run);
    has_changed = true;
  }
  view.is_dark = f.theme.is_dark;
  view.is_ladder = true;
  if (has_changed) fill(f, ladder);
}

float rung_height(float width) { return width >= kBesideFrom ? 232 : 392; }

void draw_rung(Frame& f, ImageView& view, const Rung& rung, const Rect& rect) {
  const std::string id = "rung." + std::to_string(number_of(rung) + 1);
  const Group group(f, {id, base::Role::region, name_of(f, rung), rect});
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const bool is_beside = rect.w >= kBesideFrom;
  if (!is_beside || f.shape != Shape::wide)
    draw_heading(f, cut_top(rest, 20, 4), id + ".title", name_of(f, rung));
  if (!has_held_out(run_of(f, rung))) return;
  if (is_beside)
    draw_figures(f, rung, cut_left(rest, kFigures, 22));
  else
    draw_figures(f, rung, cut_top(rest, 132, 8));
  draw_proof(f, view.ladder, rung, rest);
}

std::string ladder_conclusion(const Frame& f) {
  const double none = accuracy_of(f, app::kRungs[0]);
  return i18n::format(f.language, "ladder.conclusion",
                      {function_name(f), points_text(accuracy_of(f, app::kRungs[2]) - none),
                       points_text(accuracy_of(f, app::kRungs[1]) - none),
                       points_text(accuracy_of(f, app::kRungs[3]) - none)});
}

void draw_ladder_wide(Frame& f, ImageView& view, Rect room) {
  const Rect below = cut_bottom(room, kConclusion, kGap);
  cut_left(room, kRowName);
  Rect heads = cut_top(room, kColumnHead);
  const float w = (room.w - 24) / 2, h = (room.h - 24) / 2;
  for (const Rung& rung : app::kRungs) {
    const Rect cell{room.x + (rung.has_maximum ? w + 24 : 0), room.y + (rung.has_function ? h + 24 : 0), w,
                    h};
    if (!rung.has_function) {
      const std::string head = tr(f, rung.has_maximum ? "ladder.maximum" : "ladder.stride");
      const Rect line{cell.x + 12, heads.y, cell.w - 12, 22};
      const float used = draw_text(f, line, {kLarge, Weight::semibold, f.theme.ink}, head) + 10;
      draw_text(f, {line.x + used, line.y + 1, line.w - used, line.h}, body(f),
                tr(f, rung.has_maximum ? "ladder.maximum.text" : "ladder.stride.text"));
    }
    if (!rung.has_maximum) {
      const std::string name = rung.has_function ? function_name(f) : activation_label(f, "identity");
      const float x = cell.x - kRowName;
      draw_text(f, {x, centre(cell).y - 20, kRowName - 8, 20}, {kLarge, Weight::semibold, f.theme.ink}, name);
      draw_paragraph(f, {x, centre(cell).y + 4, kRowName - 12, 60}, label_text(f),
                     tr(f, rung.has_function ? "ladder.function.text" : "ladder.identity.text"));
    }
    draw_rung(f, view, rung, cell);
  }
  const auto gain = [&](const Rung& from, const Rung& to) {
    return points_text(accuracy_of(f, to) - accuracy_of(f, from));
  };
  const std::string function = function_name(f), maximum = tr(f, "ladder.maximum_short");
  const auto text = [&](const std::string& what, const std::string& points, std::string_view arrow) {
    return i18n::format(f.language, "ladder.gain", {what, points}) + " " + std::string(arrow);
  };
  draw_gain(f, text(function, gain(app::kRungs[0], app::kRungs[2]), "↓"), {room.x + 100, room.y + h + 12});
  draw_gain(f, text(function, gain(app::kRungs[1], app::kRungs[3]), "↓"),
            {room.x + w + 24 + 100, room.y + h + 12});
  draw_gain(f, text(maximum, gain(app::kRungs[0], app::kRungs[1]), "→"), {room.x + w + 12, room.y + h - 20});
  draw_gain(f, text(maximum, gain(app::kRungs[2], app::kRungs[3]), "→"),
            {room.x + w + 12, room.y + 2 * h + 4});
  card(f, below);
  const Rect inside = inset(below, kCardPadding, 4);
  add_text(f, "text.conclusion", inside, without_marks(ladder_conclusion(f)));
  const float high = prose_height(f, body(f), ladder_conclusion(f), inside.w);
  draw_prose(f, {inside.x, centre(inside).y - high / 2, inside.w, high}, body(f), ladder_conclusion(f));
}

}  // namespace lab::ui
