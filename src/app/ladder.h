// The ladder of bends: the network for pictures with and without its activation, halved by strides or by maxima: four runs from one
// seed, side by side, and what each of them proves.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "app/app.h"
#include "nn/conv/affine.h"

namespace lab::app {

// What bends in a network of the ladder.
struct Rung {
  bool has_function = false;  // else the identity
  bool has_maximum = false;   // 2×2 pooling by the maximum; else strides of 2

  friend bool operator==(const Rung&, const Rung&) = default;
};
inline constexpr std::array<Rung, 4> kRungs = {{{false, false}, {false, true}, {true, false}, {true, true}}};

// Where the Scenario itself stands; nothing where it stands on none, having other strides or pools.
std::optional<Rung> rung_of(const Scenario&);

// The Scenario, then the same on the other rungs. Where it stands on none, on all four behind it.
std::vector<Scenario> ladder_sides(const Scenario&);
std::optional<std::size_t> side_of(const Scenario&, const Rung&);  // of ladder_sides()

// ---- What each proves, of the run as it is seen ----

// Without a bend: one picture of weights for each kind, and how far the network's outputs are from what it gives, at most, on so
// many held-out pictures, of the largest output.
struct OneMap {
  nn::AffineMap map;
  std::size_t pictures = 0;
  double largest_difference = 0;
};
OneMap one_map(const run::ImageRun&, std::size_t most_pictures);

// Of two held-out pictures, added up: an affine network gives what it gives them, less what it gives a blank one.
struct Sum {
  std::size_t first = 0, second = 0;  // held-out pictures, from 0
  std::size_t kind = 0;               // whose output it is
  double of_first = 0, of_second = 0, of_blank = 0;
  double expected = 0, found = 0;
};
Sum sum_that_fails(const run::ImageRun&,
                   std::size_t most_pictures);  // the one that fails most among the first ones

// The weights that a kind has for one picture: a map of its own.
struct OwnMap {
  std::size_t picture = 0;  // held out, from 0
  std::vector<double> weights;
};
std::vector<OwnMap> own_maps(const run::ImageRun&, std::size_t kind, std::span<const std::size_t> pictures);

std::vector<double> held_out_picture(const data::ImageSet&, std::size_t k);  // row by row

// ---- Twenty seeds ----

inline constexpr std::int64_t kLadderSteps = 1250;  // ten times all training pictures
// Right answers in 500, of seeds 1 to 20, of each rung in the order of kRungs, with ReLU and all else as the room begins. The tests
// train some of them again, to the same numbers.
std::span<const int> ladder_figures(const Rung&);
double median(std::span<const int>);  // of an even number of them

}  // namespace lab::app
