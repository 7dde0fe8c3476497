#include "oracle/trace.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "nn/backprop.h"

namespace lab::oracle {

using base::Json;

namespace {

constexpr std::size_t kMaxTraceUnits = 4096;

// Reads the entries of a trace one after the other; the first that cannot be used is remembered.
struct Reader {
  const Json& trace;
  std::string fault = {};

  bool fails(std::string_view entry) {
    if (fault.empty()) fault = entry;
    return false;
  }
  // The number at `json`, or 0 and a fault of `entry`.
  double number(const Json& json, std::string_view entry) {
    if (!json.is(Json::Kind::number)) fails(entry);
    return json.number;
  }
};

const act::ActivationRow* find_row(Reader& reader, std::string_view entry) {
  const act::ActivationRow* row = act::find_activation(reader.trace[entry].text);
  if (row == nullptr) reader.fails(entry);
  return row;
}

bool read_network(Reader& reader, nn::NetworkSpec& spec) {
  const Json& layers = reader.trace["layers"];
  if (layers.list.size() < 2 || layers.list.size() > nn::kMaxLayers + 1) return reader.fails("layers");
  const act::ActivationRow* hidden = find_row(reader, "hidden_activation");
  const act::ActivationRow* output = find_row(reader, "output_activation");
  if (hidden == nullptr || output == nullptr) return false;
  act::ActivationParams params = default_params(*hidden);
  const Json& values = reader.trace["act_params"];
  if (values.list.size() > params.size()) return reader.fails("act_params");
  for (std::size_t i = 0; i < values.list.size(); ++i) {
    params[i] = static_cast<float>(reader.number(values[i], "act_params"));
  }
  for (std::size_t l = 0; l < layers.list.size(); ++l) {
    const double units = reader.number(layers[l], "layers");
    if (!(units >= 1 && units <= kMaxTraceUnits && units == std::floor(units))) return reader.fails("layers");
    if (l == 0) {
      spec.inputs = static_cast<int>(units);
    } else if (l + 1 == layers.list.size()) {
      spec.outputs = static_cast<int>(units);
    } else {
      spec.hidden.push_back({static_cast<int>(units), act::bind(*hidden, params)});
    }
  }
  if (output->id != "identity") spec.output_activation = act::bind(*output, default_params(*output));
  return reader.fault.empty();
}

bool read_optimizer(Reader& reader, Trace& trace) {
  const Json& optimizer = reader.trace["optimizer"];
  trace.optimizer = nn::find_optimizer(optimizer["type"].text);
  if (trace.optimizer == nullptr) return reader.fails("optimizer");
  trace.settings = trace.optimizer->defaults;
  const auto take = [&](std::string_view key, double& value) {
    if (optimizer.has(key)) value = reader.number(optimizer[key], "optimizer");
  };
  double learning_rate = std::numeric_limits<double>::quiet_NaN();
  take("lr", learning_rate);
  take("momentum", trace.settings.momentum);
  take("alpha", trace.settings.alpha);
  take("beta1", trace.settings.beta1);
  take("beta2", trace.settings.beta2);
  take("eps", trace.settings.epsilon);
  take("weight_decay", trace.settings.weight_decay);
  trace.learning_rate = static_cast<float>(learning_rate);
  if (!std::isfinite(learning_rate)) return reader.fails("optimizer");
  return reader.fault.empty();
}

// Rows of `width` numbers.
bool read_rows(Reader& reader, std::string_view entry, std::size_t width,
               std::vector<std::vector<float>>& rows) {
  for (const Json& row : reader.trace[entry].list) {
    if (row.list.size() != width) return reader.fails(entry);
    std::vector<float>& values = rows.emplace_back();
    for (const Json& value : row.list) values.push_back(static_cast<float>(reader.number(value, entry)));
  }
  return reader.fault.empty();
}

// Numbers of classes, counted from 0, as rows of 0 and 1.
bool read_classes(Reader& reader, std::size_t classes, std::vector<std::vector<float>>& rows) {
  for (const Json& item : reader.trace["targets"].list) {
    const double chosen = reader.number(item, "targets");
    if (!(chosen >= 0 && chosen < static_cast<double>(classes))) return reader.fails("targets");
    rows.emplace_back(classes)[static_cast<std::size_t>(chosen)] = 1.0F;
  }
  return reader.fault.empty();
}

bool read_examples(Reader& reader, Trace& trace) {
  const auto outputs = static_cast<std::size_t>(trace.network.outputs);
  if (!read_rows(reader, "inputs", static_cast<std::size_t>(trace.network.inputs), trace.inputs))
    return false;
  const bool are_classes = reader.trace["targets"][0].is(Json::Kind::number);
  const bool is_read = are_classes ? read_classes(reader, outputs, trace.targets)
                                   : read_rows(reader, "targets", outputs, trace.targets);
  if (!is_read) return false;
  if (trace.inputs.empty() || trace.inputs.size() != trace.targets.size()) return reader.fails("targets");
  return true;
}

// W[layer][out][in] and b[layer][out] in the order of our flat array.
std::vector<double> read_flat(Reader& reader, const nn::NetworkSpec& spec, const Json& weights,
                              const Json& biases, std::string_view entry) {
  std::vector<double> flat;
  std::size_t l = 0;
  for (const nn::LayerShape& shape : nn::layer_shapes(spec)) {
    const auto in = static_cast<std::size_t>(shape.in);
    const auto out = static_cast<std::size_t>(shape.out);
    if (weights[l].list.size() != out || biases[l].list.size() != out) reader.fails(entry);
    for (const Json& row : weights[l].list) {
      if (row.list.size() != in) reader.fails(entry);
      for (const Json& weight : row.list) flat.push_back(reader.number(weight, entry));
    }
    for (const Json& bias : biases[l].list) flat.push_back(reader.number(bias, entry));
    ++l;
  }
  return flat;
}

void read_points(Reader& reader, Trace& trace) {
  for (const auto& [key, point] : reader.trace["checkpoints"].object) {
    const auto step = base::parse_number(key);
    if (!step || !(*step >= 1 && *step <= 1e6)) reader.fails("checkpoints");
    trace.points.push_back(
        {static_cast<int>(step.value_or(0)), reader.number(reader.trace["tol"]["f32"][key], "tol"),
         reader.number(point["loss"], "checkpoints"), reader.number(point["total"], "checkpoints"),
         read_flat(reader, trace.network, point["W"], point["b"], "checkpoints")});
  }
  if (trace.points.empty()) reader.fails("checkpoints");
  std::sort(trace.points.begin(), trace.points.end(),
            [](const TracePoint& a, const TracePoint& b) { return a.step < b.step; });
}

// A trace on its way: the state of a training run of ours, and the closest comparison so far.
struct Run {
  const Trace& trace;
  std::vector<float> params, gradients, moment1, moment2;
  nn::OptimizerState state = {};
  nn::Workspace work = {};
  TraceResult result = {};

