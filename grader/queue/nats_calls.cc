#include "grader/queue/nats_calls.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

// $JS.ACK.STREAM.CONSUMER.COUNT.…, with a domain and an account before the
// stream where there are more than nine parts (ADR-15 of nats-architecture).
struct ReplyParts {
  std::string stream, consumer, count;
};

ReplyParts PartsOf(const std::string& reply) {
  const std::vector<std::string> parts = absl::StrSplit(reply, '.');
  const std::size_t place = parts.size() > 9 ? 4 : 2;
  if (parts.size() <= place + 2) return {};
  return {parts[place], parts[place + 1], parts[place + 2]};
}

}  // namespace

natsStatus AddStream(const NatsLibrary& nats, const NatsSession& session,
                     const StreamSettings& settings, int replicas,
                     jsErrCode* code) {
  jsStreamConfig config;
  nats.jsStreamConfig_Init(&config);
  config.Name = settings.name.c_str();
  const char* all[] = {settings.subjects.c_str()};
  config.Subjects = all;
  config.SubjectsLen = 1;
  config.Retention = settings.work_queue ? js_WorkQueuePolicy : js_LimitsPolicy;
  config.MaxAge = absl::ToInt64Nanoseconds(settings.kept_for);
  config.MaxMsgSize = settings.max_message_bytes;
  if (settings.last_counts) config.MaxMsgsPerSubject = 1;
  config.Storage = js_FileStorage;
  config.Replicas = replicas;
  config.AllowDirect = true;
  const natsStatus status =
      nats.js_AddStream(nullptr, session.js(), &config, nullptr, code);
  if (*code != JSStreamNameExistErr) return status;
  // With other settings, somebody's own.
  *code = static_cast<jsErrCode>(0);
  return NATS_OK;
}

natsStatus AddConsumer(const NatsLibrary& nats, const NatsSession& session,
                       const ConsumerName& name, absl::Duration& lease,
                       jsErrCode* code) {
  jsConsumerConfig config;
  nats.jsConsumerConfig_Init(&config);
  config.Durable = name.consumer.c_str();
  config.FilterSubject = name.subject.c_str();
  config.AckPolicy = js_AckExplicit;
  config.AckWait = absl::ToInt64Nanoseconds(lease);
  // As many workers as there may be.
  config.MaxAckPending = 100'000;
  jsConsumerInfo* info = nullptr;
  natsStatus status =
      nats.js_GetConsumerInfo(&info, session.js(), name.stream.c_str(),
                              name.consumer.c_str(), nullptr, code);
  if (status == NATS_NOT_FOUND) {
    *code = static_cast<jsErrCode>(0);
    status = nats.js_AddConsumer(&info, session.js(), name.stream.c_str(),
                                 &config, nullptr, code);
  }
  if (status != NATS_OK) return status;
  lease = absl::Nanoseconds(info->Config->AckWait);
  nats.jsConsumerInfo_Destroy(info);
  return status;
}

bool IsConsumerGone(const NatsLibrary& nats, const NatsSession& session,
                    const std::string& reply) {
  const ReplyParts parts = PartsOf(reply);
  jsConsumerInfo* info = nullptr;
  const natsStatus status =
      nats.js_GetConsumerInfo(&info, session.js(), parts.stream.c_str(),
                              parts.consumer.c_str(), nullptr, nullptr);
  if (info != nullptr) nats.jsConsumerInfo_Destroy(info);
  return status == NATS_NOT_FOUND;
}

StreamFacts FactsIn(const jsStreamInfo& info) {
  StreamFacts facts;
  facts.last_sequence = info.State.LastSeq;
  facts.messages = info.State.Msgs;
  facts.oldest = absl::FromUnixNanos(info.State.FirstTime);
  if (info.State.Subjects != nullptr) {
    for (int i = 0; i < info.State.Subjects->Count; ++i) {
      const jsStreamStateSubject& one = info.State.Subjects->List[i];
      facts.subjects[one.Subject] = one.Msgs;
    }
  }
  if (info.Cluster == nullptr || info.Cluster->ReplicasLen == 0) return facts;
  if (info.Cluster->Leader != nullptr && *info.Cluster->Leader != '\0') {
    facts.keepers.push_back({.name = info.Cluster->Leader, .leads = true});
  }
  for (int i = 0; i < info.Cluster->ReplicasLen; ++i) {
    const jsPeerInfo& one = *info.Cluster->Replicas[i];
    facts.keepers.push_back({.name = one.Name,
                             .current = one.Current,
                             .silent = one.Offline || one.Active == 0
                                           ? absl::InfiniteDuration()
                                           : absl::Nanoseconds(one.Active)});
  }
  return facts;
}

std::string ContentOf(const NatsLibrary& nats, natsMsg* message) {
  const int length = nats.natsMsg_GetDataLength(message);
  return length <= 0 ? ""
                     : std::string(nats.natsMsg_GetData(message),
                                   static_cast<std::size_t>(length));
}

int CountIn(const std::string& reply) {
  int count = 1;
  return absl::SimpleAtoi(PartsOf(reply).count, &count) ? count : 1;
}

}  // namespace grader
