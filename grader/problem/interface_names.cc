#include "grader/problem/interface_names.h"

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace grader {
namespace {

// C++20, [lex.key] and the alternative tokens; those with an underscore that no
// pattern of names keeps out are there as well.
constexpr absl::string_view kWordsOfCpp[] = {"alignas",
                                             "alignof",
                                             "and",
                                             "asm",
                                             "auto",
                                             "bitand",
                                             "bitor",
                                             "bool",
                                             "break",
                                             "case",
                                             "catch",
                                             "char",
                                             "class",
                                             "co_await",
                                             "co_return",
                                             "co_yield",
                                             "compl",
                                             "concept",
                                             "const",
                                             "consteval",
                                             "constexpr",
                                             "constinit",
                                             "const_cast",
                                             "continue",
                                             "decltype",
                                             "default",
                                             "delete",
                                             "do",
                                             "double",
                                             "dynamic_cast",
                                             "else",
                                             "enum",
                                             "explicit",
                                             "export",
                                             "extern",
                                             "false",
                                             "float",
                                             "for",
                                             "friend",
                                             "goto",
                                             "if",
                                             "inline",
                                             "int",
                                             "long",
                                             "mutable",
                                             "namespace",
                                             "new",
                                             "noexcept",
                                             "not",
                                             "not_eq",
                                             "nullptr",
                                             "operator",
                                             "or",
                                             "or_eq",
                                             "private",
                                             "protected",
                                             "public",
                                             "register",
                                             "reinterpret_cast",
                                             "requires",
                                             "return",
                                             "short",
                                             "signed",
                                             "sizeof",
                                             "static",
                                             "static_assert",
                                             "static_cast",
                                             "struct",
                                             "switch",
                                             "template",
                                             "this",
                                             "thread_local",
                                             "throw",
                                             "true",
                                             "try",
                                             "typedef",
                                             "typeid",
                                             "typename",
                                             "union",
                                             "unsigned",
                                             "using",
                                             "virtual",
                                             "void",
                                             "volatile",
                                             "while",
                                             "xor",
                                             "xor_eq"};

// Python 3.11, keyword.kwlist, and what the generated module goes on using.
constexpr absl::string_view kWordsOfPython[] = {
    "False",  "None",   "True",    "and",      "as",       "assert", "async",
    "await",  "break",  "class",   "continue", "def",      "del",    "elif",
    "else",   "except", "finally", "for",      "from",     "global", "if",
    "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
    "pass",   "raise",  "return",  "try",      "while",    "with",   "yield",
    "bool",   "dict",   "float",   "int",      "list",     "self",   "str"};

// What the code around them is made of: libraries, and names of its own.
constexpr absl::string_view kWordsOfAdapters[] = {
    "adapter",   "boost",    "failures", "main", "rpc",     "solution", "std",
    "Awaitable", "Callable", "Json",     "Lent", "Objects", "Wire"};

// Files that lie beside it when a submission is built or run.
constexpr absl::string_view kTakenFiles[] = {
    "adapter",        "async",    "context",  "driver",  "failures",
    "outbox",         "peer",     "prelude",  "program", "rpc",
    "driver_objects", "scenario", "solution", "values"};

}  // namespace

std::string WhyNoName(absl::string_view name) {
  if (absl::c_linear_search(kWordsOfCpp, name)) return "is a word of C++";
  if (absl::c_linear_search(kWordsOfPython, name)) return "is a word of Python";
  if (absl::c_linear_search(kWordsOfAdapters, name)) {
    return "is a name that generated code uses";
  }
  return "";
}

std::string GivenName(absl::string_view id) {
  return absl::StrReplaceAll(id, {{"-", "_"}});
}

std::string WhyNoGivenName(absl::string_view name) {
  if (!name.empty() && absl::ascii_isdigit(name[0])) {
    return "begins with a digit";
  }
  if (absl::c_linear_search(kTakenFiles, name)) {
    return "is a file that every submission is built with";
  }
  if (absl::c_linear_search(kWordsOfPython, name)) return "is a word of Python";
  return "";
}

}  // namespace grader
