// Everything a person, a teacher or a link can choose. A plain value: two equal Scenarios show the same
// thing. Every member has one row in the field table (fields.h), which gives its word in a link, its range
// and its meaning.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "act/typed_activation.h"

namespace lab::app {

// Formulas that the person typed, usable as activations: the first is "own1", see activations.h. Each was parsed when it
// was made and is kept with its text. In a link: "x*sigmoid(2*x);sin(x)+0.2*x".
struct Formulas {
  std::vector<act::TypedFormula> typed;

  bool operator==(const Formulas&) const = default;
};

inline constexpr std::size_t kMaxCurves = 8;  // on one plot
inline constexpr std::size_t kMaxTwins = 1;
inline constexpr int kMaxBlocks = 3;     // of a network for pictures,
inline constexpr int kMaxChannels = 16;  // and of each of them

// Which activations: several beside each other, and which one each hidden layer uses.
// In a link: "relu", "relu,tanh" (overlay), "l1:relu;l2:tanh" (per layer), "relu,tanh;l2:sin" (both). A link
// that names a formula and no activation means that formula.
struct ActivationChoice {
  std::vector<std::string> curves = {"tanh"};  // at least one; the first is what hidden layers use
  std::map<int, std::string> layers;           // exceptions, by hidden layer counted from 1

  bool operator==(const ActivationChoice&) const = default;
};

// An interval of an axis, min < max.
struct Interval {
  double min = -1;
  double max = 1;

  bool operator==(const Interval&) const = default;
};

// What a reader may not see or change, see access.h. In a link: "data,lr,reset" or "all,-play".
struct AccessWords {
  std::vector<std::string> words;

  bool operator==(const AccessWords&) const = default;
};

// A weight or a bias: of a layer and one of its units, both counted from 1, the output layer last; the input counted from 1,
// 0: the bias. In a link: "2.1.3", "2.1.b".
struct WeightPlace {
  int layer = 1, unit = 1, input = 0;

  auto operator<=>(const WeightPlace&) const = default;
};

// What a hand does to weights at one step. In a link: "1.2.1:0.5,1.2.b:-1", "all:0" for every weight and bias, "noise:0.1" for a
// normal draw of that deviation on each; in this order all, noise, single ones. Places that the network does not have are left out.
struct HandWeights {
  std::optional<float> all;
  std::optional<float> noise;
  std::map<WeightPlace, float> ones;

  bool operator==(const HandWeights&) const = default;
};

// What is drawn by hand: strokes, each through its dots. In a link two characters a dot, "." between strokes.
struct Dot {
  int x = 0, y = 0;  // 0 … kDots − 1, in half pixels from the left and from the top

  bool operator==(const Dot&) const = default;
};
inline constexpr int kDots = 56;
inline constexpr std::size_t kMaxDots = 500;

struct Drawing {
  std::vector<std::vector<Dot>> strokes;  // none of them empty

  bool operator==(const Drawing&) const = default;
};

// What a field can hold; see Member in fields.h.
using Value = std::variant<std::string, bool, int, std::int64_t, double, std::optional<double>, Interval,
                           std::vector<int>, std::vector<std::string>, ActivationChoice, Formulas,
                           AccessWords, HandWeights, std::vector<WeightPlace>, Drawing>;

// A change of a live field during a run: when the run has made `step` steps, the field `key` becomes `value`.
struct Edit {
  std::int64_t step = 0;
  std::string key;
  Value value;

  bool operator==(const Edit&) const = default;
};

struct Scenario {
  std::string view = "train";

  Formulas formulas;
  ActivationChoice act;
  std::optional<double> a, b, c;  // parameters of the first activation; absent: the catalogue's defaults
  // What Curves shows, whatever the network uses, the first with the parameters ca, cb, cc; empty: `act` with a, b, c.
  std::vector<std::string> curves;
  std::optional<double> ca, cb, cc;
  // Networks trained beside the first, alike in all but this activation in every layer; see plan.h.
  std::vector<std::string> twin;
  Interval x{-6, 6};  // what the curves plot shows
  Interval y{-1.5, 2.0};
  // "equal": a unit is as long along y as along x; "auto": where the curves fill the picture so; "free": as `y` says.
  std::string axes = "auto";
  bool slope = true;       // draw f′ beside f
  bool curvature = false;  // and f″
  bool tangent = true;     // draw the tangent at the cursor
  bool grid = false;       // several functions beside each other instead of on one plot

