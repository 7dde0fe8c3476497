#include "app/notice.h"

namespace lab::app {

std::string sentence(i18n::Language language, const Notice& notice) {
  std::vector<std::string> args = notice.args;
  if (!notice.reason_id.empty()) args.push_back(i18n::format(language, notice.reason_id, notice.reason_args));
  return i18n::format(language, notice.text_id, args);
}

}  // namespace lab::app
