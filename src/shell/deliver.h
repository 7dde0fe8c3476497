// Brings a plot or picture out of the program: to the clipboard or into a file.
#pragma once

#include "shell/screen.h"

namespace lab::shell {

// What came of it: good news, or why not. Between frames.
app::Notice deliver(const Screen&, const ui::Exported&);

}  // namespace lab::shell
