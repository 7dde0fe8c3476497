// A program that works on small pictures, and what is done with it.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "app/requests.h"
#include "app_setup.h"

namespace lab::test {

inline constexpr std::string_view kSmall = "view=image&n=100&conv=3-4&seed=5";

inline std::string small(std::string_view more) { return std::string(kSmall) + std::string(more); }

inline void settle(app::App& a) {
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

inline app::App settled(std::string_view link) {
  app::App a = start(link);
  CHECK(a.notices.empty());
  settle(a);
  return a;
}

inline void change(app::App& a, std::string_view key, std::string_view text) {
  CHECK_FALSE(app::change_field(a, key, text));
  settle(a);
}

inline void undo(app::App& a) {
  app::apply(a, app::Undo{});
  settle(a);
}

inline void redo(app::App& a) {
  app::apply(a, app::Redo{});
  settle(a);
}

inline std::int64_t step_of(const app::App& a) { return app::seen_run(a).step; }

}  // namespace lab::test
