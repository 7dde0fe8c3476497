#include "app/tables.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "app/diagnosis.h"
#include "app/image_reading.h"
#include "app/reading_text.h"
#include "base/text.h"
#include "data/shapes.h"

namespace lab::app {

namespace {

constexpr std::size_t kMostRecords = 20;
constexpr double kMostPlaces = 24;  // on the x axis
constexpr int kGrid = 9;            // places along each axis of the plane
constexpr int kDigits = 4;
constexpr std::string_view kOutput = "output.";  // of a run beside the first

std::string text(const App& app, std::string_view id) { return std::string(i18n::tr(language(app), id)); }

// The smallest of 1, 2, 5, 10, 20 … and their tenths that leaves at most kMostPlaces steps.
double round_step(const Interval& interval) {
  const double least = (interval.max - interval.min) / kMostPlaces;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least) return factor * power;
  }
  return 10 * power;
}

struct CurveColumn {
  act::Reading reading;
  std::string_view mark;
  bool is_shown;
};

Table plot_table(const App& app) {
  const Scenario& shown = app.shown;
  const CurveColumn columns[] = {{act::Reading::value, "", true},
                                 {act::Reading::slope, "′", shown.slope},
                                 {act::Reading::curvature, "″", shown.curvature}};
  Table table{text(app, "table.plot"), {"x"}, {}};
  const double step = round_step(shown.x);
  const auto first = static_cast<long long>(std::ceil(shown.x.min / step - 1e-9));
  const auto last = static_cast<long long>(std::floor(shown.x.max / step + 1e-9));
  for (long long i = first; i <= last; ++i)
    table.rows.push_back({i18n::number(static_cast<double>(i) * step, kDigits)});
  for (const std::string& id : chosen(shown, Use::curves)) {
    const act::Activation activation = activation_of(shown, id, Use::curves);
    const std::string name = short_activation_name(shown, language(app), id);
    for (const CurveColumn& column : columns) {
      if (!column.is_shown) continue;
      table.columns.push_back(name + std::string(column.mark));
      for (long long i = first; i <= last; ++i) {
        const double y = act::read(activation, column.reading, static_cast<double>(i) * step);
        const double x = static_cast<double>(i) * step;
        table.rows[static_cast<std::size_t>(i - first)].push_back(
            std::isnan(y) ? text(app, "table.undefined")
                          : short_reading_text(activation, column.reading, x, y, kDigits));
      }
    }
  }
  return table;
}

template <typename Kind>
Table loss_table(const App& app, const run::RunOf<Kind>& run) {
  const bool has_test = run.seen.test.points > 0;
  Table table{text(app, "table.loss"), {text(app, "table.step"), text(app, "table.loss_train")}, {}};
  if (has_test) table.columns.push_back(text(app, "table.loss_test"));
  table.columns.push_back(text(app, "table.accuracy_train"));
  if (has_test) table.columns.push_back(text(app, "table.accuracy_test"));
  const auto add = [&](std::int64_t step, const std::array<double, 4>& values) {
    std::vector<std::string> row = {i18n::grouped(step), loss_text(values[0])};
    if (has_test) row.push_back(loss_text(values[1]));
    row.push_back(accuracy_text(values[2]));
    if (has_test) row.push_back(accuracy_text(values[3]));
    table.rows.push_back(std::move(row));
  };
  const std::vector<run::LossRecord>& records = run.history.records;
  const std::size_t every = records.size() / kMostRecords + 1;
  for (std::size_t i = 0; i < records.size(); i += every) {
    const run::LossRecord& record = records[i];
    if (record.step >= run.seen.snapshot.step) break;  // the last row is what is shown
    add(record.step, {static_cast<double>(record.train_loss), static_cast<double>(record.test_loss),
                      static_cast<double>(record.train_accuracy), static_cast<double>(record.test_accuracy)});
  }
  add(run.seen.snapshot.step,
      {run.seen.train.loss, run.seen.test.loss, run.seen.train.accuracy, run.seen.test.accuracy});
  return table;
}

