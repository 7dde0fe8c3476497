// Where the neurons of the network's picture stand, and the edges between them.
#pragma once

#include <optional>
#include <vector>

#include "nn/trainer.h"
#include "ui/frame.h"

namespace lab::ui {

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
