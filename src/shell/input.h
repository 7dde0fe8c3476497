// Events of the platform as Dear ImGui understands them.
#pragma once

#include <span>

#include "platform/platform.h"

struct ImGuiIO;

namespace lab {

void feed(ImGuiIO&, const platform::Event&);

}  // namespace lab
