#include "ui/look/fonts.h"

#include <utility>

#include "imgui_internal.h"
#include "ui/look/font_data.h"
#include "ui/look/theme.h"

namespace lab::ui {

namespace {

// Dear ImGui's sizes are line heights; these make the em squares of both typefaces equally large.
constexpr float kNotoSize = kBody * 1.448F / kLinePerEm;

ImFont* add_font(const unsigned char* bytes, unsigned size, ImFont* merge_into) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 2;
  config.MergeMode = merge_into != nullptr;
  config.DstFont = merge_into;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  // Dear ImGui 1.92.2 sets up what is merged as a part of the last font, whatever DstFont says.
  if (merge_into != nullptr) std::swap(*atlas.Fonts.find(merge_into), atlas.Fonts.back());
  return atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes), static_cast<int>(size),
                                    merge_into != nullptr ? kNotoSize : kBody, &config);
}

}  // namespace

Fonts load_fonts() {
  Fonts fonts;
  fonts.regular = add_font(kInterRegular, kInterRegularSize, nullptr);
  fonts.semibold = add_font(kInterSemiBold, kInterSemiBoldSize, nullptr);
  add_font(kRest, kRestSize, fonts.regular);
  add_font(kRest, kRestSize, fonts.semibold);
  ImGui::GetIO().FontDefault = fonts.regular;
  ImGui::GetStyle().FontSizeBase = kBody;
  return fonts;
}

void add_cjk(Fonts& fonts, std::vector<unsigned char> regular, std::vector<unsigned char> semibold) {
  if (fonts.has_cjk || regular.empty() || semibold.empty()) return;
  fonts.cjk.push_back(std::move(regular));
  fonts.cjk.push_back(std::move(semibold));
  // What was drawn so far remembers the characters as missing.
  ImFontAtlasFontDiscardBakes(ImGui::GetIO().Fonts, fonts.regular, 0);
  ImFontAtlasFontDiscardBakes(ImGui::GetIO().Fonts, fonts.semibold, 0);
  add_font(fonts.cjk[0].data(), static_cast<unsigned>(fonts.cjk[0].size()), fonts.regular);
  add_font(fonts.cjk[1].data(), static_cast<unsigned>(fonts.cjk[1].size()), fonts.semibold);
  fonts.has_cjk = true;
}

}  // namespace lab::ui
