// Where the neurons of the network's picture stand, and the edges between them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/trainer.h"
#include "ui/frame.h"

namespace lab::ui {

// A neuron of the diagram: layer 0 is the inputs, then the hidden layers, then the output; −1: none.
struct Neuron {
  int layer = -1;
  int unit = -1;

  bool operator==(const Neuron&) const = default;
};

// What keeps a neuron from learning or from telling points apart.
enum class Trouble {
  none,
  dead,       // f′ is 0 at every point
  saturated,  // next to no slope at most points
  flat        // it gives the same everywhere
};
Trouble trouble_of(const Frame&, Neuron);
std::string trouble_text(const Frame&, Neuron);  // empty: none
// These are fetched late: call them where has_part(). A mark with a shape of its own; and what is a neuron's own: bias, and at
// how many points it learns; of inputs and output what their picture means.
[[gnu::used, gnu::noinline]] void draw_trouble(const Frame&, const Rect& tile, Trouble);
[[gnu::used, gnu::noinline]] std::string neuron_facts(const Frame&, Neuron, const std::string& name);

struct Column {
  int units = 0;
  float x = 0;      // centre
  float tile = 0;   // side of a neuron
  float pitch = 0;  // from neuron to neuron
};

struct Diagram {
  std::vector<Column> columns;  // inputs, hidden layers, output
  float middle = 0;
  float spacing = 0;  // from column to column
};

Diagram diagram_in(const nn::NetworkSpec&, const Rect&);
ImVec2 tile_centre(const Diagram&, int column, int unit);
Rect tile_rect(const Diagram&, int column, int unit);

// From unit `in` of a column to unit `out` of the next.
struct Edge {
  int column = 0, in = 0, out = 0;
  float weight = 0;

  bool operator==(const Edge&) const = default;
};

// The one under the pointer, between the tiles.
std::optional<Edge> pointed_edge(const Diagram&, const nn::Snapshot&);

// Colour is the sign of a weight, thickness its size; of very many the faint ones are left out.
void draw_edges(const Frame&, const Diagram&, const nn::Snapshot&, const std::optional<Edge>& pointed);

}  // namespace lab::ui
