#include "app/lessons.h"

#include <algorithm>

#include "app/access.h"
#include "app/advance.h"
#include "app/fields.h"
#include "app/lesson_parts.h"
#include "app/link.h"

namespace lab::app {

namespace {

// What stays as it is when a step begins: what the reader or the author of the figure has chosen for all of them.
constexpr std::string_view kKept[] = {"lang",  "theme",    "mirror",  "keys",   "gestures",
                                      "stars", "controls", "answers", "lesson", "step"};
// What a learner may change while something is asked.
constexpr std::string_view kFree[] = {"lang",  "theme", "mirror", "keys", "gestures",
                                      "stars", "term",  "lesson", "step"};
constexpr std::string_view kLookedAt[] = {"x", "y"};

bool has(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void copy_fields(const Scenario& from, Scenario& to, std::span<const std::string_view> keys) {
  for (const std::string_view key : keys) copy_value(from, to, *find_field(key));
}

const lesson::Lesson* find_in(const std::vector<lesson::Lesson>& course, std::string_view id) {
  const auto found =
      std::find_if(course.begin(), course.end(), [&](const lesson::Lesson& one) { return one.id == id; });
  return found == course.end() ? nullptr : &*found;
}

std::string key_of(const lesson::Lesson& lesson, const lesson::Step& step) {
  return lesson.id + "/" + step.id;
}

void add_words(AccessWords& list, const AccessWords& more) {
  for (const std::string& word : more.words) {
    if (std::find(list.words.begin(), list.words.end(), word) == list.words.end()) list.words.push_back(word);
  }
}

void take_words(AccessWords& list, const AccessWords& less) {
  std::erase_if(list.words, [&](const std::string& word) {
    return std::find(less.words.begin(), less.words.end(), word) != less.words.end();
  });
}

Scenario start_of(const App& app, const lesson::Step& step) {
  Scenario start = decode(step.link).scenario;
  copy_fields(app.scenario, start, kKept);
  add_words(start.hide, app.learner.hide);
  add_words(start.lock, app.learner.lock);
  if (is_asking(app)) start.play = false;
  return start;
}

void show_scenario(App& app, Scenario scenario, std::int64_t steps) {
  app.scenario = std::move(scenario);
  app.undo.clear();
  app.redo.clear();
  start_runs(app);
  app.transport.steps_wanted = std::max(app.transport.steps_wanted, steps);
}

void enter(App& app, const lesson::Step& step) {
  Learner& learner = app.learner;
  learner.draft = {};
  learner.result.reset();
  learner.run_until.reset();
  const Record& record = present_record(app);
  if (record.is_answered && !record.tries.empty()) recall_answer(app);
  const bool is_kept = std::exchange(learner.keeps_state, false) && !is_asking(app);
  if (is_kept) {
    const Scenario own = decode(step.link).scenario;
    take_words(learner.hide, own.hide);
    take_words(learner.lock, own.lock);
    return show_scenario(app, app.scenario, 0);
  }
  const auto place = learner.places.find(learner.at);
  if (place != learner.places.end() && !is_asking(app)) {
    Scenario scenario = place->second.scenario;
    copy_fields(app.scenario, scenario, kKept);
    return show_scenario(app, std::move(scenario), place->second.step);
  }
  show_scenario(app, start_of(app, step), 0);
}

void stop(App& app) {
  app.scenario.play = app.shown.play = false;
  app.transport.steps_wanted = 0;
}

void give_up(App& app, Notice notice) {
  give(app, std::move(notice));
  app.scenario.lesson = app.shown.lesson = "";
}

bool has_come(const App& app) {
  const Learner& learner = app.learner;
  return learner.own_address == app.shown.lesson || !learner.courses.empty();
}

}  // namespace

std::vector<const lesson::Lesson*> lessons_here(const App& app) {
  const Learner& learner = app.learner;
  std::vector<const lesson::Lesson*> here;
  const auto in_language = learner.courses.find(language(app));
  const auto course = in_language != learner.courses.end() ? in_language : learner.courses.begin();
  if (course != learner.courses.end()) {
    for (const lesson::Lesson& one : course->second) here.push_back(&one);
  }
  if (learner.own) here.push_back(&*learner.own);
  return here;
}

const lesson::Lesson* present_lesson(const App& app) {
  const Learner& learner = app.learner;
  const std::string& word = app.shown.lesson;
  if (word.empty()) return nullptr;
  if (word == learner.own_address) return &*learner.own;
  const auto in_language = learner.courses.find(language(app));
  if (in_language != learner.courses.end()) return find_in(in_language->second, word);
  return learner.courses.empty() ? nullptr : find_in(learner.courses.begin()->second, word);
}

const lesson::Step* present_step(const App& app) {
  const lesson::Lesson* const lesson = present_lesson(app);
  const auto number = static_cast<std::size_t>(app.shown.step);
  return lesson == nullptr || number > lesson->steps.size() ? nullptr : &lesson->steps[number - 1];
}

const Record& present_record(const App& app) {
  static const Record none;
  const auto found = app.learner.records.find(app.learner.at);
  return found == app.learner.records.end() ? none : found->second;
}

bool is_asking(const App& app) {
  const lesson::Step* const step = present_step(app);
  return step != nullptr && step->ask != lesson::Ask::nothing && !present_record(app).is_answered;
}

bool is_waiting(const App& app) {
  return !app.shown.lesson.empty() && (present_step(app) == nullptr || is_asking(app));
}

bool is_held(const App& app, const Command& command) {
  if (!is_waiting(app)) return false;
  return std::holds_alternative<Play>(command) || std::holds_alternative<TogglePlay>(command) ||
         std::holds_alternative<app::Step>(command) || std::holds_alternative<Reset>(command) ||
         std::holds_alternative<NewWeights>(command) || std::holds_alternative<Undo>(command) ||
         std::holds_alternative<Redo>(command) || std::holds_alternative<GoTo>(command) ||
         std::holds_alternative<Recall>(command) || std::holds_alternative<PointAt>(command);
}

bool is_veiled(const App& app, std::string_view part) {
  if (app.shown.lesson.empty()) return false;
  const lesson::Step* const step = present_step(app);
  if (step == nullptr) return true;
  if (!is_asking(app)) return false;
  if (step->veil.empty()) return part != "plot";
  return std::find(step->veil.begin(), step->veil.end(), part) != step->veil.end();
}

bool is_free_while_waiting(std::string_view word) {
  return has(kFree, word) || word == "copy_link" ||
         (find_field(word) == nullptr && !has(command_words(), word));
}

bool may_apply(App& app, Command& command) {
  if (!is_waiting(app)) return true;
  if (auto* const change = std::get_if<Change>(&command)) {
    copy_fields(app.shown, change->next,
                kLookedAt);  // a drag of the plot is no try to get around: not a word
    Scenario next = app.shown;
    copy_fields(change->next, next, kFree);
    const bool is_all = next == change->next;
    change->next = std::move(next);
    change->is_afresh = false;
    if (!is_all) refuse(app);
    return true;
  }
  const bool is_refused = is_held(app, command);
  if (is_refused) refuse(app);
  return !is_refused;
}

void refuse(App& app) {
  const auto is_said = [](const Notice& notice) { return notice.text_id == "notice.held"; };
  if (std::none_of(app.notices.begin(), app.notices.end(), is_said)) give(app, {"notice.held", {}});
}

void begin_lesson(App& app, bool is_whole) {
  Learner& learner = app.learner;
  learner.at.clear();
  learner.keeps_state = is_whole && !app.scenario.lesson.empty();
  learner.hide = app.scenario.hide;
  learner.lock = app.scenario.lock;
}

void leave_step(App& app) {
  Learner& learner = app.learner;
  if (learner.at.empty() || is_asking_at(app, learner.at)) return;
  learner.places[learner.at] = {app.scenario, run_step(app)};
}

bool is_asking_at(const App& app, const std::string& at) {
  const auto found = app.learner.records.find(at);
  return app.learner.asks_at && (found == app.learner.records.end() || !found->second.is_answered);
}

void come_to_step(App& app, const lesson::Lesson& lesson) {
  Learner& learner = app.learner;
  const int last = static_cast<int>(lesson.steps.size());
  app.scenario.step = app.shown.step = std::min(app.shown.step, last);
  const lesson::Step& step = *present_step(app);
  const std::string key = key_of(lesson, step);
  if (key != learner.at) {
    leave_step(app);
    learner.at = key;
    learner.asks_at = step.ask != lesson::Ask::nothing;
    enter(app, step);
  }
  watch_goal(app);
}

void follow_lesson(App& app) {
  Learner& learner = app.learner;
  if (app.shown.lesson.empty()) {
    if (!std::exchange(learner.at, {}).empty()) {
      app.scenario.hide = app.shown.hide = learner.hide;
      app.scenario.lock = app.shown.lock = learner.lock;
    }
    return;
  }
  const lesson::Lesson* const lesson = present_lesson(app);
  if (lesson == nullptr) {
    stop(app);
    if (has_come(app)) give_up(app, {"notice.no_lesson", {app.shown.lesson}});
    return;
  }
  come_to_step(app, *lesson);
}

void watch_goal(App& app) {
  if (!app.learner.at.empty() && present_step(app) != nullptr && !is_waiting(app)) look_at_goal(app);
}

void look_at_goal(App& app) {
  const lesson::Step* const step = present_step(app);
  const bool has_goal = !step->goal.nodes.empty();
  const Record& present = present_record(app);
  if (present.is_done) return;
  std::uint32_t seen = present.seen;
  const bool is_reached = !has_goal || lesson::holds(step->goal, goal_lookup(app), seen);
  if (seen == present.seen && !is_reached) return;
  Record& record = app.learner.records[app.learner.at];
  record.seen = seen;
  if (!is_reached) return;
  record.is_done = true;
  keep_run(app, record);
  ++app.learner.version;
  ++app.version;
}

bool add_course(App& app, i18n::Language language, std::string_view asset) {
  auto lessons = lesson::parse_all(asset);
  if (!lessons.ok()) {
    app.learner.failure = std::to_string(lessons.error().line) + ": " + lessons.error().sentence;
    return false;
  }
  app.learner.courses[language] = std::move(*lessons);
  ++app.version;
  follow_lesson(app);
  return true;
}

void miss_lessons(App& app, const std::string& reason) {
  give_up(app, {"notice.no_lessons", {app.learner.failure.empty() ? reason : app.learner.failure}});
}

bool add_own_lesson(App& app, std::string_view address, std::string_view markdown) {
  auto own = lesson::parse(markdown);
  if (!own.ok()) {
    const lesson::Error& error = own.error();
    give_up(app, {"notice.bad_lesson", {std::string(address), std::to_string(error.line), error.sentence}});
    return false;
  }
  leave_step(app);
  app.learner.own = std::move(*own);
  app.learner.own_address = address;
  app.learner.at.clear();
  ++app.version;
  app.scenario.lesson = app.shown.lesson = address;
  follow_lesson(app);
  return true;
}

}  // namespace lab::app
