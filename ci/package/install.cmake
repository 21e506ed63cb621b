# What `cmake --install build --prefix DIR` writes, and of which `cpack` makes
# packages. The program finds the rest from where it lies, so DIR can be moved;
# it must be none that submissions can read, such as /usr.
install(TARGETS grader RUNTIME DESTINATION bin)
install(TARGETS grader-sandbox grader-parser RUNTIME DESTINATION lib/grader)
install(DIRECTORY ${CMAKE_BINARY_DIR}/grammars
        DESTINATION lib/grader
        OPTIONAL
        FILES_MATCHING
        PATTERN "*.so")
# The course, with what `grader verify` holds its problems against.
install(DIRECTORY problems starters solutions
        DESTINATION share/grader
        PATTERN __pycache__ EXCLUDE)
install(DIRECTORY fixtures/problems fixtures/courses
        DESTINATION share/grader/fixtures
        PATTERN __pycache__ EXCLUDE)
install(FILES README.md DESTINATION share/doc/grader)
# What a CI service runs.
install(PROGRAMS ci/grade DESTINATION share/grader/ci)
# Manual pages and completion: `cmake --build build --target documents`.
add_custom_target(
  documents
  COMMAND ${CMAKE_CURRENT_LIST_DIR}/documents $<TARGET_FILE:grader>
          ${CMAKE_BINARY_DIR}/share
  VERBATIM)
install(DIRECTORY ${CMAKE_BINARY_DIR}/share
        DESTINATION .
        OPTIONAL)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_CONTACT "the maintainers of grader")
set(CPACK_PACKAGE_VENDOR "")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_FILE_NAME
    grader-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
# cpack reads it once per generator.
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/generator.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/arrange.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What a submission is built and run with. All that is C++ is needed for the
# course that comes along, also by submissions in Python: its drivers are C++.
# mold links in a third of the time. The second names are those of later releases
# of Debian.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "python3, clang-19 | clang-16 | g++, libstdc++-12-dev | libstdc++-dev, \
libboost1.81-dev | libboost-dev, nlohmann-json3-dev, mold")
# What the programs of lessons and quizzes are written with, and suites in C++.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
    "python3-fastapi, python3-httpx, libgmock-dev, catch2, doctest-dev")
# Why a C++ program crashed, and other languages; `grader doctor` tells which of
# them there are. A queue and a
# database that many machines share; tests and linters that problems
# may ask for.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
    "libclang-rt-19-dev, gcc, nodejs, default-jdk-headless, rustc, golang-go, fp-compiler, \
perl, ruby, lua5.4, php-cli, gfortran, gnat, mono-mcs, ldc, sbcl, r-base-core, ghc, \
ocaml-nox, node-typescript, sqlite3, scala, kotlin, swi-prolog-nox, mawk, \
libnats3.4, nats-server, libpq5, postgresql, python3-pytest, pycodestyle, pyflakes3, \
clang-tidy-19 | clang-tidy, shellcheck")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
