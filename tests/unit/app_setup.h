// A program that a link starts, and how it is trained on.
#pragma once

#include <cstdint>
#include <string_view>

#include "app/app.h"

namespace lab::test {

inline app::App start(std::string_view link) { return app::make_app(link, {}); }

inline void train(app::App& a, std::int64_t steps) {
  app::apply(a, app::Step{steps});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

inline std::uint64_t hash(const app::App& a) { return nn::weights_hash(seen_run(a).params); }

}  // namespace lab::test
