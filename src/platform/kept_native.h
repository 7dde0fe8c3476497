// Where the desktop program keeps what it wants to find again.
#pragma once

#include <filesystem>

namespace lab::platform {

std::filesystem::path kept_path();  // empty: nowhere

}  // namespace lab::platform