// As a map lies: x₂ falls from row to row.
Table output_table(const App& app, const run::Run& run) {
  const nn::Snapshot& snapshot = run.seen.snapshot;
  const bool is_logit = nn::find_loss(app.shown.loss)->output_is_logit;
  const data::PlaneRange& plane = run.plan.points.plane;
  const auto place = [&](int i) {
    return plane.min + (plane.max - plane.min) * static_cast<float>(i) / (kGrid - 1);
  };
  Table table{text(app, is_logit ? "table.output_probability" : "table.output"), {"x₂ \\ x₁"}, {}};
  for (int i = 0; i < kGrid; ++i) table.columns.push_back(i18n::number(static_cast<double>(place(i)), 3));
  nn::Workspace workspace;
  for (int row = kGrid - 1; row >= 0; --row) {
    std::vector<std::string> cells = {i18n::number(static_cast<double>(place(row)), 3)};
    for (int column = 0; column < kGrid; ++column) {
      const std::array<float, 2> x = {place(column), place(row)};
      float output = 0;
      nn::predict(snapshot.network, snapshot.params, nn::view_inputs(x, x.size()), {&output, 1}, workspace);
      const double value = static_cast<double>(output);
      cells.push_back(!std::isfinite(value) ? text(app, "table.undefined")
                      : is_logit            ? i18n::percent(1 / (1 + std::exp(-value)), 0)
                                            : i18n::number(value, 3));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string layer_name(const App& app, std::size_t layer, std::size_t layers) {
  if (layer + 1 == layers) return text(app, "train.output");
  return i18n::format(language(app), "train.layer", {std::to_string(layer + 1)});
}

// How many of the sums of each hidden layer are between here and there.
Table sums_table(const App& app) {
  const run::Run& run = first_run(app);
  const std::size_t layers = run.seen.snapshot.network.hidden.size();
  Table table{text(app, "table.sums"), {text(app, "table.from_z")}, {}};
  for (std::size_t l = 0; l < layers; ++l) table.columns.push_back(layer_name(app, l, layers + 1));
  constexpr double kEnd = static_cast<double>(nn::kSumsEnd);
  for (std::size_t bin = 0; bin < nn::kSumBins; ++bin) {
    const double from = -kEnd + 2 * kEnd * static_cast<double>(bin) / nn::kSumBins;
    std::vector<std::string> row = {i18n::number(from, kDigits)};
    for (std::size_t l = 0; l < layers; ++l)
      row.push_back(i18n::grouped(run.seen.diagnostics.layers[l].sums[bin]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// From the output back.
Table gradient_table(const App& app) {
  const nn::GradientFlow& flow = first_run(app).seen.flow;
  Table table{
      text(app, "gradient.title"), {text(app, "table.layer_column"), "‖δ‖", text(app, "table.factor")}, {}};
  for (std::size_t l = flow.layer_count; l-- > 0;) {
    const bool is_first = l + 1 == flow.layer_count;
    table.rows.push_back({layer_name(app, l, flow.layer_count), i18n::number(flow.sizes[l], kDigits),
                          is_first ? "–" : factor_text(flow.sizes[l] / flow.sizes[l + 1])});
  }
  return table;
}

// Of all runs beside each other, on the points that count: held-out ones, where there are any.
Table losses_table(const App& app) {
  const bool has_test = first_run(app).seen.test.points > 0;
  Table table{text(app, has_test ? "table.loss_test" : "table.loss_train"), {text(app, "table.step")}, {}};
  for (const run::Run& run : app.runs) {
    table.columns.push_back(run_name(app, run));
  }
  const std::vector<run::LossRecord>& records = first_run(app).history.records;
  const std::size_t every = records.size() / kMostRecords + 1;
  for (std::size_t i = 0; i < records.size(); i += every) {
    std::vector<std::string> row = {i18n::grouped(records[i].step)};
    for (const run::Run& run : app.runs) {
      const auto& own = run.history.records;
      const auto at = std::find_if(own.begin(), own.end(),
                                   [&](const run::LossRecord& one) { return one.step == records[i].step; });
      row.push_back(
          at == own.end() ? "" : loss_text(static_cast<double>(has_test ? at->test_loss : at->train_loss)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table layer_table(const App& app, std::size_t layer) {
  const nn::Snapshot& snapshot = first_run(app).seen.snapshot;
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(snapshot.network);
  const nn::LayerShape& shape = shapes[layer];
  const bool is_output = layer + 1 == shapes.size();
  Table table{is_output ? text(app, "table.layer_output")
                        : i18n::format(language(app), "table.layer", {std::to_string(layer + 1)}),
              {text(app, "table.unit")},
              {}};
  for (int i = 1; i <= shape.in; ++i) {
    table.columns.push_back(layer == 0 ? (i == 1 ? "x₁" : "x₂")
                                       : i18n::format(language(app), "table.from", {std::to_string(i)}));
  }
  table.columns.push_back(text(app, "table.bias"));
  const auto cell = [&](std::size_t at) {
    return i18n::number(static_cast<double>(snapshot.params[at]), kDigits);
  };
  const auto in = static_cast<std::size_t>(shape.in);
  for (std::size_t unit = 0; unit < static_cast<std::size_t>(shape.pre_activations); ++unit) {
    std::vector<std::string> row = {std::to_string(unit + 1)};
    for (std::size_t i = 0; i < in; ++i) row.push_back(cell(shape.weights + unit * in + i));
    row.push_back(cell(shape.biases + unit));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// Held-out pictures by what they are, from row to row, and by what they are taken for.
Table confusion_table(const App& app) {
  const Confusion confusion = confusion_of(app.image_runs.front(), 0);
  const auto name = [&](std::size_t kind) { return text(app, "shape." + std::string(data::shape_id(kind))); };
  Table table{text(app, "image.matrix"), {text(app, "image.matrix_axes")}, {}};
  for (std::size_t is = 0; is < confusion.count.size(); ++is) {
    table.columns.push_back(name(is));
    std::vector<std::string> row = {name(is)};
    for (const std::size_t count : confusion.count[is]) row.push_back(std::to_string(count));
    table.rows.push_back(std::move(row));
  }
  return table;
}

constexpr std::string_view kLayer = "layer.";

}  // namespace

std::vector<std::string> table_ids(const App& app) {
  std::vector<std::string> ids = {"plot"};
  if (has_pictures(app) && seen_run(app).is_made) ids.insert(ids.end(), {"loss_chart", "confusion"});
  if (!run::is_made(first_run(app))) return ids;
  ids.insert(ids.end(), {"output", "loss_chart"});
  const std::size_t layers = first_run(app).seen.snapshot.network.hidden.size() + 1;
  if (layers > 1) ids.insert(ids.end(), {"sums", "gradient"});
  for (std::size_t l = 1; l <= layers; ++l) ids.push_back(std::string(kLayer) + std::to_string(l));
  for (std::size_t side = 2; side <= app.runs.size(); ++side)
    ids.push_back(std::string(kOutput) + std::to_string(side));
  if (app.runs.size() > 1) ids.emplace_back("losses");
  return ids;
}

std::optional<Table> table_of(const App& app, std::string_view id) {
  const std::vector<std::string> ids = table_ids(app);
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) return std::nullopt;
  const auto number_behind = [&](std::string_view prefix) {
    return static_cast<std::size_t>(*base::parse_number(id.substr(prefix.size()))) - 1;
  };
  if (id == "plot") return plot_table(app);
  if (id == "output") return output_table(app, first_run(app));
  if (id == "loss_chart")
    return with_runs(app, [&](const auto& runs) { return loss_table(app, runs.front()); });
  if (id == "confusion") return confusion_table(app);
  if (id == "losses") return losses_table(app);
  if (id == "sums") return sums_table(app);
  if (id == "gradient") return gradient_table(app);
  if (id.starts_with(kOutput)) return output_table(app, app.runs[number_behind(kOutput)]);
  return layer_table(app, number_behind(kLayer));
}

}  // namespace lab::app
