#include "grader/queue/queue_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/units.h"
#include "grader/report/json_values.h"

namespace grader {
namespace {

absl::Duration Ago(absl::Time then, absl::Time now) {
  // The clocks of two machines differ.
  return std::max(absl::ZeroDuration(),
                  absl::Trunc(now - then, absl::Seconds(1)));
}

std::size_t WorkersFor(const QueueView& view, const JobNeeds& needs) {
  return static_cast<std::size_t>(std::count_if(
      view.workers.begin(), view.workers.end(),
      [&](const JobBoard::Heard& one) { return one.state.Has(needs); }));
}

std::size_t InHand(const QueueView& view) {
  std::size_t count = 0;
  for (const JobBoard::Heard& one : view.workers) {
    count += one.state.in_hand.size();
  }
  return count;
}

Json TextList(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(Text(text));
  return list;
}

// Each says something every second; who is silent for longer is away.
bool IsAway(const StreamKeeper& keeper) {
  return keeper.silent >= absl::Seconds(4);
}

std::string Words(const StreamKeeper& keeper) {
  if (keeper.leads) return keeper.name + ", which leads";
  if (keeper.silent == absl::InfiniteDuration()) {
    return keeper.name + ", not heard of";
  }
  if (IsAway(keeper)) {
    return absl::StrCat(
        keeper.name, ", not heard of for ",
        FormatElapsed(absl::Trunc(keeper.silent, absl::Seconds(1))));
  }
  return keeper.name + (keeper.current ? "" : ", which lacks some yet");
}

}  // namespace

absl::StatusOr<QueueView> ViewQueue(const std::string& address,
                                    JobBoard& board) {
  QueueView view;
  view.address = address;
  // What is there can be read all the same.
  const absl::Status stored = board.TryToStore();
  if (absl::IsUnavailable(stored)) view.trouble = std::string(stored.message());
  auto depth = board.Waiting();
  if (!depth.ok()) return depth.status();
  view.depth = *std::move(depth);
  auto workers = board.Workers();
  if (!workers.ok()) return workers.status();
  view.workers = *std::move(workers);
  auto dead = board.DeadLetters();
  if (!dead.ok()) return dead.status();
  view.dead = *std::move(dead);
  return view;
}

std::string QueueText(const QueueView& view, absl::Time now) {
  std::string text =
      absl::StrCat(view.address, ": ", Counted(view.depth.jobs, "job"), ", ",
                   std::min<std::uint64_t>(InHand(view), view.depth.jobs),
                   " of them being graded");
  if (view.depth.jobs > 0) {
    absl::StrAppend(&text, "; the oldest came ",
                    FormatElapsed(Ago(view.depth.oldest, now)), " ago");
  }
  text += "\n";
  if (!view.trouble.empty()) {
    absl::StrAppend(&text, "  nothing can be stored there now: ", view.trouble,
                    "\n");
  }
  for (const StreamKeeper& keeper : view.depth.keepers) {
    absl::StrAppend(&text, "  kept by ", Words(keeper), "\n");
  }
  for (const JobsWaiting& waiting : view.depth.waiting) {
    const std::size_t able = WorkersFor(view, waiting.needs);
    absl::StrAppend(&text, "  ", waiting.jobs, " for ",
                    waiting.needs.language.empty() ? "nobody: they are no jobs"
                                                   : Words(waiting.needs),
                    waiting.needs.language.empty() ? ""
                    : able == 0
                        ? view.trouble.empty()
                              ? ": no worker has that"
                              : ": no worker can say now that it has that"
                        : ": " + Counted(able, "worker"),
                    "\n");
  }
  absl::StrAppend(&text, "\n", Counted(view.workers.size(), "worker"), "\n");
  for (const JobBoard::Heard& one : view.workers) {
    const WorkerState& state = one.state;
    absl::StrAppend(&text, "  ", state.name, " on ", state.host, ", grader ",
                    state.grader, ", ", absl::StrJoin(state.languages, " "),
                    state.virtual_clock ? "" : ", no virtual clock", "; ",
                    state.graded, " graded in ",
                    FormatElapsed(Ago(state.started, now)), "; heard of ",
                    FormatElapsed(Ago(one.when, now)), " ago\n");
    for (const JobInHand& job : state.in_hand) {
      absl::StrAppend(&text, "    grades ", job.problem, ", ", job.language,
                      ", for ", FormatElapsed(Ago(job.since, now)), "\n");
    }
  }
  absl::StrAppend(&text, "\n", Counted(view.dead.size(), "dead letter"), "\n");
  for (const DeadLetter& letter : view.dead) {
    absl::StrAppend(&text, "  ", FormatElapsed(Ago(letter.when, now)), " ago, ",
                    letter.problem.empty()
                        ? letter.subject
                        : absl::StrCat(letter.problem, ", ", letter.language),
                    ": ", letter.why, "\n");
  }
  return text;
}

std::string QueueJson(const QueueView& view, absl::Time now) {
  const auto seconds = [&](absl::Time then) {
    return absl::ToInt64Seconds(Ago(then, now));
  };
  Json waiting = Json::array();
  for (const JobsWaiting& one : view.depth.waiting) {
    waiting.push_back(
        {{"jobs", one.jobs},
         {"language", Text(one.needs.language)},
         {"linters", TextList(one.needs.linters)},
         {"virtual_clock", one.needs.clock == ClockKind::kVirtual},
         {"grader", Text(one.needs.grader)},
         {"workers", WorkersFor(view, one.needs)}});
  }
  Json servers = Json::array();
  for (const StreamKeeper& keeper : view.depth.keepers) {
    servers.push_back(
        {{"name", Text(keeper.name)},
         {"leads", keeper.leads},
         {"current", keeper.current},
         {"away", IsAway(keeper)},
         {"silent_s", keeper.silent == absl::InfiniteDuration()
                          ? Json(nullptr)
                          : Json(absl::ToInt64Seconds(keeper.silent))}});
  }
  Json workers = Json::array();
  for (const JobBoard::Heard& one : view.workers) {
    const WorkerState& state = one.state;
    Json in_hand = Json::array();
    for (const JobInHand& job : state.in_hand) {
      in_hand.push_back({{"job", Text(job.job)},
                         {"problem", Text(job.problem)},
                         {"language", Text(job.language)},
                         {"for_s", seconds(job.since)}});
    }
    workers.push_back({{"name", Text(state.name)},
                       {"host", Text(state.host)},
                       {"grader", Text(state.grader)},
                       {"languages", state.languages},
                       {"linters", TextList(state.linters)},
                       {"virtual_clock", state.virtual_clock},
                       {"graded", state.graded},
                       {"up_s", seconds(state.started)},
                       {"heard_s", seconds(one.when)},
                       {"in_hand", std::move(in_hand)}});
  }
  Json dead = Json::array();
  for (const DeadLetter& letter : view.dead) {
    dead.push_back({{"subject", Text(letter.subject)},
                    {"problem", Text(letter.problem)},
                    {"language", Text(letter.language)},
                    {"why", Text(letter.why)},
                    {"ago_s", seconds(letter.when)}});
  }
  Json object = {
      {"schema", "grader.queue/1"},
      {"jobs", view.depth.jobs},
      {"in_hand", InHand(view)},
      {"oldest_s",
       view.depth.jobs > 0 ? Json(seconds(view.depth.oldest)) : Json(nullptr)},
      {"trouble", view.trouble.empty() ? Json(nullptr) : Text(view.trouble)},
      {"servers", std::move(servers)},
      {"waiting", std::move(waiting)},
      {"workers", std::move(workers)},
      {"dead_letters", std::move(dead)}};
  return Dump(object);
}

}  // namespace grader
