#include "grader/execute/trace.h"

#include <cstddef>
#include <deque>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

// Takes the first word off `text` and the one space behind it.
absl::string_view TakeWord(absl::string_view& text) {
  const std::size_t space = text.find(' ');
  const absl::string_view word = text.substr(0, space);
  text.remove_prefix(space == absl::string_view::npos ? text.size()
                                                      : space + 1);
  return word;
}

class Reader {
 public:
  void Read(const TracePacket& packet) {
    absl::string_view text = packet.text;
    if (absl::StrContains(text, '\n')) {
      return Violation(absl::StrCat("more than one line: ", Quoted(text)));
    }
    if (trace_.done) {
      return Violation(absl::StrCat("after the end mark: ", Quoted(text)));
    }
    const absl::string_view event = text;
    const absl::string_view kind = TakeWord(text);
    if (kind == "error") {
      if (!trace_.error) trace_.error = std::string(text);
    } else if (kind == "done" && text.empty()) {
      trace_.done = true;
    } else if (kind == "begin" || kind == "end" || kind == "note") {
      const std::string name(TakeWord(text));
      if (name.empty()) {
        return Violation(
            absl::StrCat("an event without a name: ", Quoted(event)));
      }
      if (kind == "begin") {
        Begin(name, Id(text), packet.at);
      } else if (kind == "end") {
        End(name, Id(text), packet.at);
      } else {
        trace_.notes.push_back({name, std::string(text), packet.at});
      }
    } else {
      Violation(absl::StrCat("an unknown event: ", Quoted(event)));
    }
  }

  Trace Take() { return std::move(trace_); }

 private:
  static std::string Id(absl::string_view text) {
    return text.empty() ? "-" : std::string(text);
  }

  void Begin(const std::string& name, const std::string& id,
             absl::Duration at) {
    open_[{name, id}].push_back(trace_.spans.size());
    trace_.spans.push_back({name, id, at, std::nullopt});
  }

  void End(const std::string& name, const std::string& id, absl::Duration at) {
    const auto open = open_.find({name, id});
    if (open == open_.end() || open->second.empty()) {
      return Violation(absl::StrCat("an end without its begin: ",
                                    Quoted(absl::StrCat(name, " ", id))));
    }
    trace_.spans[open->second.front()].end = at;
    open->second.pop_front();
  }

  void Violation(std::string what) {
    if (!trace_.violation) trace_.violation = std::move(what);
  }

  Trace trace_;
  // By name and id: indexes of the spans without an end, oldest first.
  std::map<std::pair<std::string, std::string>, std::deque<std::size_t>> open_;
};

}  // namespace

Trace ParseTrace(const std::vector<TracePacket>& packets) {
  Reader reader;
  for (const TracePacket& packet : packets) reader.Read(packet);
  return reader.Take();
}

}  // namespace grader
