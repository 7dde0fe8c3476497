// How well advance() keeps its budget, from small networks to the largest one with the largest batch. A
// report, not a test: on a machine that does other things too, the slowest calls are theirs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "app/app.h"

using namespace lab;

namespace {

constexpr int kCalls = 600;

double clock_ms() {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  return Milliseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

void report(const char* name, const char* link, double budget_ms) {
  app::App app = app::make_app(link, {});
  app::apply(app, app::set("speed", "max"));
  app::apply(app, app::command(app::CommandKind::play));
  std::vector<double> over_ms;
  double used_ms = 0;
  for (int call = 0; call < kCalls; ++call) {
    const double start_ms = clock_ms();
    app::advance(app, {start_ms / 1000, 0.016, budget_ms / 1000});
    const double took_ms = clock_ms() - start_ms;
    used_ms += took_ms;
    over_ms.push_back(took_ms - budget_ms);
  }
  std::sort(over_ms.begin(), over_ms.end());
  std::printf("%-22s %7.0f %10.1f %10.2f %10.2f %10.2f %10.2f\n", name, budget_ms,
              1000 * used_ms / static_cast<double>(app.trainer->step), used_ms / kCalls,
              percentile(over_ms, 0.5), percentile(over_ms, 0.99), over_ms.back());
}

}  // namespace

int main() {
  constexpr struct {
    const char *name, *link;
  } kRuns[] = {
      {"2-4-2-1 batch 10", "lr=0.001"},
      {"2-8x6-1 batch 10", "net=8-8-8-8-8-8&data=spiral&lr=0.001"},
      {"2-32x8-1 batch 10", "net=32-32-32-32-32-32-32-32&lr=0.0001"},
      {"same, 1800 points", "net=32-32-32-32-32-32-32-32&n=2000&split=0.9&lr=0.0001"},
      {"same, gelu, batch 512", "net=32-32-32-32-32-32-32-32&n=2000&split=0.9&act=gelu&batch=512&lr=0.0001"},
  };
  std::printf("%d calls of advance() at full speed each; times in ms but for steps\n", kCalls);
  std::printf("%-22s %7s %10s %10s %10s %10s %10s\n", "network", "budget", "us/step", "mean call", "over p50",
              "over p99", "over max");
  for (const auto& run : kRuns) {
    for (const double budget_ms : {8.0, 16.0}) report(run.name, run.link, budget_ms);
  }
}
