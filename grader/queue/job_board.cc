#include "grader/queue/job_board.h"

#include <array>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/wire_cbor.h"
#include "grader/problem/limits.h"
#include "grader/queue/job_streams.h"
#include "grader/queue/wire_json.h"

namespace grader {
namespace {

constexpr char kResults[] = "grader-results";
constexpr char kDead[] = "grader-dead";
constexpr char kWorkers[] = "grader-workers";
constexpr char kResultSchema[] = "grader.result/1";
constexpr char kLimitSchema[] = "grader.limit/1";
constexpr char kDeadSchema[] = "grader.dead-letter/1";
constexpr absl::Duration kWeek = absl::Hours(24 * 7);
constexpr std::int32_t kLongest = 16 * kKiB;
// Of a submission; on the wire it is a third longer.
constexpr std::size_t kMostWithJob = 6 * kKiB;
constexpr std::int64_t kMaxResultBytes = 64 * kMiB;
// Messages that are looked through for one that is ours: whoever may store some
// could store any number.
constexpr int kMostOfOurs = 1'000;
// Those that are listed: workers, or what none of a class's jobs came through.
constexpr int kMostListed = 100'000;
constexpr std::size_t kLongestWhy = 1'000;
constexpr absl::Duration kLongestLimit = absl::Hours(24);

std::string ResultSubject(const std::string& job) {
  return absl::StrCat("grader.results.", job);
}

// Why something is passed over that is no result, or one of nothing that is
// there. What else keeps from reading one will pass, and is no word about it.
bool IsNoResult(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status);
}

// On the wire a byte may become six; all of a message must be less than
// kLongest.
std::string Cut(std::string text, std::size_t most = 300) {
  if (text.size() > most) text.resize(most);
  return text;
}

}  // namespace

absl::Status JobBoard::Begin() {
  const std::array<StreamSettings, 5> streams = {
      StreamSettings{.name = kJobStream,
                     .subjects = "grader.jobs.*.*",
                     .work_queue = true,
                     .kept_for = kWeek,
                     .max_message_bytes = kLongest},
      StreamSettings{.name = kResults,
                     .subjects = "grader.results.*",
                     .kept_for = kWeek,
                     .max_message_bytes = kLongest},
      StreamSettings{.name = kDead,
                     .subjects = "grader.dead.*",
                     .kept_for = 4 * kWeek,
                     .max_message_bytes = kLongest},
      StreamSettings{.name = kWorkers,
                     .subjects = "grader.workers.*",
                     .last_counts = true,
                     .kept_for = kHeardFor,
                     .max_message_bytes = 4 * kLongest},
      StreamSettings{.name = kNeedStream,
                     .subjects = "grader.needs.*",
                     .last_counts = true,
                     .kept_for = kWeek,
                     .max_message_bytes = kLongest}};
  for (const StreamSettings& stream : streams) {
    absl::Status made = nats_.MakeStream(stream);
    if (!made.ok()) return made;
  }
  return blobs_.Begin();
}

absl::Status JobBoard::SetSubmission(std::string packed, GradingJob& job) {
  if (packed.size() <= kMostWithJob) {
    job.submission = BlobStore::NameOf(packed);
    job.packed = std::move(packed);
    return absl::OkStatus();
  }
  auto name = blobs_.Put(packed);
  if (!name.ok()) return name.status();
  job.submission = *std::move(name);
  return absl::OkStatus();
}

absl::StatusOr<std::string> JobBoard::SubmissionOf(const GradingJob& job,
                                                   std::int64_t max_bytes) {
  if (job.packed.empty()) return blobs_.Get(job.submission, max_bytes);
  if (BlobStore::NameOf(job.packed) != job.submission) {
    return absl::InvalidArgumentError("it brings another submission");
  }
  return job.packed;
}

