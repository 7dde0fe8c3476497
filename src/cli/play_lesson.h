// A lesson gone through without a screen, as by a learner who answers rightly and does what Show me does.
#pragma once

#include <string>
#include <vector>

#include "app/notice.h"
#include "i18n/text.h"
#include "lesson/lesson.h"

namespace lab::cli {

struct PlayedStep {
  std::string id;
  std::string answer;              // that was given; empty: nothing is asked
  std::string link, hash;          // of where it led
  std::vector<app::Notice> wrong;  // what is not as it has to be
};

std::vector<PlayedStep> play(const lesson::Lesson&, i18n::Language);

}  // namespace lab::cli
