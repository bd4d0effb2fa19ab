# Flags every target of this project takes, as a target, never as global CMAKE_CXX_FLAGS.
add_library(rsearch_options INTERFACE)
target_compile_features(rsearch_options INTERFACE cxx_std_20)
target_compile_options(rsearch_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wimplicit-fallthrough -Wformat=2
  $<$<BOOL:${RSEARCH_WERROR}>:-Werror>)
target_compile_definitions(rsearch_options INTERFACE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
# A library that a program does not use is not loaded when it starts.
target_link_options(rsearch_options INTERFACE LINKER:--as-needed)
if(RSEARCH_SANITIZE)
  target_compile_options(rsearch_options INTERFACE
    -fsanitize=${RSEARCH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(rsearch_options INTERFACE -fsanitize=${RSEARCH_SANITIZE})
endif()
if(RSEARCH_FUZZ)
  target_compile_options(rsearch_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# rsearch_add_library(name SOURCES a.cc ... [PUBLIC t...] [PRIVATE t...])
function(rsearch_add_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  add_library(rsearch::${name} ALIAS ${name})
  target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}/include" PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE rsearch_options ${arg_PRIVATE})
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF OUTPUT_NAME rsearch_${name})
  if(RSEARCH_TIDY)
    set_target_properties(${name} PROPERTIES CXX_CLANG_TIDY "clang-tidy;--quiet")
  endif()
endfunction()

# rsearch_add_test(analyzer_test.cc LINK rsearch::text ...) from tests/core/text: one program named after its
# place (core_text_analyzer_test), its cases seen by ctest.
function(rsearch_add_test source)
  cmake_parse_arguments(arg "" "" "LINK;LABELS" ${ARGN})
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
  string(REGEX REPLACE "[/.]" "_" name "${name}")
  string(REGEX REPLACE "_cc$" "" name "${name}")
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(${name} PRIVATE rsearch_options ${arg_LINK} GTest::gmock_main)
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF)
  set(properties)
  if(arg_LABELS)
    list(APPEND properties LABELS "${arg_LABELS}")
  endif()
  if(RSEARCH_SANITIZE)
    # Xapian::Database::check() deletes a table as if it were the smaller class it derives from.
    list(APPEND properties ENVIRONMENT "ASAN_OPTIONS=new_delete_type_mismatch=0")
  endif()
  if(properties)
    list(PREPEND properties PROPERTIES)
  endif()
  gtest_discover_tests(${name} ${properties} DISCOVERY_MODE PRE_TEST)
endfunction()

# rsearch_add_program(name SOURCES a.cc ... LINK t... [LIBEXEC]): an installed program of that name.
function(rsearch_add_program name)
  cmake_parse_arguments(arg "LIBEXEC" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(${name} PRIVATE rsearch_options ${arg_LINK})
  set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  if(RSEARCH_TIDY)
    set_target_properties(${name} PROPERTIES CXX_CLANG_TIDY "clang-tidy;--quiet")
  endif()
  if(arg_LIBEXEC)
    install(TARGETS ${name} RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/rsearch")
  else()
    install(TARGETS ${name} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  endif()
endfunction()