absl::Status JobBoard::StoreGraded(const std::string& job, const Graded& graded,
                                   const std::string& report) {
  nlohmann::json parts = {{"result", wire::Bytes(ToJsonLine(graded.result))},
                          {"page", wire::Bytes(graded.page)},
                          {"report", wire::Bytes(report)}};
  if (graded.views) {
    parts["views"] =
        wire::List({graded.views->page, graded.views->revealed_page,
                    graded.views->json, graded.views->revealed_json});
  }
  const auto blob = blobs_.Put(wire::Serialize(parts));
  if (!blob.ok()) return blob.status();
  const std::string content =
      DumpOnWire({{"schema", kResultSchema}, {"job", job}, {"blob", *blob}});
  // The same result twice is one; nobody can take its place by its id.
  const std::string id = ContentHash("result 1").Add(content).Digest();
  return nats_.Publish(ResultSubject(job), id, content).status();
}

absl::Status JobBoard::StoreFailed(const std::string& job,
                                   const std::string& why) {
  return nats_
      .Publish(ResultSubject(job), "",
               DumpOnWire({{"schema", kResultSchema},
                           {"job", job},
                           {"failed", Cut(why, kLongestWhy)}}))
      .status();
}

absl::Status JobBoard::ForEachMessage(
    const std::string& stream, const std::string& subject,
    const std::function<bool(const StreamMessage&)>& look, ReadFrom where) {
  const bool is_list = subject.back() == '*';
  std::uint64_t place = 0;
  for (int i = 0; i < (is_list ? kMostListed : kMostOfOurs); ++i) {
    const auto message = nats_.Next(stream, subject, place, where);
    if (!message.ok()) return message.status();
    if (!*message || !look(**message)) break;
    place = (*message)->sequence + 1;
  }
  return absl::OkStatus();
}

absl::StatusOr<JobResult> JobBoard::ReadResult(const StreamMessage& message,
                                               const WantedJob& wanted) {
  struct Head {
    std::string job, blob, failed;
  };
  const auto head =
      FromWire<Head>(message.content, kResultSchema, [](const Json& object) {
        return Head{object.at("job"), object.value("blob", ""),
                    object.value("failed", "")};
      });
  if (!head.ok()) return head.status();
  if (ResultSubject(head->job) != message.subject) {
    return absl::InvalidArgumentError("it came under another job's subject");
  }
  if (!wanted(head->job)) return absl::InvalidArgumentError("not wanted");
  if (head->blob.empty()) {
    return JobResult{head->job, absl::InternalError(head->failed)};
  }
  const auto blob = blobs_.Get(head->blob, kMaxResultBytes);
  if (!blob.ok()) return blob.status();
  auto graded = wire::Parse<Graded>(*blob, [](const nlohmann::json& object) {
    auto result = FromJsonLine(wire::Text(wire::Field(object, "result")));
    if (!result) throw wire::Malformed("it is no result");
    Graded graded = {*std::move(result),
                     wire::Text(wire::Field(object, "page"))};
    if (object.contains("views")) {
      std::vector<std::string> views = wire::Texts(object.at("views"));
      if (views.size() != 4) throw wire::Malformed("these are no views");
      graded.views = {std::move(views[0]), std::move(views[1]),
                      std::move(views[2]), std::move(views[3])};
    }
    return graded;
  });
  if (!graded.ok()) return graded.status();
  return JobResult{head->job, std::move(graded)};
}

absl::StatusOr<std::optional<Graded>> JobBoard::FindGraded(
    const std::string& job, const IsSound& sound, ReadFrom where) {
  std::optional<Graded> found;
  absl::Status unread;
  absl::Status read = ForEachMessage(
      kResults, ResultSubject(job),
      [&](const StreamMessage& message) {
        auto result =
            ReadResult(message, [](const std::string&) { return true; });
        if (!result.ok()) {
          if (!IsNoResult(result.status())) unread = result.status();
        } else if (result->graded.ok() && sound(result->graded->result)) {
          found = *std::move(result->graded);
        }
        return !found && unread.ok();
      },
      where);
  read.Update(unread);
  if (!read.ok()) return read;
  return found;
}

absl::Status JobBoard::StoreLimit(const std::string& id,
                                  const PackageLimit& limit) {
  return nats_
      .Publish(ResultSubject(id), "",
               DumpOnWire({{"schema", kLimitSchema},
                           {"limit", id},
                           {"ns", absl::ToInt64Nanoseconds(limit.limit)},
                           {"reason", Cut(limit.reason, kLongestWhy)}}))
      .status();
}

