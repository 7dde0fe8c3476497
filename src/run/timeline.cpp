#include "run/timeline.h"

#include <algorithm>
#include <new>
#include <utility>

namespace lab::run {

namespace {

void thin(Timeline& timeline) {
  timeline.stride *= 2;
  std::erase_if(timeline.states,
                [&](const nn::TrainerState& state) { return state.step % timeline.stride != 0; });
}

// The first is kept in any case.
void thin_to_limit(Timeline& timeline, std::size_t more) {
  while (timeline.states.size() > 1 && (timeline.states.size() + more > kMostStates ||
                                        kept_bytes(timeline) + more * timeline.state_bytes > timeline.limit))
    thin(timeline);
}

}  // namespace

Words make_words(std::size_t count) { return Words(new (std::nothrow) std::uint32_t[count]); }

std::size_t kept_bytes(const Timeline& timeline) { return timeline.states.size() * timeline.state_bytes; }

std::int64_t next_state_step(const Timeline& timeline, std::int64_t step) {
  const std::int64_t from = timeline.states.empty() ? step : std::max(step, timeline.states.back().step);
  return (from / timeline.stride + 1) * timeline.stride;
}

template <typename Trainer>
void keep_state(Timeline& timeline, const Trainer& trainer, std::span<const float> params) {
  if (!timeline.states.empty() && timeline.states.back().step >= trainer.step) return;
  const std::size_t count = nn::state_words(trainer);
  timeline.state_bytes = count * sizeof(std::uint32_t) + sizeof(nn::TrainerState);
  thin_to_limit(timeline, 1);
  const bool has_room = kept_bytes(timeline) + timeline.state_bytes <= timeline.limit;
  if (!has_room || trainer.step % timeline.stride != 0) return;
  Words words = timeline.make(count);
  if (words == nullptr) return thin(timeline);
  timeline.states.push_back(nn::state_of(trainer, params, std::move(words)));
}

template void keep_state(Timeline&, const nn::Trainer&, std::span<const float>);
template void keep_state(Timeline&, const nn::ImageTrainer&, std::span<const float>);

const nn::TrainerState* state_before(const Timeline& timeline, std::int64_t step) {
  const auto after = std::find_if(timeline.states.begin(), timeline.states.end(),
                                  [&](const nn::TrainerState& state) { return state.step > step; });
  return after == timeline.states.begin() ? nullptr : &after[-1];
}

void forget_after(Timeline& timeline, std::int64_t step) {
  std::erase_if(timeline.states, [&](const nn::TrainerState& state) { return state.step > step; });
}

void set_limit(Timeline& timeline, std::size_t bytes) {
  timeline.limit = bytes;
  thin_to_limit(timeline, 0);
}

}  // namespace lab::run
