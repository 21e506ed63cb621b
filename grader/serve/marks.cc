#include "grader/serve/marks.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/judge/verdict_words.h"
#include "grader/report/markup.h"
#include "grader/report/plain_text.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

using UnorderedJson = nlohmann::json;

constexpr std::size_t kMostMarks = 100;
constexpr std::size_t kLongestMessage = 1000;  // characters
constexpr std::size_t kMostNames = 3;

// Reports of older graders lack members, so nothing here asks for one that has
// to be there.
const UnorderedJson& MemberOf(const UnorderedJson& object, const char* name) {
  static const auto& none = *new UnorderedJson();
  if (!object.is_object()) return none;
  const auto it = object.find(name);
  return it == object.end() ? none : *it;
}

std::string Text(const UnorderedJson& value) {
  return value.is_string() ? value.get<std::string>() : "";
}

int Number(const UnorderedJson& value) {
  return value.is_number_integer() ? value.get<int>() : 0;
}

class MarkReader {
 public:
  explicit MarkReader(const std::vector<SourceFile>& files) : files_(files) {}

  // What `name`, a case, says of a place, an object with a file and a line.
  void Add(const UnorderedJson& place, const std::string& severity,
           const std::string& message, const std::string& name = "") {
    const Mark mark = {Text(MemberOf(place, "file")),
                       Number(MemberOf(place, "line")),
                       Number(MemberOf(place, "column")), severity,
                       Shortened(message, kLongestMessage)};
    const bool handed_in = std::any_of(
        files_.begin(), files_.end(),
        [&](const SourceFile& file) { return file.name == mark.file; });
    if (!handed_in || mark.line <= 0) return;
    auto known =
        std::find_if(found_.begin(), found_.end(),
                     [&](const Found& one) { return one.mark == mark; });
    if (known == found_.end()) {
      if (found_.size() == kMostMarks) return;
      known = found_.insert(found_.end(), {mark, {}});
    }
    std::vector<std::string>& names = known->names;
    if (!name.empty() &&
        std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }

  std::vector<Mark> Marks() && {
    std::vector<Mark> marks;
    for (Found& one : found_) {
      if (!one.names.empty()) {
        absl::StrAppend(&one.mark.message, " (", NamesInWords(one.names), ")");
      }
      marks.push_back(std::move(one.mark));
    }
    const auto place = [&](const Mark& mark) {
      const auto file = std::find_if(
          files_.begin(), files_.end(),
          [&](const SourceFile& one) { return one.name == mark.file; });
      return std::pair(file - files_.begin(), mark.line);
    };
    std::stable_sort(
        marks.begin(), marks.end(),
        [&](const Mark& a, const Mark& b) { return place(a) < place(b); });
    return marks;
  }

 private:
  struct Found {
    Mark mark;
    std::vector<std::string> names;  // of the cases that say so
  };

  static std::string NamesInWords(std::vector<std::string> names) {
    const std::size_t more = names.size() - std::min(names.size(), kMostNames);
    names.resize(names.size() - more);
    return absl::StrCat(absl::StrJoin(names, ", "),
                        more > 0 ? absl::StrCat(" and ", more, " more") : "");
  }

  const std::vector<SourceFile>& files_;
  std::vector<Found> found_;
};

void AddSchedule(const UnorderedJson& schedule, const std::string& name,
                 MarkReader& reader) {
  for (const UnorderedJson& access : MemberOf(schedule, "race")) {
    const UnorderedJson& writes = MemberOf(access, "writes");
    reader.Add(MemberOf(access, "place"), "note",
               absl::StrCat(NameOfThread(Number(MemberOf(access, "thread"))),
                            writes == true ? " writes" : " reads", " here"),
               name);
  }
  for (const UnorderedJson& thread : MemberOf(schedule, "threads")) {
    const std::string doing = Text(MemberOf(thread, "doing"));
    if (doing.empty()) continue;
    reader.Add(MemberOf(thread, "place"), "note", doing, name);
  }
}

void AddCase(const UnorderedJson& one, MarkReader& reader) {
  const std::string verdict = Text(MemberOf(one, "verdict"));
  if (verdict == "accepted" || !Text(MemberOf(one, "skipped_for")).empty())
    return;
  const std::string name = Text(MemberOf(one, "name"));
  reader.Add(
      MemberOf(one, "place"), "error",
      absl::StrCat(NameInWords(verdict), ": ", Text(MemberOf(one, "message"))),
      name);
  const UnorderedJson& explanation = MemberOf(one, "explanation");
  reader.Add(MemberOf(explanation, "place"), "error",
             absl::StrCat(Text(MemberOf(explanation, "means")), " ",
                          Text(MemberOf(explanation, "try"))),
             name);
  const UnorderedJson& crash = MemberOf(one, "crash");
  for (const UnorderedJson& step : MemberOf(crash, "steps")) {
    reader.Add(MemberOf(step, "place"), "note",
               absl::StrCat(Text(MemberOf(crash, "kind")), ": ",
                            Text(MemberOf(step, "what"))),
               name);
  }
  AddSchedule(MemberOf(one, "schedule"), name, reader);
}

}  // namespace

std::vector<Mark> MarksOf(absl::string_view report,
                          const std::vector<SourceFile>& files) {
  const UnorderedJson object = UnorderedJson::parse(report, nullptr, false);
  MarkReader reader(files);
  for (const UnorderedJson& said :
       MemberOf(MemberOf(object, "build"), "diagnostics")) {
    reader.Add(said, Text(MemberOf(said, "severity")),
               Text(MemberOf(said, "message")));
  }
  for (const UnorderedJson& one : MemberOf(object, "cases"))
    AddCase(one, reader);
  return std::move(reader).Marks();
}

std::string MarksHtml(const std::vector<Mark>& marks) {
  if (marks.empty()) return "";
  std::string items;
  for (const Mark& mark : marks) {
    const std::string column =
        mark.column > 0 ? absl::StrCat(":", mark.column) : "";
    absl::StrAppend(
        &items, "<li data-file=\"", MarkupAttribute(mark.file),
        "\" data-line=\"", mark.line, "\" data-column=\"", mark.column,
        "\" data-severity=\"", MarkupAttribute(mark.severity),
        "\"><code class=\"place\">", Markup(mark.file), ":", mark.line, column,
        "</code> <span class=\"said\">",
        mark.severity == "error"
            ? ""
            : absl::StrCat("<em>", Markup(mark.severity), ":</em> "),
        Markup(mark.message), "</span></li>\n");
  }
  return absl::StrCat("<ol class=\"marks\">\n", items, "</ol>\n");
}

}  // namespace grader