absl::StatusOr<std::optional<PackageLimit>> JobBoard::FindLimit(
    const std::string& id) {
  std::optional<PackageLimit> found;
  const absl::Status read = ForEachMessage(
      kResults, ResultSubject(id), [&](const StreamMessage& message) {
        auto limit = FromWire<PackageLimit>(
            message.content, kLimitSchema, [](const Json& object) {
              const std::int64_t ns = object.at("ns");
              return PackageLimit{absl::Nanoseconds(ns), object.at("reason")};
            });
        if (limit.ok() && limit->limit > absl::ZeroDuration() &&
            limit->limit <= kLongestLimit) {
          found = *std::move(limit);
        }
        return !found;
      });
  if (!read.ok()) return read;
  return found;
}

absl::StatusOr<std::uint64_t> JobBoard::EndOfResults() {
  const auto facts = nats_.Facts(kResults, /*with_subjects=*/false);
  if (!facts.ok()) return facts.status();
  return facts->last_sequence + 1;
}

absl::StatusOr<std::optional<JobResult>> JobBoard::NextResult(
    std::uint64_t& place, const WantedJob& wanted, ReadFrom where) {
  while (true) {
    const auto message = nats_.Next(kResults, "grader.results.*", place, where);
    if (!message.ok()) return message.status();
    if (!*message) return std::nullopt;
    auto result = ReadResult(**message, wanted);
    if (!result.ok() && !IsNoResult(result.status())) return result.status();
    place = (*message)->sequence + 1;
    if (result.ok()) return *std::move(result);
  }
}

absl::Status JobBoard::AddDeadLetter(const DeadLetter& letter) {
  const std::string content =
      DumpOnWire({{"schema", kDeadSchema},
                  {"subject", Cut(letter.subject)},
                  {"problem", Cut(letter.problem)},
                  {"language", Cut(letter.language)},
                  {"why", Cut(letter.why, kLongestWhy)}});
  const std::string id =
      ContentHash("dead letter 1").Add(letter.subject).Digest();
  return nats_.Publish("grader.dead." + id, "", content).status();
}

absl::StatusOr<std::vector<DeadLetter>> JobBoard::DeadLetters() {
  std::vector<DeadLetter> letters;
  const absl::Status read =
      ForEachMessage(kDead, "grader.dead.*", [&](const StreamMessage& message) {
        auto letter = FromWire<DeadLetter>(
            message.content, kDeadSchema, [&](const Json& object) {
              return DeadLetter{object.at("subject"), object.at("problem"),
                                object.at("language"), object.at("why"),
                                message.stored};
            });
        if (letter.ok()) letters.push_back(*std::move(letter));
        return true;
      });
  if (!read.ok()) return read;
  return letters;
}

absl::Status JobBoard::Announce(const WorkerState& state) {
  return nats_.Publish("grader.workers." + state.name, "", ToJson(state))
      .status();
}

void JobBoard::Mention(const WorkerState& state) {
  nats_.Tell("grader.workers." + state.name, ToJson(state));
}

absl::Status JobBoard::Retire(const std::string& worker) {
  return nats_.Publish("grader.workers." + worker, "", "{}").status();
}

absl::StatusOr<std::vector<JobBoard::Heard>> JobBoard::Workers() {
  // Who says something anew while this is read comes twice.
  std::map<std::string, Heard> workers;
  const absl::Status read = ForEachMessage(
      kWorkers, "grader.workers.*", [&](const StreamMessage& message) {
        auto state = WorkerFromJson(message.content);
        if (state.ok() && "grader.workers." + state->name == message.subject) {
          const std::string name = state->name;
          workers.insert_or_assign(name,
                                   Heard{*std::move(state), message.stored});
        }
        return true;
      });
  if (!read.ok()) return read;
  std::vector<Heard> heard;
  for (auto& [name, one] : workers) heard.push_back(std::move(one));
  return heard;
}

}  // namespace grader
