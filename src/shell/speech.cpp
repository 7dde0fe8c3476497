#include "shell/speech.h"

#include <algorithm>

namespace lab::shell {

namespace {

std::string format(const app::App& app, std::string_view id, std::initializer_list<std::string> args) {
  return i18n::format(app::language(app), id, args);
}

// Where the first run is: step, loss and accuracy.
std::string figures(const app::App& app) {
  const app::SeenRun seen = app::seen_run(app);
  const bool has_test = seen.test.points > 0;
  return format(app, has_test ? "speech.figures" : "speech.figures_training",
                {i18n::grouped(seen.step), app::loss_text(seen.train.loss),
                 app::accuracy_text(has_test ? seen.test.accuracy : seen.train.accuracy)});
}

std::string diagnosis_text(const app::App& app) {
  const app::Diagnosis& diagnosis = app.diagnoses.front();
  return format(
      app, "train.diagnosis",
      {app::sentence(app::language(app), diagnosis.head), app::sentence(app::language(app), diagnosis.body)});
}

// Of several at once the newest, as it is shown, and how many more there are.
void tell_notices(Speech& speech, const app::App& app, std::vector<Utterance>& out) {
  std::size_t count = 0;
  bool is_urgent = false;
  for (const app::Notice& notice : app.notices) {
    if (notice.number <= speech.notices_read) continue;
    ++count;
    is_urgent = is_urgent || !notice.is_news;
  }
  if (count > 0) {
    std::string told = app::sentence(app::language(app), app.notices.back());
    if (count > 1) told += " " + format(app, "notice.more", {std::to_string(count - 1)});
    out.push_back({std::move(told), is_urgent});
  }
  speech.notices_read = app.notices_given;
}

// Where a room was entered its sentence says how training stands.
void tell_training(Speech& speech, const app::App& app, bool is_told, double now_s,
                   std::vector<Utterance>& out) {
  const bool is_working = app::is_busy(app);
  const bool is_playing = app.shown.play;
  const std::string& diagnosis = app.diagnoses.front().head.text_id;
  if (diagnosis != speech.diagnosis) {
    speech.diagnosis_since_s = now_s;
    speech.is_diagnosis_told = is_told;
  }
  const bool is_verdict = !speech.is_diagnosis_told && now_s >= speech.diagnosis_since_s + kVerdictS;
  const std::int64_t step = app::seen_run(app).step;
  const bool has_ended = !is_working && (speech.was_working || step != speech.step) && !is_told;
  if (is_playing && !speech.was_playing) {
    out.push_back({format(app, "speech.started", {})});
    speech.progress_due_s = now_s + kProgressS;
  } else if (has_ended) {
    out.push_back({figures(app) + " " + diagnosis_text(app)});
    speech.is_diagnosis_told = true;
  } else if (is_working && is_verdict) {
    out.push_back({diagnosis_text(app)});
    speech.is_diagnosis_told = true;
  } else if (is_playing && now_s >= speech.progress_due_s) {
    out.push_back({figures(app)});
    speech.progress_due_s = now_s + kProgressS;
  }
  speech.step = step;
  speech.was_working = is_working;
  speech.was_playing = is_playing;
  speech.diagnosis = diagnosis;
}

void tell_remark(Speech& speech, const std::string& remark, double now_s, std::vector<Utterance>& out) {
  if (remark != speech.remark) {
    speech.remark = remark;
    speech.remark_since_s = now_s;
    speech.is_remark_told = remark.empty();
  }
  if (speech.is_remark_told || now_s < speech.remark_since_s + kRemarkS) return;
  out.push_back({remark});
  speech.is_remark_told = true;
}

}  // namespace

std::vector<Utterance> to_say(Speech& speech, const app::App& app, const Heard& heard, double now_s) {
  std::vector<Utterance> out;
  const bool is_entered = speech.view != app.shown.view;
  speech.view = app.shown.view;
  if (is_entered) out.push_back({heard.sentence});
  tell_remark(speech, heard.remark, now_s, out);
  tell_notices(speech, app, out);
  if (app::seen_run(app).is_made) tell_training(speech, app, is_entered, now_s, out);
  return out;
}

}  // namespace lab::shell
