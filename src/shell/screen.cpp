#include "shell/screen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "app/lessons.h"
#include "app/link.h"
#include "app/requests.h"
#include "base/clock.h"
#include "gpu/gl.h"
#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "shell/deliver.h"
#include "shell/fetch.h"
#include "shell/input.h"

namespace lab::shell {

namespace {

constexpr double kTrainShare = 0.7;  // of the time from frame to frame, at full speed
constexpr double kReplayS = 0.03;    // of a frame, for the runs of hand-ins
constexpr double kMinTrainS = 0.008;
constexpr double kMaxTrainS = 0.06;     // more and the picture would no longer look alive
constexpr double kTooltipDelayS = 0.6;  // a resting pointer wants one more frame then
constexpr double kStepsS = 5;           // how far behind the address may be while training plays
constexpr double kNewsS = 4;            // how long a notice of something that went well stays

app::Environment environment_of(const platform::Options& options) {
  return {i18n::language_of(options.language), options.prefers_dark, !platform::is_in_parts()};
}

// Where nothing at all is asked for the program shows its front page.
std::string_view asked(std::string_view link) { return link.empty() ? "view=home" : link; }

void restart_gl(Screen& screen) {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplOpenGL3_Init();
  screen.has_context = true;
}

std::optional<ui::MirrorInput::Kind> kind_of(platform::EventKind kind) {
  using Kind = ui::MirrorInput::Kind;
  switch (kind) {
    case platform::EventKind::element_press:
      return Kind::press;
    case platform::EventKind::element_value:
      return Kind::value;
    case platform::EventKind::element_entered:
      return Kind::entered;
    case platform::EventKind::element_focus:
      return Kind::focus;
    default:
      return std::nullopt;
  }
}

// The browser's Back and Forward lead from room to room. All else stays as it is: training would be lost, and Undo takes
// changes back.
void revisit(Screen& screen, const std::string& link) {
  app::Scenario next = screen.app.shown;
  const app::Scenario there = app::decode(asked(link)).scenario;
  next.view = there.view;
  next.lesson = there.lesson;
  next.step = there.step;
  app::apply(screen.app, app::Change{std::move(next)});
  screen.shown_link = link;
  screen.shown_steps = -1;  // this entry is to say what is so now
}

// Two fingers tell of every move of each: all that came since the last frame is drawn with this one, or the picture would run
// behind them. Other events come to Dear ImGui one by one, over as many frames as it takes, so that none is missed.
bool is_pinch(std::span<const platform::Event> events) {
  const auto is_of_fingers = [](const platform::Event& event) {
    return event.kind == platform::EventKind::wheel && event.touch;
  };
  return !events.empty() && std::all_of(events.begin(), events.end(), is_of_fingers);
}

// Its name as a word that a link may hold.
std::string address_of_file(std::string_view name) {
  std::string address(name);
  for (char& c : address) {
    const bool is_usual =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    if (!is_usual && c != '.') c = '-';
  }
  return address;
}

void take_file(Screen& screen, std::string_view text) {
  const std::size_t line_feed = text.find('\n');
  const std::string_view name = text.substr(0, line_feed);
  const std::string_view content = line_feed == std::string_view::npos ? "" : text.substr(line_feed + 1);
  if (content.starts_with('{') || name.ends_with(".json"))
    return ui::bring_file(screen.ui.hand_ins, name, content);
  if (!name.ends_with(".md")) return app::give(screen.app, {"notice.unknown_file", {std::string(name)}});
  app::add_own_lesson(screen.app, address_of_file(name), content);
}

void handle(Screen& screen, const platform::Event& event) {
  using Kind = platform::EventKind;
  if (event.kind == Kind::link_changed && event.text != screen.shown_link) {
    app::apply(screen.app, app::open_link(asked(event.text)));
  }
  if (event.kind == Kind::link_revisited) revisit(screen, event.text);
  if (event.kind == Kind::file) take_file(screen, event.text);
  if (event.kind == Kind::theme_changed) screen.app.environment.prefers_dark = event.text == "dark";
  if (event.kind == Kind::context_lost) {
    for (gpu::Heatmap& heatmap : screen.ui.heatmaps) heatmap.forget();
    screen.ui.programs.forget();
    screen.ui.pixels.forget();
    screen.fade.picture.forget();
    screen.has_context = false;
  }
  if (event.kind == Kind::context_restored) restart_gl(screen);
  if (const auto kind = kind_of(event.kind)) {
    const std::size_t line_feed = std::min(event.text.find('\n'), event.text.size());
    const std::size_t rest = std::min(line_feed + 1, event.text.size());
    screen.ui.mirror_input.push_back({*kind, event.text.substr(0, line_feed), event.text.substr(rest)});
  }
  if (event.kind == Kind::pointer_cancel) screen.ui.is_cancelled = true;
  feed(ImGui::GetIO(), event);
}

void train(Screen& screen, double now_s) {
  const double elapsed_s = now_s - screen.last_frame_s;
  const double train_s = std::clamp(elapsed_s * kTrainShare, kMinTrainS, kMaxTrainS);
  app::advance(screen.app, {now_s, elapsed_s, train_s});
  ui::ClassView& hand_ins = screen.ui.hand_ins;  // once they are closed nobody waits for them
  screen.is_replaying = (hand_ins.is_open || hand_ins.is_wanted) &&
                        app::work(hand_ins.room.replay, base::wall_clock_s() + kReplayS);
  screen.last_frame_s = now_s;
}

ui::Drawn draw(Screen& screen, const platform::View& view, double elapsed_s) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {view.width, view.height};
  io.DisplayFramebufferScale = {view.pixel_ratio, view.pixel_ratio};
  io.DeltaTime = static_cast<float>(std::clamp(elapsed_s, 1e-4, 1.0));
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  screen.ui.now_s = screen.last_frame_s;
  screen.ui.has_all_parts =
      !platform::is_in_parts() || !screen.app.learner.courses.empty() || screen.app.learner.own;
  if (screen.ui.has_all_parts) app::later_parts_have_come(screen.app);
  ui::Drawn drawn = ui::draw(screen.ui, screen.app, view.width, view.height, view.pixel_ratio);
  draw_fade(screen.fade, view, screen.last_frame_s);
  ImGui::Render();
  glViewport(0, 0, static_cast<int>(std::lround(view.width * view.pixel_ratio)),
             static_cast<int>(std::lround(view.height * view.pixel_ratio)));
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  ++screen.frames;
  return drawn;
}

// What a learner has done is kept for the next time.
void keep_progress(Screen& screen) {
  if (screen.app.learner.version == screen.kept_version) return;
  screen.kept_version = screen.app.learner.version;
  platform::keep(app::progress_json(screen.app));
}

std::string_view cursor_name() {
  switch (ImGui::GetMouseCursor()) {
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    case ImGuiMouseCursor_ResizeAll:
      return "grab";
    default:
      return "default";
  }
}

void tell_mirror(Screen& screen) {
  if (!screen.ui.has_mirror) return;
  const bool is_shown = screen.app.shown.mirror == "show";
  const Screened screened{screen.elements, screen.ui.keyboard, is_shown, app::is_busy(screen.app)};
  if (const auto news = to_tell(screen.mirror, screened, screen.last_frame_s)) platform::mirror(*news);
}

// The link is written anew only when what it says has changed; of the steps, while training plays, only now and then.
void show_link(Screen& screen, bool is_entered) {
  const std::int64_t steps = app::steps_to_keep(screen.app);
  const bool is_same = screen.app.scenario == screen.shown_scenario;
  const bool can_wait =
      screen.app.shown.play && screen.shown_steps >= 0 && screen.last_frame_s < screen.steps_due_s;
  if (is_same && (steps == screen.shown_steps || can_wait)) return;
  screen.shown_scenario = screen.app.scenario;
  screen.shown_steps = steps;
  screen.steps_due_s = screen.last_frame_s + kStepsS;
  std::string link = app::link_with_steps(screen.app, steps);
  if (link == screen.shown_link) return;
  if (is_entered) {
    platform::enter_link(link);
  } else {
    platform::set_link(link);
  }
  screen.shown_link = std::move(link);
}

// The link as others can open it; the desktop program takes the link alone, as its argument.
std::string address_of(const Screen& screen, const std::string& link) {
  return screen.page.empty() ? link : screen.page + "#" + link;
}

// The page is told only what it does not know.
template <typename Told, typename Now>
bool is_news(Told& told, const Now& now) {
  if (told == now) return false;
  told = now;
  return true;
}

// For a while, and the latest is enough.
void give_news(Screen& screen, app::Notice news) {
  std::erase_if(screen.app.notices, [](const app::Notice& notice) { return notice.is_news; });
  app::give(screen.app, std::move(news));
  screen.news_until_s = screen.last_frame_s + kNewsS;
}

// What follows a frame outside the canvas: address, language, cursor, clipboard. Whether the reader has entered another room.
void tell_platform(Screen& screen, const ui::Drawn& drawn, bool is_entered) {
  show_link(screen, is_entered);
  if (!drawn.copied.empty()) {
    platform::set_clipboard(drawn.copies_link ? address_of(screen, drawn.copied) : drawn.copied);
    give_news(screen, {drawn.copied_notice, {drawn.copied}, true});
  }
  if (drawn.chooses_files) platform::choose_files();
  const bool is_printed = drawn.exported && drawn.exported->to == ui::Exported::To::printer;
  if (is_printed) platform::print(drawn.exported->text);
  if (drawn.exported && !is_printed) give_news(screen, deliver(screen, *drawn.exported));
  if (is_news(screen.language, i18n::tag(drawn.language))) platform::announce_language(screen.language);
  tell_mirror(screen);
  ask_for_language(screen, drawn.explains || screen.is_used);
  screen.wants_all_parts = drawn.wants_all_parts;
  ask_for_lessons(screen);
  keep_progress(screen);
  // It waits for a language that is on its way, and for the room that a command of this frame leads to.
  if (screen.downloads == 0 && drawn.view == screen.app.shown.view) {
    const Heard heard{drawn.sentence, drawn.remark};
    for (const Utterance& one : to_say(screen.speech, screen.app, heard, screen.last_frame_s)) {
      platform::say(one.text, one.is_urgent);
    }
  }
  if (is_news(screen.is_dark, app::is_dark(screen.app)))
    platform::announce_theme(*screen.is_dark ? "dark" : "light");
  if (is_news(screen.gestures, screen.app.shown.gestures)) platform::announce_gestures(screen.gestures);
  if (is_news(screen.cursor, cursor_name())) platform::set_cursor(screen.cursor);
}

void drop_old_news(Screen& screen, double now_s) {
  const ui::Keyboard& keyboard = screen.ui.keyboard;
  const bool is_in_hand =
      keyboard.is_seen && (keyboard.focus.starts_with("dismiss.") ||
                           keyboard.focus == "notices.more");  // it does not go from under it
  if (now_s < screen.news_until_s || is_in_hand) return;
  std::erase_if(screen.app.notices, [](const app::Notice& notice) { return notice.is_news; });
  screen.news_until_s = std::numeric_limits<double>::infinity();
}

// Whether the reader has entered another room.
bool apply_all(Screen& screen, std::span<const app::Command> commands, const platform::View& view) {
  const app::Scenario before = screen.app.shown;
  for (const app::Command& command : commands) app::apply(screen.app, command);
  if (is_abrupt(before, screen.app.shown)) begin_fade(screen.fade, view, screen.last_frame_s);
  return screen.app.shown.view != before.view;
}

double next_frame_in_s(Screen& screen, double wanted_in_s, double now_s) {
  if (screen.frames_to_settle > 0) --screen.frames_to_settle;
  if (app::is_busy(screen.app) || screen.is_replaying || wanted_in_s <= 0 || screen.frames_to_settle > 0 ||
      is_fading(screen.fade))
    return 0;
  const double rests_at_s = screen.last_change_s + kTooltipDelayS;
  if (!screen.has_rested && now_s >= rests_at_s) {
    screen.has_rested = true;  // a tooltip takes as many frames to appear as a change takes to settle
    screen.frames_to_settle = kSettleFrames;
    return 0;
  }
  const double due_s =
      std::min(screen.has_rested ? std::numeric_limits<double>::infinity() : rests_at_s, screen.news_until_s);
  return std::max(std::min(due_s - now_s, wanted_in_s), 0.001);
}

}  // namespace

