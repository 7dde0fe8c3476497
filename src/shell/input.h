// Events of the platform as Dear ImGui understands them.
#pragma once

#include <span>

#include "platform/platform.h"

struct ImGuiIO;

namespace lab::shell {

void feed(ImGuiIO&, const platform::Event&);

}  // namespace lab::shell
