#include "grader/queue/worker_state.h"

#include "absl/algorithm/container.h"
#include "grader/queue/wire_json.h"

namespace grader {
namespace {

constexpr char kWorkerSchema[] = "grader.worker/2";

absl::Time Seconds(const Json& value) {
  return absl::FromUnixSeconds(value.get<std::int64_t>());
}

}  // namespace

bool WorkerState::Has(const JobNeeds& needs) const {
  return needs.grader == grader &&
         (virtual_clock || needs.clock == ClockKind::kReal) &&
         absl::c_linear_search(languages, needs.language) &&
         absl::c_all_of(needs.linters, [this](const std::string& linter) {
           return absl::c_linear_search(linters, linter);
         });
}

std::string ToJson(const WorkerState& state) {
  Json in_hand = Json::array();
  for (const JobInHand& one : state.in_hand) {
    in_hand.push_back({{"job", one.job},
                       {"problem", one.problem},
                       {"language", one.language},
                       {"since", absl::ToUnixSeconds(one.since)}});
  }
  return DumpOnWire({{"schema", kWorkerSchema},
                     {"name", state.name},
                     {"host", state.host},
                     {"grader", state.grader},
                     {"languages", state.languages},
                     {"linters", state.linters},
                     {"virtual_clock", state.virtual_clock},
                     {"jobs", state.jobs},
                     {"graded", state.graded},
                     {"started", absl::ToUnixSeconds(state.started)},
                     {"in_hand", std::move(in_hand)}});
}

absl::StatusOr<WorkerState> WorkerFromJson(absl::string_view json) {
  return FromWire<WorkerState>(json, kWorkerSchema, [](const Json& object) {
    WorkerState state;
    state.name = object.at("name");
    state.host = object.at("host");
    state.grader = object.at("grader");
    state.languages = object.at("languages").get<std::vector<std::string>>();
    state.linters = object.value("linters", std::vector<std::string>());
    state.virtual_clock = object.at("virtual_clock");
    state.jobs = object.at("jobs");
    state.graded = object.at("graded");
    state.started = Seconds(object.at("started"));
    for (const Json& one : object.at("in_hand")) {
      state.in_hand.push_back({one.at("job"), one.at("problem"),
                               one.at("language"), Seconds(one.at("since"))});
    }
    return state;
  });
}

}  // namespace grader