  // The place of the plane that is looked at number by number; absent: the first point of class 1.
  std::optional<double> x1, x2;
  std::string look = "profile";  // what Neuron shows beside its plane
  // As far as Train shows that place on its way through the network and back, see trace.h; 0: not at all.
  int trace = 0;

  // Of networks for pictures: the channels of each block – convolution, activation, pooling – and what a block is.
  std::vector<int> conv = {8, 16};
  std::string kernel = "5";  // along either side
  int stride = 2;
  std::string pad = "same";   // "same": zeros around, so that a kernel fits on every pixel; "none"
  std::string pool = "none";  // of 2×2 values: "max", "average"
  std::string order = "act_pool";
  bool ladder = false;         // beside it, what bends left out or put in, see ladder.h
  int sample = 1;              // of the held-out pictures, which is looked at
  Drawing draw;                // in place of it, where it has any strokes
  double brush = 1.8;          // the width of its strokes, in pixels
  int block = 1, channel = 1;  // whose map is looked at, from 1
  int row = 0, column = 0;  // of the value in it that is explained, from 1; 0: the one of the largest output

  std::string data = "rings";
  int points = 500;
  double split = 0.5;
  double noise = 0.0;

  std::vector<int> net = {4, 2};  // units of each hidden layer; empty: no hidden layer
  std::string loss = "bce_logits";
  std::string opt = "adam";
  double lr = 0.02;
  int batch = 10;
  std::string init = "xavier";
  double init_sigma = 0.1;  // of init=normal
  std::string norm = "none";
  double dropout = 0.0;  // of every hidden layer
  double l1 = 0.0, l2 = 0.0;
  double clip = 0.0, clip_value = 0.0;  // 0: no limit
  std::optional<double> momentum;       // absent: the optimizer's default
  std::string schedule = "constant";
  int schedule_every = 1000;     // steps
  double schedule_factor = 0.1;  //
  int schedule_length = 10'000;  // steps
  double schedule_lowest = 0.0;  // a learning rate
  int seed = 1;                  // of the points, and of the weights and the order of examples,
  int dseed = -1, wseed = -1;    // unless these say otherwise; −1: as seed

  HandWeights w;                    // of the first weights; as an edit: once, at its step
  std::vector<WeightPlace> freeze;  // ascending, none twice: training leaves them as they are

  std::int64_t steps = 0;   // train this many steps before showing
  std::vector<Edit> edits;  // in order of step
  bool play = false;
  int speed = 100;  // steps per second, at which a bend can be watched; 0: as fast as possible
  // Playing pauses at the first step where one of these holds, see run/stop_rule.h; 0: never.
  double stop_accuracy = 0;  // 0 … 1
  std::int64_t stop_step = 0;
  std::int64_t stop_plateau = 0;  // steps

  std::vector<std::string> stars;  // activations a person wants at hand, by id
  std::string lang = "auto";
  std::string theme = "auto";
  std::string mirror = "auto";  // "show": as a plain page
  bool keys = true;             // keys without Ctrl operate the picture
  // Whose the wheel and a finger that moves up or down are first: "cooperative": the page's around the figure; "greedy": the
  // figure's; "auto": the page's where the figure is framed.
  std::string gestures = "auto";

  std::string term = "none";  // of the glossary, which is open there; "none": it is closed

  std::string lesson;   // its id, or the address of a teacher's own; empty: none
  int step = 1;         // of the lesson
  bool answers = true;  // its answers are told

  AccessWords hide, lock;
  bool controls = true;  // false: the picture alone, nothing to operate

  bool operator==(const Scenario&) const = default;
};

}  // namespace lab::app
