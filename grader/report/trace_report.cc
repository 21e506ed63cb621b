#include "grader/report/trace_report.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/report/grader_version.h"
#include "grader/report/json_values.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

// Whole where it is whole, else with up to three decimals (nanoseconds).
Json Microseconds(absl::Duration duration) {
  const std::int64_t nanoseconds = absl::ToInt64Nanoseconds(duration);
  if (nanoseconds % 1000 == 0) return nanoseconds / 1000;
  return static_cast<double>(nanoseconds) / 1000;
}

// The events of one case, thread by thread.
class CaseEvents {
 public:
  CaseEvents(int process, Json& events) : process_(process), events_(events) {}

  // Names the process, or a new thread that the events to come belong to.
  void NameProcess(const std::string& name) {
    events_.push_back(Event("M", "process_name"));
    events_.back()["args"] = {{"name", name}};
    events_.push_back(Event("M", "process_sort_index"));
    events_.back()["args"] = {{"sort_index", process_}};
  }
  void StartThread(const std::string& name) {
    ++thread_;
    events_.push_back(Event("M", "thread_name"));
    events_.back()["args"] = {{"name", name}};
    events_.push_back(Event("M", "thread_sort_index"));
    events_.back()["args"] = {{"sort_index", thread_}};
  }
  Json& Add(const std::string& phase, const std::string& name,
            absl::Duration at) {
    events_.push_back(Event(phase, name));
    events_.back()["ts"] = Microseconds(at);
    return events_.back();
  }

 private:
  Json Event(const std::string& phase, const std::string& name) const {
    return {{"ph", phase}, {"name", name}, {"pid", process_}, {"tid", thread_}};
  }

  int process_;
  int thread_ = 0;
  Json& events_;
};

void AddSpans(const std::vector<Span>& spans, CaseEvents& into) {
  for (const Span& span : spans) {
    const bool has_id = !span.id.empty() && span.id != "-";
    into.StartThread(has_id ? absl::StrCat(span.name, " ", span.id)
                            : span.name);
    Json& event = into.Add(span.end ? "X" : "B", span.name, span.begin);
    event["cat"] = "span";
    if (span.end) event["dur"] = Microseconds(*span.end - span.begin);
    event["args"] = {{"id", span.id}};
  }
}

void AddNotes(const std::vector<Note>& notes, CaseEvents& into) {
  if (notes.empty()) return;
  into.StartThread("notes");
  for (const Note& note : notes) {
    Json& event = into.Add("i", note.name, note.at);
    event["cat"] = "note";
    event["s"] = "t";
    event["args"] = {{"text", note.text}};
  }
}

void AddBlocked(const std::vector<BlockingSleep>& sleeps, CaseEvents& into) {
  if (sleeps.empty()) return;
  into.StartThread("thread blocked");
  for (const BlockingSleep& sleep : sleeps) {
    Json& event = into.Add("X", "thread blocked", sleep.begin);
    event["cat"] = "blocked";
    event["dur"] = Microseconds(sleep.end - sleep.begin);
  }
}

}  // namespace

std::string TraceReport(const Report& full) {
  const Report view = LearnerView(full);
  Json events = Json::array();
  int process = 0;
  for (const CaseReport& one : view.cases) {
    CaseEvents into(++process, events);
    into.NameProcess(
        absl::StrCat(one.test_case.name, ": ", VerdictInWords(one)));
    AddSpans(one.observation.trace.spans, into);
    AddNotes(one.observation.trace.notes, into);
    AddBlocked(one.observation.blocking_sleeps, into);
  }
  Json about = {{"problem", view.problem},
                {"clock", Text(ClockName(view.clock))},
                {"verdict", Text(VerdictName(view.verdict.word))},
                {"reason", view.verdict.reason},
                {"score", view.score},
                {"max_score", view.max_score}};
  SetGroups(about, view.groups);
  SetGrader(view, about);
  return Dump({{"traceEvents", events},
               {"displayTimeUnit", "ms"},
               {"otherData", about}});
}

}  // namespace grader
