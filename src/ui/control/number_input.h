// A number typed in: 2.5, −1/3, sqrt(2), 0,5. It counts with every letter that leaves a number.
#pragma once

#include <limits>
#include <string>

#include "app/notice.h"
#include "ui/control/text_input.h"

namespace lab::ui {

// What is being typed, which need not be a number yet.
struct NumberDraft {
  double applied = std::numeric_limits<double>::quiet_NaN();  // the number when it was last read or shown
  std::string text;                                           // as typed
  Complaint complaint{};
  app::Notice error;  // why it is no number
};

// `shown`: how the number reads where it came from elsewhere. Returns whether the person changed it.
bool number_input(Frame&, const Rect&, std::string_view id, std::string label, const std::string& shown,
                  NumberDraft&, double& value);

}  // namespace lab::ui