  explicit Run(const Trace& t)
      : trace(t),
        params(t.params),
        gradients(t.params.size()),
        moment1(t.params.size()),
        moment2(t.params.size()) {}
};

void compare(Run& run, TraceResult::What what, int step, double actual, double expected, double tolerance) {
  double deviation = std::abs(actual - expected);
  if (!std::isfinite(deviation)) deviation = std::numeric_limits<double>::infinity();
  const double share = deviation / tolerance;
  if (!(share <= run.result.share)) run.result = {what, step, deviation, share};
}

// Loss of all examples with the present parameters; fills the gradients of the total.
double evaluate(Run& run) {
  const Trace& trace = run.trace;
  nn::BatchPlan plan = nn::plan_batches(trace.network);
  const nn::Batch batch = nn::prepare_batch(plan, trace.inputs.size(), run.work);
  for (std::size_t example = 0; example < batch.examples; ++example) {
    const auto fill = [&](float* rows, const std::vector<float>& values) {
      for (std::size_t i = 0; i < values.size(); ++i) rows[i * batch.lanes + example] = values[i];
    };
    fill(batch.inputs, trace.inputs[example]);
    fill(batch.targets, trace.targets[example]);
  }
  nn::fill_padding(batch.inputs, trace.inputs[0].size() + trace.targets[0].size(), batch.examples);
  const float loss = nn::backprop(plan, *trace.loss, run.params, batch, run.gradients);
  nn::add_penalty_slopes(trace.penalty, trace.network, run.params, run.gradients);
  return static_cast<double>(loss);
}

void compare_losses(Run& run, int step, double loss, double expected_loss, double expected_total,
                    double tolerance) {
  const double total = loss + nn::penalty_value(run.trace.penalty, run.trace.network, run.params);
  compare(run, TraceResult::What::loss, step, loss, expected_loss,
          tolerance * std::max(1.0, std::abs(expected_loss)));
  compare(run, TraceResult::What::total, step, total, expected_total,
          tolerance * std::max(1.0, std::abs(expected_total)));
}

void take_step(Run& run) {
  evaluate(run);
  const Trace& trace = run.trace;
  trace.optimizer->update({run.params.data(), run.gradients.data(), run.moment1.data(), run.moment2.data(),
                           run.params.size(), trace.learning_rate},
                          trace.settings, run.state);
}

}  // namespace

base::Result<Trace, TraceFault> read_trace(const Json& json) {
  Reader reader{json};
  Trace trace;
  trace.name = json["name"].text;
  trace.loss = nn::find_loss(json["loss"].text);
  if (trace.loss == nullptr) reader.fails("loss");
  trace.penalty = {static_cast<float>(reader.number(json["l1"], "l1")),
                   static_cast<float>(reader.number(json["l2"], "l2"))};
  if (!read_network(reader, trace.network) || !read_optimizer(reader, trace) || !read_examples(reader, trace))
    return TraceFault{reader.fault};
  const std::vector<double> params =
      read_flat(reader, trace.network, json["init"]["W"], json["init"]["b"], "init");
  trace.params.assign(params.begin(), params.end());
  const Json& first = json["step0"];
  trace.first_loss = reader.number(first["loss"], "step0");
  trace.first_total = reader.number(first["total"], "step0");
  trace.first_gradients = read_flat(reader, trace.network, first["grad_W"], first["grad_b"], "step0");
  read_points(reader, trace);
  if (!reader.fault.empty()) return TraceFault{reader.fault};
  return trace;
}

TraceResult check_trace(const Trace& trace) {
  constexpr double kFirstTolerance = 5e-6;  // what the file's schema suggests for float32
  Run run(trace);
  compare_losses(run, 0, evaluate(run), trace.first_loss, trace.first_total, kFirstTolerance);
  for (std::size_t i = 0; i < run.gradients.size(); ++i) {
    const double expected = trace.first_gradients[i];
    compare(run, TraceResult::What::gradient, 0, static_cast<double>(run.gradients[i]), expected,
            kFirstTolerance * std::max(1.0, std::abs(expected)));
  }
  int step = 0;
  for (const TracePoint& point : trace.points) {
    for (; step < point.step; ++step) take_step(run);
    for (std::size_t i = 0; i < run.params.size(); ++i) {
      compare(run, TraceResult::What::parameter, step, static_cast<double>(run.params[i]), point.params[i],
              point.tolerance);
    }
    compare_losses(run, step, evaluate(run), point.loss, point.total, point.tolerance);
  }
  return run.result;
}

}  // namespace lab::oracle
