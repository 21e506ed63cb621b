# Links the libraries that are there as archives (.a) too from those: to look up
# 45 shared ones takes longer than all that `grader check` does when it knows
# the answer. The C library stays shared, for `verify` loads grammars.
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)

string(TOUPPER ${CMAKE_BUILD_TYPE} configuration)
get_property(imported_targets DIRECTORY ${CMAKE_SOURCE_DIR}
             PROPERTY IMPORTED_TARGETS)
foreach(library ${imported_targets})
  get_target_property(type ${library} TYPE)
  if(NOT type MATCHES "SHARED_LIBRARY|UNKNOWN_LIBRARY")
    continue()
  endif()
  get_target_property(location ${library} LOCATION)
  string(REGEX REPLACE "\\.so[.0-9]*$" ".a" archive "${location}")
  if(NOT archive STREQUAL location AND EXISTS ${archive})
    set_target_properties(
      ${library} PROPERTIES IMPORTED_LOCATION_${configuration} ${archive})
  endif()
endforeach()

# Sets `variable` to the archives of the libraries named after `code`, if that
# can be linked from them: an archive does not say what else it needs, and
# releases differ.
function(prefer_archives variable code)
  foreach(name ${ARGN})
    find_library(${name}_ARCHIVE lib${name}.a)
    mark_as_advanced(${name}_ARCHIVE)
    list(APPEND CMAKE_REQUIRED_LIBRARIES ${${name}_ARCHIVE})
  endforeach()
  check_cxx_source_compiles("${code}" ${variable}_AS_ARCHIVE)
  if(${variable}_AS_ARCHIVE)
    set(${variable} ${CMAKE_REQUIRED_LIBRARIES} PARENT_SCOPE)
  endif()
endfunction()

prefer_archives(
  CAP_LIBRARY
  "#include <sys/capability.h>
   int main() { return cap_init() == nullptr; }"
  cap)
prefer_archives(
  SECCOMP_LIBRARY
  "#include <seccomp.h>
   int main() { return seccomp_init(0) == nullptr; }"
  seccomp)
prefer_archives(
  RE2_LIBRARY
  "#include <re2/re2.h>
   int main() { return RE2::FullMatch(\"a\", \"a\"); }"
  re2)
prefer_archives(
  TREE_SITTER_LIBRARY
  "#include <tree_sitter/api.h>
   int main() { return ts_parser_new() == nullptr; }"
  tree-sitter)
prefer_archives(
  UTF8PROC_LIBRARY
  "#include <utf8proc.h>
   int main() { return utf8proc_charwidth('a'); }"
  utf8proc)
prefer_archives(
  SODIUM_LIBRARY
  "#include <sodium.h>
   int main() { return sodium_init(); }"
  sodium)
prefer_archives(
  ARCHIVE_LIBRARY
  "#include <archive.h>
   int main() {
     archive* reader = archive_read_new();
     return archive_read_support_format_zip(reader) +
            archive_read_support_format_7zip(reader) +
            archive_read_support_format_rar5(reader) +
            archive_read_support_filter_zstd(reader);
   }"
  archive z lzma bz2 zstd nettle)

add_link_options(-static-libstdc++ -static-libgcc)
# Relocations are most of what is left of a start.
check_linker_flag(CXX -Wl,-z,pack-relative-relocs HAS_PACKED_RELOCATIONS)
if(HAS_PACKED_RELOCATIONS)
  add_link_options(-Wl,-z,pack-relative-relocs)
endif()

# Whether a program can be linked from archives alone, those of the C library
# among them: what is not an archive fails the link, used or not.
set(CMAKE_TRY_COMPILE_CONFIGURATION ${CMAKE_BUILD_TYPE})
set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
set(CMAKE_REQUIRED_LIBRARIES
    ${CAP_LIBRARY} ${SECCOMP_LIBRARY} ${RE2_LIBRARY} ${TREE_SITTER_LIBRARY}
    ${UTF8PROC_LIBRARY} ${SODIUM_LIBRARY} yaml-cpp absl::status absl::statusor
    absl::strings absl::time)
check_cxx_source_compiles("int main() { return 0; }" ARCHIVES_SUFFICE)
unset(CMAKE_TRY_COMPILE_CONFIGURATION)
unset(CMAKE_REQUIRED_LINK_OPTIONS)
unset(CMAKE_REQUIRED_LIBRARIES)