Screen::Screen(const platform::Options& options) : imgui(ImGui::CreateContext()) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  ImGui_ImplOpenGL3_Init();
  app = app::make_app(asked(options.link), environment_of(options));
  if (!options.kept.empty()) app::take_progress(app, options.kept);
  shown_scenario = app.scenario;
  shown_steps = app::steps_to_keep(app);
  shown_link = app::link_with_steps(app, shown_steps);
  page = options.page;
  fade.is_wanted = !options.prefers_reduced_motion;
  ui.page = options.page;
  ui.is_still = options.prefers_reduced_motion;
  ui.fonts = ui::load_fonts();
  ui.markers = ui::make_markers();
  ui.has_mirror = platform::has_mirror();
  ImGuiPlatformIO& system = ImGui::GetPlatformIO();
  system.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) { platform::set_clipboard(text); };
  system.Platform_ClipboardUserData = &pasted;
  system.Platform_GetClipboardTextFn = [](ImGuiContext*) {
    auto& text = *static_cast<std::string*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
    text = platform::clipboard();
    return text.c_str();
  };
}

Screen::~Screen() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext(imgui);
}

double draw_frame(Screen& screen, const platform::View& view, std::span<const platform::Event> events,
                  double now_s) {
  const double elapsed_s = now_s - screen.last_frame_s;
  ImGui::GetIO().ConfigInputTrickleEventQueue = !is_pinch(events);
  for (const platform::Event& event : events) {
    handle(screen, event);
    screen.is_used = screen.is_used || event.kind <= platform::EventKind::element_focus;
  }
  train(screen, now_s);
  drop_old_news(screen, now_s);
  if (!screen.has_context) return app::is_busy(screen.app) ? 0.1 : std::numeric_limits<double>::infinity();
  ui::Drawn drawn = draw(screen, view, elapsed_s);
  const bool is_entered = !drawn.commands.empty() && apply_all(screen, drawn.commands, view);
  screen.elements = std::move(drawn.elements);
  if (!events.empty() || !drawn.commands.empty()) {
    screen.last_change_s = now_s;
    screen.has_rested = false;
    screen.frames_to_settle = kSettleFrames;
  }
  tell_platform(screen, drawn, is_entered);
  return next_frame_in_s(screen, drawn.due_in_s, now_s);
}

}  // namespace lab::shell
