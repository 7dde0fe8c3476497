// The place of the plane that is looked at number by number.
#pragma once

#include "ui/control/widgets.h"

namespace lab::ui {

// The square that the plane of the points fills.
ImVec2 px_of_place(const Frame&, const Rect& square, double x1, double x2);

// Of that square, whose press this is: pressed or dragged it chooses the place, a point's own where one is near.
void choose_place(Frame&, const Press&, const Rect& square);

void look_at_place(Frame&, double x1, double x2, bool goes_on);

}  // namespace lab::ui
