#include "run/replay.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"

namespace lab::run {

namespace {

template <typename Kind>
base::Result<ReplayOf<Kind>, nn::TrainerError> begin(
    typename Kind::Plan plan, base::Result<typename Kind::Trainer, nn::TrainerError> trainer) {
  if (!trainer.ok()) return trainer.error();
  ReplayOf<Kind> replay{std::move(plan.course), std::move(trainer.value())};
  go_by(replay.trainer, replay.course);
  set_by_hand(replay.trainer, replay.course);
  return replay;
}

}  // namespace

base::Result<Replay, nn::TrainerError> make_replay(Plan plan) {
  auto trainer = nn::make_trainer(plan.course.config, nn::examples_of(plan.points));
  return begin<PointKind>(std::move(plan), std::move(trainer));
}

base::Result<ImageReplay, nn::TrainerError> make_replay(ImagePlan plan) {
  auto trainer = nn::make_image_trainer(plan.course.config, examples_of(plan.pictures));
  return begin<ImageKind>(std::move(plan), std::move(trainer));
}

template <typename Kind>
bool work(ReplayOf<Kind>& replay, std::int64_t last, double end_s) {
  constexpr double kPieceS = 0.0005;  // a longer piece is cut in half, a shorter one is doubled
  constexpr std::int64_t kMostSteps = 4096;
  typename Kind::Trainer& trainer = replay.trainer;
  double now_s = base::wall_clock_s();
  while (trainer.step < last && !trainer.divergence) {
    const std::int64_t change = next_change_step(replay.course, trainer.step);
    nn::train(trainer, std::min({last, change, trainer.step + replay.piece}) - trainer.step);
    if (trainer.step == change) {
      go_by(trainer, replay.course);
      set_by_hand(trainer, replay.course);
    }
    const double before_s = std::exchange(now_s, base::wall_clock_s());
    replay.piece = std::clamp<std::int64_t>(now_s - before_s > kPieceS ? replay.piece / 2 : replay.piece * 2,
                                            1, kMostSteps);
    if (now_s >= end_s) break;
  }
  return trainer.step < last && !trainer.divergence;
}

template bool work(Replay&, std::int64_t, double);
template bool work(ImageReplay&, std::int64_t, double);

}  // namespace lab::run
