#include "grader/queue/nats_calls.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

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

natsStatus RemoveMessage(const NatsLibrary& nats, const NatsSession& session,
                         const std::string& stream, std::uint64_t sequence,
                         jsErrCode* code) {
  const natsStatus status =
      nats.js_DeleteMsg(session.js(), stream.c_str(), sequence, nullptr, code);
  if (*code != JSSequenceNotFoundErr && *code != JSStreamMsgDeleteFailed) {
    return status;
  }
  // It is gone already.
  *code = static_cast<jsErrCode>(0);
  return NATS_OK;
}

natsStatus AskLeader(const NatsLibrary& nats, const NatsSession& session,
                     const MessageWanted& wanted,
                     std::optional<StreamMessage>& found, jsErrCode* code) {
  found.reset();
  natsMsg* answer = nullptr;
  nlohmann::json question;
  if (wanted.last) {
    question["last_by_subj"] = wanted.subject;
  } else {
    question["seq"] = std::max<std::uint64_t>(1, wanted.from);
    question["next_by_subj"] = wanted.subject;
  }
  const natsStatus status = session.Ask(
      "$JS.API.STREAM.MSG.GET." + wanted.stream, question.dump(), &answer);
  if (status != NATS_OK) return status;
  const std::string content = ContentOf(nats, answer);
  nats.natsMsg_Destroy(answer);
  try {
    const nlohmann::json object = nlohmann::json::parse(content);
    if (object.contains("error")) {
      *code = static_cast<jsErrCode>(object.at("error").value("err_code", 0));
      if (*code != JSNoMessageFoundErr) return NATS_ERR;
      *code = static_cast<jsErrCode>(0);
      return NATS_OK;
    }
    const nlohmann::json& message = object.at("message");
    StreamMessage one;
    one.subject = message.at("subject");
    one.sequence = message.at("seq");
    const std::string time = message.at("time");
    if (!absl::Base64Unescape(message.value("data", ""), &one.content) ||
        !absl::ParseTime(absl::RFC3339_full, time, &one.stored, nullptr)) {
      return NATS_PROTOCOL_ERROR;
    }
    found = std::move(one);
    return NATS_OK;
  } catch (const nlohmann::json::exception&) {
    return NATS_PROTOCOL_ERROR;
  }
}

natsStatus LookAtConsumer(const NatsLibrary& nats, const NatsSession& session,
                          const ConsumerName& name, std::uint64_t& sequence,
                          jsErrCode* code) {
  jsConsumerInfo* info = nullptr;
  const natsStatus status =
      nats.js_GetConsumerInfo(&info, session.js(), name.stream.c_str(),
                              name.consumer.c_str(), nullptr, code);
  if (status != NATS_OK) return status;
  // The floor lags behind where not all were done in turn.
  sequence =
      info->NumAckPending == 0 ? info->Delivered.Stream : info->AckFloor.Stream;
  nats.jsConsumerInfo_Destroy(info);
  return status;
}

natsStatus AskForOne(const NatsLibrary& nats, const NatsSession& session,
                     const ConsumerName& name, std::optional<Delivery>& taken,
                     jsErrCode* code) {
  natsMsg* message = nullptr;
  const natsStatus status =
      session.Ask(absl::StrCat("$JS.API.CONSUMER.MSG.NEXT.", name.stream, ".",
                               name.consumer),
                  R"({"batch":1,"no_wait":true})", &message);
  if (status == NATS_TIMEOUT) {
    // nats-server 2.9 counts what was removed as waiting, and then answers
    // nothing. Asked how much waits it counts anew.
    std::uint64_t sequence = 0;
    return LookAtConsumer(nats, session, name, sequence, code);
  }
  if (status != NATS_OK) return status;
  const absl::Cleanup destroy = [&] { nats.natsMsg_Destroy(message); };
  const char* const reply = nats.natsMsg_GetReply(message);
  // Else the answer is that there is none.
  if (reply == nullptr || !absl::StartsWith(reply, "$JS.ACK.")) return status;
  taken.emplace();
  taken->subject = nats.natsMsg_GetSubject(message);
  taken->content = ContentOf(nats, message);
  taken->reply = reply;
  if (!absl::SimpleAtoi(PartsOf(taken->reply).count, &taken->count)) {
    taken->count = 1;
  }
  return status;
}

// What nats-server says in place of the name of a server that has been away
// since those that are there were started: its peer id, which is made of the
// name (server/jetstream_cluster.go).
std::string NameOfPeer(absl::string_view said) {
  if (!absl::ConsumePrefix(&said,
                           "Server name unknown at this time (peerID: ") ||
      !absl::ConsumeSuffix(&said, ")")) {
    return std::string(said);
  }
  return absl::StrCat("a server of unknown name (", said, ")");
}

StreamFacts FactsIn(const jsStreamInfo& info) {
  StreamFacts facts;
  facts.first_sequence = info.State.FirstSeq;
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
    facts.keepers.push_back({.name = NameOfPeer(one.Name),
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

}  // namespace grader
