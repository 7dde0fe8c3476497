// States of a run that were kept while it trained, so that it comes back to any of its steps: to the nearest state before it, and by
// training from there. They are kept at multiples of a stride that doubles when there is no more room, so that what they take is bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "nn/trainer_state.h"

namespace lab::run {

inline constexpr std::size_t kTimelineBytes = std::size_t{8}
                                              << 20;  // of all runs that stand beside each other
inline constexpr std::size_t kMostStates = 512;       // the rest of the way is short then

using Words = std::shared_ptr<std::uint32_t[]>;
Words make_words(std::size_t count);  // null where there is no memory

struct Timeline {
  std::vector<nn::TrainerState>
      states;  // by step, the first of step 0; as training left them, before a hand sets anything
  std::int64_t stride = 1;
  std::size_t limit = kTimelineBytes;
  std::size_t state_bytes = 0;  // of each
  Words (*make)(std::size_t) = make_words;
};

std::size_t kept_bytes(const Timeline&);

// The next step that wants a state.
std::int64_t next_state_step(const Timeline&, std::int64_t step);

// Keeps the state of the trainer's step, with these parameters, unless there is one. Where there is no room every other one goes.
template <typename Trainer>
void keep_state(Timeline&, const Trainer&, std::span<const float> params);

// The last one at this step or before; nullptr where there is none.
const nn::TrainerState* state_before(const Timeline&, std::int64_t step);

void forget_after(Timeline&, std::int64_t step);
void set_limit(Timeline&, std::size_t bytes);

}  // namespace lab::run
