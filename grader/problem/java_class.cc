#include "grader/problem/java_class.h"

#include <cstddef>
#include <filesystem>
#include <tuple>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace grader {
namespace {

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(c) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Where what begins at `start` with `quote` ends, with everything escaped left
// aside; a text that is never closed goes to the end.
std::size_t EndOfText(absl::string_view text, std::size_t start,
                      absl::string_view quote) {
  for (std::size_t i = start + quote.size(); i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (absl::StartsWith(text.substr(i), quote)) {
      return i + quote.size();
    }
  }
  return text.size();
}

std::size_t EndOfComment(absl::string_view text, std::size_t start) {
  const bool line = text[start + 1] == '/';
  const std::size_t end = text.find(line ? "\n" : "*/", start + 2);
  return end == absl::string_view::npos ? text.size() : end + (line ? 1 : 2);
}

// Words and single characters, without comments, texts and white space.
std::vector<absl::string_view> JavaTokens(absl::string_view text) {
  std::vector<absl::string_view> tokens;
  for (std::size_t i = 0; i < text.size();) {
    const absl::string_view rest = text.substr(i);
    std::size_t end = i + 1;
    if (absl::StartsWith(rest, "//") || absl::StartsWith(rest, "/*")) {
      i = EndOfComment(text, i);
      continue;
    }
    if (rest[0] == '"' || rest[0] == '\'') {
      i = EndOfText(text, i,
                    absl::StartsWith(rest, "\"\"\"") ? rest.substr(0, 3)
                                                     : rest.substr(0, 1));
      continue;
    }
    while (IsWordCharacter(rest[0]) && end < text.size() &&
           IsWordCharacter(text[end])) {
      ++end;
    }
    if (!absl::ascii_isspace(rest[0]))
      tokens.push_back(rest.substr(0, end - i));
    i = end;
  }
  return tokens;
}

struct JavaClass {
  std::string name;
  std::string package;
  std::string stem;  // of its file
  bool is_public = false;
  bool has_main = false;

  std::string full_name() const {
    return package.empty() ? name : absl::StrCat(package, ".", name);
  }
};

// The classes of one source that stand in no other.
std::vector<JavaClass> ClassesIn(const SourceFile& source) {
  const std::vector<absl::string_view> tokens = JavaTokens(source.content);
  const auto token = [&tokens](std::size_t i) {
    return i < tokens.size() ? tokens[i] : absl::string_view();
  };
  std::vector<JavaClass> classes;
  std::string package;
  int depth = 0;
  bool is_static = false;  // what is being declared
  bool is_public = false;  // likewise
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const absl::string_view word = tokens[i];
    if (word == "{" || word == "}") depth += word == "{" ? 1 : -1;
    if (word == "{" || word == "}" || word == ";") {
      is_static = is_public = false;
    }
    is_static |= word == "static";
    is_public |= word == "public";
    if (depth == 0 && word == "package") {
      while (token(i + 1) != ";" && i + 1 < tokens.size()) {
        absl::StrAppend(&package, tokens[++i]);
      }
    }
    const bool declares = word == "class" || word == "interface" ||
                          word == "enum" ||
                          (word == "record" && token(i + 2) == "(");
    if (depth == 0 && declares && i + 1 < tokens.size()) {
      classes.push_back({std::string(tokens[i + 1]), package,
                         std::filesystem::path(source.name).stem().string(),
                         is_public});
    }
    if (depth == 1 && is_static && !classes.empty() && word == "void" &&
        token(i + 1) == "main" && token(i + 2) == "(") {
      classes.back().has_main = true;
    }
  }
  return classes;
}

}  // namespace

std::string JavaMainClass(const std::vector<SourceFile>& sources) {
  std::vector<JavaClass> classes;
  for (const SourceFile& source : sources) {
    for (JavaClass& one : ClassesIn(source)) classes.push_back(std::move(one));
  }
  if (classes.empty()) return "";
  const auto rank = [](const JavaClass& one) {
    const std::string name = absl::AsciiStrToLower(one.name);
    return std::make_tuple(!one.has_main, one.name != one.stem,
                           name != "main" && name != "solution");
  };
  return absl::c_min_element(
             classes,
             [&](const auto& a, const auto& b) { return rank(a) < rank(b); })
      ->full_name();
}

std::string JavaPublicClass(const SourceFile& source) {
  const std::vector<JavaClass> classes = ClassesIn(source);
  const auto found = absl::c_find_if(
      classes, [](const JavaClass& one) { return one.is_public; });
  return found == classes.end() ? "" : found->name;
}

}  // namespace grader
