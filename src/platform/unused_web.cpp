// What Dear ImGui would call if the page had tables, columns, menu bars, lists of many, tab bars or trees, or an ini file: nothing.
// See web.cmake.

extern "C" {

void __wrap__ZN5ImGui8EndTableEv() {}
void __wrap__ZN5ImGui31TableSettingsAddSettingsHandlerEv() {}
void __wrap__ZN5ImGui10EndColumnsEv() {}
void __wrap__ZN5ImGui10EndMenuBarEv() {}
void* __wrap__ZN5ImGui14EndMultiSelectEv() { return nullptr; }
void __wrap__ZN5ImGui9EndTabBarEv() {}
void __wrap__ZN5ImGui7TreePopEv() {}
int __wrap_sscanf(const char*, const char*, ...) { return 0; }

}  // extern "C"
