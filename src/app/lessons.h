// A learner in a lesson: what is asked, what may run, what is reached. While a step asks, the program stands as the step begins, and
// whatever would change that is refused, whoever asks: commands, links, requests, undo.
//
// What is never called before a lesson has come stands for itself in the program (used, noinline): the page fetches it with the first
// one, see platform/later.txt.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "app/learner.h"

namespace lab::app {

// Those that there are, in the order of the course, a teacher's own behind them.
std::vector<const lesson::Lesson*> lessons_here(const App&);
// The lesson that `lesson` names, in the present language or one that there is; nullptr while it is not here.
const lesson::Lesson* present_lesson(const App&);
const lesson::Step* present_step(const App&);  // of it; nullptr where it has none of that number
int step_count(const App&);
const Record& present_record(const App&);  // an empty one where there is none

bool is_waiting(const App&);               // for its lesson, or an answer: nothing runs
bool is_asking(const App&);                // for an answer
bool is_held(const App&, const Command&);  // it would run something meanwhile, and does nothing
// Whether what a word of lesson::kVeils stands for is not to be seen.
bool is_veiled(const App&, std::string_view part);
// Whether a word of access.h is the learner's while the program waits.
bool is_free_while_waiting(std::string_view word);

// As offered, places in the right order; never that order itself.
std::vector<int> offered_order(const lesson::Step&);
[[gnu::used, gnu::noinline]] std::vector<int> present_order(const App&);
[[gnu::used, gnu::noinline]] bool is_answer_made(const App&);  // the draft can be given
[[gnu::used, gnu::noinline]] SketchAxes sketch_axes(const App&);

// "2" the second choice; "0.95"; "3,1,2"; of a graph its values, of a border "x:y,x:y".
[[gnu::used, gnu::noinline]] std::string text_of_draft(const lesson::Step&, const Draft&);
[[gnu::used, gnu::noinline]] std::optional<Draft> draft_of_text(const lesson::Step&, const SketchAxes&,
                                                                std::string_view);  // untrusted
[[gnu::used, gnu::noinline]] std::string right_answer(const App&);  // of the present step, as text

// The explanation of what was answered last, and whether there is something to show.
[[gnu::used, gnu::noinline]] const std::string* explanation(const App&);
[[gnu::used, gnu::noinline]] bool can_show(const App&);

// Lessons have come, as an asset or one that was opened; see learner.h. False: they are none, and app.learner.failure says why.
[[gnu::used, gnu::noinline]] bool add_course(App&, i18n::Language, std::string_view asset);
void miss_lessons(App&, const std::string& reason);  // they could not be had: the program goes on without
[[gnu::used, gnu::noinline]] bool add_own_lesson(App&, std::string_view address, std::string_view markdown);

// After each change: comes to the step that the Scenario names, and looks whether its goal is reached.
void follow_lesson(App&);
void watch_goal(App&);

[[gnu::used, gnu::noinline]] void apply_lesson(App&, const SetDraft&);
[[gnu::used, gnu::noinline]] void apply_lesson(App&, const Learn&);

// Names that goals ask for, with what they are worth now.
std::vector<std::string_view>
goal_numbers();  // but weights, which are w[layer][unit][input], the bias input 0
bool is_goal_number(std::string_view name);
std::vector<std::string_view> goal_words();
lesson::Lookup goal_lookup(const App&);

// {"lesson":…,"step":…,"asks":…,"question":…,"choices":[…],"answered":…,"right":…,"done":…}, in one
[[gnu::used, gnu::noinline]] std::string lesson_json(const App&);

// What is worth keeping until the next time, and read back; untrusted.
[[gnu::used, gnu::noinline]] std::string progress_json(const App&);
[[gnu::used, gnu::noinline]] void take_progress(App&, std::string_view json);

}  // namespace lab::app
