# The page's program: an ES module and its WebAssembly, then the site folder (build/web/site) that ./lab serves.
set_target_properties(activation-lab PROPERTIES SUFFIX .mjs)
target_compile_options(activation-lab PRIVATE -Oz)
# What the linker's own optimiser could still make faster is fast already; it makes the download 10 kB smaller instead.
target_link_options(activation-lab PRIVATE -Oz -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web -sFILESYSTEM=0
  -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sALLOW_MEMORY_GROWTH=1 -sEXPORTED_RUNTIME_METHODS=UTF8ToString
  -sSUPPORT_ERRNO=0 -sDYNAMIC_EXECUTION=0 --profiling-funcs)
# Dear ImGui recovers from calls that do not match and reads an ini file, and so ties tables, tab bars, trees and more into every
# program, 15 kB of the download. The page has none of them: platform/unused_web.cpp stands for them.
foreach(unused _ZN5ImGui8EndTableEv _ZN5ImGui31TableSettingsAddSettingsHandlerEv _ZN5ImGui10EndColumnsEv _ZN5ImGui10EndMenuBarEv
    _ZN5ImGui14EndMultiSelectEv _ZN5ImGui9EndTabBarEv _ZN5ImGui7TreePopEv sscanf)
  target_link_options(activation-lab PRIVATE -Wl,--wrap=${unused})
endforeach()
# A second pass over the whole finds what the first has left: 3 kB of the download. What no first view needs becomes a part of its
# own. Emscripten brings both tools along.
find_program(WASM_OPT wasm-opt REQUIRED)
find_program(WASM_SPLIT wasm-split REQUIRED)
set(split_program ${CMAKE_CURRENT_LIST_DIR}/split_program.py)
set(later ${CMAKE_CURRENT_LIST_DIR}/later.txt)
set_property(TARGET activation-lab APPEND PROPERTY LINK_DEPENDS ${split_program} ${later})
add_custom_command(TARGET activation-lab POST_BUILD
  COMMAND ${WASM_OPT} --enable-simd --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int
    --enable-mutable-globals -g -Oz --converge $<TARGET_FILE_DIR:activation-lab>/activation-lab.wasm
    -o $<TARGET_FILE_DIR:activation-lab>/activation-lab.wasm
  COMMAND ${Python3_EXECUTABLE} ${split_program} $<TARGET_FILE_DIR:activation-lab>/activation-lab.wasm
    --later $<TARGET_FILE_DIR:activation-lab>/activation-lab-later.wasm --entries ${later}
    --wasm-split ${WASM_SPLIT} --wasm-opt ${WASM_OPT} VERBATIM)

set(site ${PROJECT_BINARY_DIR}/site)
file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/*)
set(make_site ${CMAKE_CURRENT_LIST_DIR}/make_site.py)
add_custom_command(OUTPUT ${site}/index.html
  COMMAND ${Python3_EXECUTABLE} ${make_site} --page ${PROJECT_SOURCE_DIR}/web --out ${site}
    --program $<TARGET_FILE_DIR:activation-lab> --fonts ${LAB_FONTS}
    --texts ${catalogues} --later ${i18n_later} --lessons ${lesson_files} --data ${digit_assets}/digits.bin
  DEPENDS activation-lab ${page_files} ${i18n_page_table} ${lesson_files} ${digit_assets}/digits.bin ${catalogues} ${catalogue_py}
    ${make_site} ${LAB_FONTS}/cjk-regular.otf ${LAB_FONTS}/cjk-semibold.otf
  COMMENT "Putting the site together" VERBATIM)
add_custom_target(site ALL DEPENDS ${site}/index.html)
