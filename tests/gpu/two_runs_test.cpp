// Several runs in one program: each is trained and drawn as it would be alone.
#include <doctest/doctest.h>

#include <deque>

#include "app/plan.h"
#include "app/requests.h"
#include "gpu/heatmap.h"
#include "pictures.h"

using namespace lab;
using gpu_test::difference;
using gpu_test::Picture;
using gpu_test::read_picture;

namespace {

constexpr int kSteps = 400;

gpu::HeatmapRequest request_of(const run::Run& run) {
  gpu::HeatmapRequest request = gpu_test::make_request(run.seen.snapshot);
  request.plane = run.plan.points.plane;
  request.output_px = 160;
  return request;
}

app::App alone(const std::string& link) {
  app::App app = app::make_app(link, {});
  app::answer(app, "step " + std::to_string(kSteps), 0);
  return app;
}

}  // namespace

TEST_CASE(
    "a second run beside the first is trained and drawn by turns, to the bits and pixels of each alone") {
  const std::string links[] = {"data=spiral&net=8-8", "data=spiral&net=6-4&act=relu&norm=layer_norm"};
  app::App both = app::make_app(links[0], {});
  auto second = run::make_run(app::plan_of(app::make_app(links[1], {}).scenario));
  REQUIRE(second.ok());
  both.runs.push_back(std::move(*second));

  gpu::ProgramCache programs;
  std::deque<gpu::Heatmap> heatmaps;
  for (std::size_t i = 0; i < 2; ++i) heatmaps.emplace_back(programs);
  for (int slice = 0; slice < 4; ++slice) {
    app::answer(both, "step " + std::to_string(kSteps / 4), 0);
    for (std::size_t i = 0; i < 2; ++i) REQUIRE(heatmaps[i].paint(request_of(both.runs[i])));
  }
  for (std::size_t i = 0; i < 2; ++i) {
    CAPTURE(links[i]);
    const app::App single = alone(links[i]);
    const run::Run& run = app::first_run(single);
    CHECK(both.runs[i].trainer.step == kSteps);
    CHECK(both.runs[i].seen.snapshot.params == run.seen.snapshot.params);
    CHECK(both.runs[i].seen.test.loss == run.seen.test.loss);
    gpu::ProgramCache own_programs;
    gpu::Heatmap heatmap(own_programs);
    REQUIRE(heatmap.paint(request_of(run)));
    const Picture expected = read_picture(heatmap.output_texture());
    CHECK(difference(read_picture(heatmaps[i].output_texture()), expected) == 0);
    CHECK(difference(read_picture(heatmaps[i].tiles_texture()), read_picture(heatmap.tiles_texture())) == 0);
  }
  CHECK(difference(read_picture(heatmaps[0].output_texture()), read_picture(heatmaps[1].output_texture())) >
        50);
}
