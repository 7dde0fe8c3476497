// The reference traces of tests/golden/training_golden.json (PyTorch float64).
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "json_reader.h"
#include "oracle/trace.h"

using namespace lab;
using namespace lab::test;

namespace {

Json traces() { return read_json_file(golden_path("training_golden.json"))["traces"]; }

}  // namespace

TEST_CASE("losses, gradients and 100 updates agree with PyTorch within the file's float32 tolerances") {
  int checked = 0;
  for (const Json& item : traces().list) {
    CAPTURE(item["name"].text);
    const auto trace = oracle::read_trace(item);
    REQUIRE(trace.ok());
    const oracle::TraceResult result = oracle::check_trace(*trace);
    CAPTURE(result.step);
    CAPTURE(result.deviation);
    CHECK(result.share <= 1.0);
    ++checked;
  }
  CHECK(checked == 45);
}

TEST_CASE("a trace that is wrong in any one number does not pass") {
  const Json item = traces()[37];  // momentum, l1 and l2
  const oracle::Trace right = *oracle::read_trace(item);
  CHECK(oracle::check_trace(right).share <= 1.0);
  const auto passes_after = [&](auto change) {
    oracle::Trace wrong = right;
    change(wrong);
    return oracle::check_trace(wrong).share <= 1.0;
  };
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.first_loss += 1e-4; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.first_total += 1e-4; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.first_gradients.back() += 1e-4; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.points.back().params.front() += 1e-4; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.points.front().total += 1e-4; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.penalty.l1 = 0.0F; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.penalty.l2 = 0.0F; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.settings.momentum = 0.8; }));
  CHECK_FALSE(passes_after([](oracle::Trace& t) { t.points.front().loss = NAN; }));
}

TEST_CASE("a trace that cannot be used names the entry at fault") {
  const Json item = traces()[0];
  const auto fault_of = [&](const char* entry, const char* json) {
    Json changed = item;
    changed.object[entry] = *base::parse_json(json);
    const auto trace = oracle::read_trace(changed);
    return trace.ok() ? "" : trace.error().entry;
  };
  CHECK(fault_of("name", "\"other\"") == "");
  CHECK(fault_of("loss", "\"nothing\"") == "loss");
  CHECK(fault_of("hidden_activation", "7") == "hidden_activation");
  CHECK(fault_of("output_activation", "null") == "output_activation");
  CHECK(fault_of("act_params", "[1, 2, 3, 4]") == "act_params");
  CHECK(fault_of("optimizer", "{\"type\": \"sgd\"}") == "optimizer");
  CHECK(fault_of("optimizer", "{\"type\": \"sdg\", \"lr\": 1}") == "optimizer");
  CHECK(fault_of("layers", "[2]") == "layers");
  CHECK(fault_of("layers", "[2, 0, 1]") == "layers");
  CHECK(fault_of("layers", "[2, 1e9, 1]") == "layers");
  CHECK(fault_of("layers", "[2, 4, 1]") == "init");
  CHECK(fault_of("inputs", "[[1, 2]]") == "targets");
  CHECK(fault_of("inputs", "[[1, \"2\"]]") == "inputs");
  CHECK(fault_of("targets", "[[1, 2]]") == "targets");
  CHECK(fault_of("init", "{}") == "init");
  CHECK(fault_of("checkpoints", "{}") == "checkpoints");
  CHECK(fault_of("tol", "{}") == "tol");
  CHECK(fault_of("step0", "[]") == "step0");
  CHECK(fault_of("l1", "\"x\"") == "l1");
}
