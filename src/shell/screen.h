// The running program: the state, the screen that shows it, and one frame of both.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "platform/platform.h"
#include "shell/cross_fade.h"
#include "shell/mirror.h"
#include "shell/speech.h"
#include "ui/screen.h"

struct ImGuiContext;

namespace lab::shell {

struct Screen {
  explicit Screen(const platform::Options&);  // needs a current GL context
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  ImGuiContext* imgui = nullptr;
  app::App app;
  Speech speech;
  ui::Ui ui;
  std::vector<base::Element> elements;  // of the last frame
  std::uint64_t frames = 0;             // drawn so far
  double last_frame_s = 0;
  double last_change_s = 0;  // when something last moved or was pressed
  bool has_rested = false;   // nothing has happened for as long as a tooltip waits
  double news_until_s = std::numeric_limits<double>::infinity();  // when good news goes away
  int frames_to_settle = 3;      // still to be drawn so that hover and layout come to rest
  std::string page;              // its address without a link; empty on the desktop
  app::Scenario shown_scenario;  // whose link stands in the address bar …
  std::int64_t shown_steps = 0;  // … with so many steps
  std::string shown_link;        // this one
  double steps_due_s = 0;        // when the steps in it are written anew while training plays
  Mirror mirror;
  CrossFade fade;
  std::optional<bool> is_dark;        // the theme that the page knows of
  std::string gestures;               // and what it was last told of them,
  std::string_view language, cursor;  // of these, too
  std::string pasted;                 // what Dear ImGui last asked of the clipboard
  bool has_context = true;            // false between context_lost and context_restored
  bool has_asked_for_cjk = false;
  std::optional<i18n::Language> texts_asked_for;  // on their way
  std::optional<i18n::Language> lessons_asked_for;
  bool wants_all_parts = false;  // something of the second part of the program is to be seen
  bool has_missed_lessons = false;
  bool is_replaying = false;       // runs of hand-ins
  std::string own_asked_for;       // the address of a lesson that is on its way
  std::uint64_t kept_version = 1;  // of the progress that was kept last
  int downloads = 0;               // on their way, of what a language needs
  bool is_used = false;            // somebody has pointed at something, pressed a key or asked what there is
  double explanations_due_s = 0;   // when they may be asked for
  std::optional<i18n::Language>
      missed_language;  // what could not be had: asked for again when it is chosen again
};

inline constexpr int kSettleFrames = 3;  // so that hover and layout come to rest after a change

// Returns in how many seconds the next frame is due.
double draw_frame(Screen&, const platform::View&, std::span<const platform::Event>, double now_s);

// Answers a request of a script, in JSON.
std::string answer(Screen&, std::string_view request);

}  // namespace lab::shell
