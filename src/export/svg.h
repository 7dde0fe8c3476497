// A drawing as SVG 1.1: one file, its text as text. Each panel says its scales in data-x and data-y ("min max"), so that what is
// drawn there can be read as numbers again.
#pragma once

#include <string>

#include "export/drawing.h"

namespace lab::exports {

std::string svg(const Drawing&);

}  // namespace lab::exports
