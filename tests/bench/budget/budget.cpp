// How well advance() keeps its budget, from small networks to the largest one with the largest batch.
//
//   lab_budget [CALLS [processor]]
//
// With "processor" time is what the processor spent on this program, which other programs on the machine do
// not lengthen (under Node it is the clock all the same). A report, not a test.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "app/requests.h"
#include "base/clock.h"

using namespace lab;

namespace {

double processor_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

struct Run {
  const char *name, *link;
};

void report(const Run& run, double budget_ms, int calls, double (*clock_s)()) {
  app::App app = app::make_app(run.link, {});
  first_run(app).clock_s = clock_s;
  app::change_field(app, "speed", "max");
  app::apply(app, app::Play{});
  std::vector<double> over_ms;  // negative where a call took less than its budget
  double used_ms = 0;
  int pictures = 0;
  for (int call = 0; call < calls; ++call) {
    const std::int64_t shown = first_run(app).seen.snapshot.step;
    const double start_s = clock_s();
    app::advance(app, {start_s, 0.016, budget_ms / 1000});
    const double took_ms = 1000 * (clock_s() - start_s);
    over_ms.push_back(took_ms - budget_ms);
    used_ms += took_ms;
    if (first_run(app).seen.snapshot.step != shown) ++pictures;
  }
  std::sort(over_ms.begin(), over_ms.end());
  const double step_us = 1000 * used_ms / static_cast<double>(first_run(app).trainer.step);
  const double example_us = 1e6 * first_run(app).pace.example.each_s;
  const double largest_step_ms =
      example_us * static_cast<double>(nn::largest_batch(first_run(app).trainer)) / 1000;
  std::printf("%-22s %7.0f %10.1f %8.2f %10.2f %9.2f %9.2f %9.2f %9.2f\n", run.name, budget_ms, step_us,
              largest_step_ms, used_ms / calls, static_cast<double>(pictures) / calls,
              percentile(over_ms, 0.5), percentile(over_ms, 0.99), over_ms.back());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr Run kRuns[] = {
      {"2-4-2-1 batch 10", "lr=0.001"},
      {"2-8x6-1 batch 10", "net=8-8-8-8-8-8&data=spiral&lr=0.001"},
      {"2-32x8-1 batch 10", "net=32-32-32-32-32-32-32-32&lr=0.0001"},
      {"same, 1800 points", "net=32-32-32-32-32-32-32-32&n=2000&split=0.9&lr=0.0001"},
      {"same, gelu, batch 512", "net=32-32-32-32-32-32-32-32&n=2000&split=0.9&act=gelu&batch=512&lr=0.0001"},
      {"same, layer norm",
       "net=32-32-32-32-32-32-32-32&n=2000&split=0.9&act=gelu&batch=512&norm=layer_norm&lr=0.0001"},
  };
  const int calls = argc > 1 ? std::max(1, std::atoi(argv[1])) : 600;
  const bool by_processor = argc > 2 && std::string_view(argv[2]) == "processor";
  std::printf("%d calls of advance() at full speed each, by the %s; times in ms but for steps\n", calls,
              by_processor ? "processor's time" : "clock");
  std::printf("%-22s %7s %10s %8s %10s %9s %9s %9s %9s\n", "network", "budget", "us/step", "a step",
              "mean call", "pictures", "over p50", "over p99", "over max");
  for (const Run& run : kRuns) {
    for (const double budget_ms : {8.0, 16.0})
      report(run, budget_ms, calls, by_processor ? processor_s : base::wall_clock_s);
  }
}
