// What a run is made from: how each of its steps is to be made, and what it learns from.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "data/images.h"
#include "data/points.h"
#include "nn/conv/image_trainer.h"
#include "nn/trainer.h"
#include "run/hand.h"

namespace lab::run {

// From this step on the trainer goes by this configuration. Only what may change during a run differs from the one before:
// all that nn::set_course and nn::set_activations take.
template <typename Network>
struct CourseChangeOf {
  std::int64_t step = 0;
  nn::TrainerConfigOf<Network> config;
  HandSets sets;  // done once, when the run has come to the step
};

template <typename Network>
struct CourseOf {
  nn::TrainerConfigOf<Network> config;           // at step 0
  HandSets sets;                                 // of the first weights
  std::vector<CourseChangeOf<Network>> changes;  // by step, ascending
};

using CourseChange = CourseChangeOf<nn::NetworkSpec>;
using Course = CourseOf<nn::NetworkSpec>;
using ImageCourse = CourseOf<nn::ConvNetworkSpec>;

struct Plan {
  Course course;
  data::PointSet points;
};

struct ImagePlan {
  ImageCourse course;
  data::ImageSet pictures;
};

nn::Examples examples_of(const data::ImageSet&);

// What trains by a course without being shown, see replay.h: it goes on as the course says for its step, up to the next change.
void go_by(nn::Trainer&, const Course&);
void go_by(nn::ImageTrainer&, const ImageCourse&);

// What the course says for a step.
template <typename Network>
const nn::TrainerConfigOf<Network>& config_at(const CourseOf<Network>& course, std::int64_t step) {
  const nn::TrainerConfigOf<Network>* config = &course.config;
  for (const CourseChangeOf<Network>& change : course.changes) {
    if (change.step > step) break;
    config = &change.config;
  }
  return *config;
}

// Once, when it has come to its step.
template <typename Network, typename Passes>
void set_by_hand(nn::TrainerOf<Network, Passes>& trainer, const CourseOf<Network>& course) {
  if (trainer.step == 0) set_by_hand(trainer.params, course.sets);
  for (const CourseChangeOf<Network>& change : course.changes) {
    if (change.step == trainer.step) set_by_hand(trainer.params, change.sets);
  }
}

template <typename Network>
std::int64_t next_change_step(const CourseOf<Network>& course, std::int64_t step) {
  for (const CourseChangeOf<Network>& change : course.changes) {
    if (change.step > step) return change.step;
  }
  return std::numeric_limits<std::int64_t>::max();
}

}  // namespace lab::run
