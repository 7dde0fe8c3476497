#include "shell/fetch.h"

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/lessons.h"

namespace lab::shell {

namespace {

// The texts stay in English.
void miss_language(Screen& screen, const std::string& reason) {
  --screen.downloads;
  screen.missed_language = app::language(screen.app);
  app::give(screen.app, {"notice.no_cjk_faces", {reason}});
  screen.frames_to_settle = kSettleFrames;
}

void miss_faces(Screen& screen, const std::string& reason) {
  screen.has_asked_for_cjk = false;
  miss_language(screen, reason);
}

void ask_for_faces(Screen& screen) {
  if (screen.has_asked_for_cjk) return;
  screen.has_asked_for_cjk = true;
  ++screen.downloads;
  auto regular = std::make_shared<std::vector<unsigned char>>();
  platform::fetch_asset(
      "cjk-regular", [&screen, regular](std::vector<unsigned char> bytes, const std::string& e) {
        if (bytes.empty()) return miss_faces(screen, e);
        *regular = std::move(bytes);
        platform::fetch_asset("cjk-semibold", [&screen, regular](std::vector<unsigned char> semibold,
                                                                 const std::string& reason) {
          if (semibold.empty()) return miss_faces(screen, reason);
          ui::add_cjk(screen.ui.fonts, std::move(*regular), std::move(semibold));
          --screen.downloads;
          screen.frames_to_settle = kSettleFrames;
        });
      });
}

void ask_for_texts(Screen& screen, i18n::Language language) {
  if (screen.texts_asked_for == language) return;
  screen.texts_asked_for = language;
  ++screen.downloads;
  const auto take = [&screen, language](const std::vector<unsigned char>& bytes, const std::string& e) {
    if (!i18n::add_texts(language, bytes)) {
      screen.texts_asked_for.reset();
      return miss_language(screen, e);
    }
    --screen.downloads;
    screen.frames_to_settle = kSettleFrames;
  };
  platform::fetch_asset("texts-" + std::string(i18n::tag(language)), take);
}

// From when on somebody may read them: nothing that is seen at first waits for them.
void ask_for_explanations(Screen& screen, i18n::Language language) {
  constexpr double kAgainS = 10;  // after a failure
  if (screen.last_frame_s < screen.explanations_due_s) return;
  screen.explanations_due_s = std::numeric_limits<double>::infinity();
  ++screen.downloads;
  platform::fetch_asset("texts-" + std::string(i18n::tag(language)),
                        [&screen, language](const std::vector<unsigned char>& bytes, const std::string&) {
                          if (!i18n::add_texts(language, bytes))
                            screen.explanations_due_s = screen.last_frame_s + kAgainS;
                          --screen.downloads;
                          screen.frames_to_settle = kSettleFrames;
                        });
}

void ask_for_own_lesson(Screen& screen, const std::string& address) {
  if (address == screen.app.learner.own_address || address == screen.own_asked_for) return;
  screen.own_asked_for = address;
  ++screen.downloads;
  platform::fetch_asset(
      "./" + address, [&screen, address](const std::vector<unsigned char>& bytes, const std::string& reason) {
        --screen.downloads;
        screen.frames_to_settle = kSettleFrames;
        screen.own_asked_for.clear();
        if (screen.app.shown.lesson != address) return;  // it was left meanwhile
        if (bytes.empty()) return app::miss_lessons(screen.app, reason);
        app::add_own_lesson(screen.app, address, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      });
}

}  // namespace

// What the language needs and is not here yet.
void ask_for_language(Screen& screen, bool explains) {
  const i18n::Language language = app::language(screen.app);
  if (language == screen.missed_language) return;  // until another one is chosen
  screen.missed_language.reset();
  if (!i18n::has_texts(language)) return ask_for_texts(screen, language);
  if (i18n::needs_cjk(language)) ask_for_faces(screen);
  if (explains && !i18n::has_all_texts(language)) ask_for_explanations(screen, language);
}

// The lessons of the present language, where one is open and they are not here.
void ask_for_lessons(Screen& screen) {
  const i18n::Language language = app::language(screen.app);
  const std::string& word = screen.app.shown.lesson;
  const bool is_class = screen.ui.hand_ins.is_open && !screen.has_missed_lessons;  // to say what was answered
  if (word.find('.') != std::string::npos) return ask_for_own_lesson(screen, word);
  const bool is_wanted = !word.empty() || is_class ||
                         (screen.wants_all_parts && !screen.has_missed_lessons) ||
                         screen.app.shown.term != "none";  // the glossary leads to them
  if (!is_wanted || screen.lessons_asked_for == language) return;
  if (screen.app.learner.courses.find(language) != screen.app.learner.courses.end()) return;
  screen.lessons_asked_for = language;
  ++screen.downloads;
  platform::fetch_asset(
      "lessons-" + std::string(i18n::tag(language)),
      [&screen, language](const std::vector<unsigned char>& bytes, const std::string& reason) {
        --screen.downloads;
        screen.frames_to_settle = kSettleFrames;
        const std::string asset(bytes.begin(), bytes.end());
        screen.has_missed_lessons = bytes.empty() || !app::add_course(screen.app, language, asset);
        if (screen.has_missed_lessons) app::miss_lessons(screen.app, reason);
        screen.lessons_asked_for.reset();
      });
}

}  // namespace lab::shell
