// What pictures show, as tables of numbers: for those who cannot see them, and for those who want to count. Each is made when it
// is asked for, of what is shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"

namespace lab::app {

struct Table {
  std::string caption;
  std::vector<std::string> columns;            // the first names the rows
  std::vector<std::vector<std::string>> rows;  // as long as the columns
};

// "plot": the curves at round x. "loss_chart": losses and accuracies over the run, at most 20 records. "output": the first
// run's output on a grid of the plane, a probability where it is one; "output.2" the second's. "losses": of all runs beside each
// other. "sums": how many sums z of each hidden layer are where. "gradient": its size at each layer. "layer.1" …: the weights and
// biases of a layer, the last one the output's. Nothing for another id, and where there is nothing to show.
std::optional<Table> table_of(const App&, std::string_view id);

std::vector<std::string> table_ids(const App&);  // of the tables that there are now

}  // namespace lab::app
