// What Dear ImGui would call if the page had tables, columns, menu bars, lists of many, tab bars or trees, or an ini file: nothing.
// See web.cmake.
#include <cstdarg>
#include <cstdlib>
#include <string_view>

extern "C" {

void __wrap__ZN5ImGui8EndTableEv() {}
void __wrap__ZN5ImGui31TableSettingsAddSettingsHandlerEv() {}
void __wrap__ZN5ImGui10EndColumnsEv() {}
void __wrap__ZN5ImGui10EndMenuBarEv() {}
void* __wrap__ZN5ImGui14EndMultiSelectEv() { return nullptr; }
void __wrap__ZN5ImGui9EndTabBarEv() {}
void __wrap__ZN5ImGui7TreePopEv() {}

// All else is of ini files.
int __wrap_sscanf(const char* text, const char* format, ...) {
  constexpr std::string_view kVersion = "#version ";
  if (format != std::string_view("#version %d") || !std::string_view(text).starts_with(kVersion)) return 0;
  va_list places;
  va_start(places, format);
  *va_arg(places, int*) = std::atoi(text + kVersion.size());
  va_end(places);
  return 1;
}

}  // extern "C"
