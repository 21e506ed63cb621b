#include "grader/queue/nats.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "grader/execute/monotonic.h"
#include "grader/queue/nats_errors.h"
#include "grader/queue/nats_library.h"
#include "grader/queue/nats_login.h"

namespace grader {
namespace {

constexpr std::int64_t kAnswerMs = 5'000;
// With TLS a busy machine takes its time; the library's own two seconds are
// few.
constexpr std::int64_t kConnectMs = 20'000;
constexpr absl::Duration kFirstPause = absl::Milliseconds(50);
constexpr absl::Duration kLongestPause = absl::Seconds(1);

class Listener : public NatsListener {
 public:
  Listener(const NatsLibrary& nats, natsSubscription* subscription)
      : nats_(nats), subscription_(subscription) {}
  ~Listener() override { nats_.natsSubscription_Destroy(subscription_); }

  bool Wait(absl::Duration most) override {
    const bool came =
        Take(std::max<std::int64_t>(1, absl::ToInt64Milliseconds(most)));
    for (bool more = came; more;) more = Take(0);
    return came;
  }

 private:
  bool Take(std::int64_t wait_ms) {
    natsMsg* message = nullptr;
    const natsStatus status =
        nats_.natsSubscription_NextMsg(&message, subscription_, wait_ms);
    if (message != nullptr) nats_.natsMsg_Destroy(message);
    return status == NATS_OK || status == NATS_SLOW_CONSUMER;
  }

  const NatsLibrary& nats_;
  natsSubscription* const subscription_;
};

class Connection : public Nats {
 public:
  Connection(const NatsLibrary& nats, NatsOptions options)
      : nats_(nats),
        options_(std::move(options)),
        address_(AddressWithoutPassword(options_.url)) {}

  ~Connection() override {
    if (js_ != nullptr) nats_.jsCtx_Destroy(js_);
    // Its threads call OnError until then.
    if (connection_ != nullptr) nats_.natsConnection_Destroy(connection_);
  }

  absl::Status Open() {
    natsOptions* set = nullptr;
    if (nats_.natsOptions_Create(&set) != NATS_OK) {
      return absl::ResourceExhaustedError("no memory for a connection");
    }
    const absl::Cleanup destroy = [&] { nats_.natsOptions_Destroy(set); };
    if (absl::Status bad = SetLogin(nats_, options_, set); !bad.ok()) {
      return bad;
    }
    nats_.natsOptions_SetName(set, options_.name.c_str());
    nats_.natsOptions_SetTimeout(set, kConnectMs);
    // Who is away comes back; how long that is waited for is decided by Call.
    nats_.natsOptions_SetMaxReconnect(set, -1);
    nats_.natsOptions_SetReconnectWait(set, 100);
    nats_.natsOptions_SetFailRequestsOnDisconnect(set, true);
    nats_.natsOptions_SetErrorHandler(set, &Connection::OnError, this);
    const natsStatus status = nats_.natsConnection_Connect(&connection_, set);
    if (status != NATS_OK) return NotConnected(nats_, address_, status);
    jsOptions js;
    nats_.jsOptions_Init(&js);
    js.Wait = kAnswerMs;
    if (nats_.natsConnection_JetStream(&js_, connection_, &js) != NATS_OK) {
      return absl::ResourceExhaustedError("no memory for a connection");
    }
    return CheckJetStream();
  }

  const std::string& address() const override { return address_; }

  std::size_t max_message_bytes() const override {
    return static_cast<std::size_t>(std::max<std::int64_t>(
        0, nats_.natsConnection_GetMaxPayload(connection_)));
  }

  absl::Status MakeStream(const StreamSettings& settings) override {
    const char* const subjects = settings.subjects.c_str();
    jsStreamConfig config;
    nats_.jsStreamConfig_Init(&config);
    config.Name = settings.name.c_str();
    const char* all[] = {subjects};
    config.Subjects = all;
    config.SubjectsLen = 1;
    config.Retention =
        settings.work_queue ? js_WorkQueuePolicy : js_LimitsPolicy;
    config.MaxAge = absl::ToInt64Nanoseconds(settings.kept_for);
    config.MaxMsgSize = settings.max_message_bytes;
    if (settings.last_counts) config.MaxMsgsPerSubject = 1;
    config.Storage = js_FileStorage;
    config.Replicas = options_.replicas;
    config.AllowDirect = true;
    const absl::Status made =
        Call("make the stream " + settings.name, [&](jsErrCode* code) {
          const natsStatus status =
              nats_.js_AddStream(nullptr, js_, &config, nullptr, code);
          // With other settings, somebody's own.
          return *code == JSStreamNameExistErr ? Good(code) : status;
        });
    return made;
  }

  absl::StatusOr<StreamFacts> Facts(const std::string& stream,
                                    bool with_subjects) override {
    jsOptions wanted;
    nats_.jsOptions_Init(&wanted);
    if (with_subjects) wanted.Stream.Info.SubjectsFilter = ">";
    StreamFacts facts;
    absl::Status asked = Call("look at " + stream, [&](jsErrCode* code) {
      jsStreamInfo* info = nullptr;
      const natsStatus status =
          nats_.js_GetStreamInfo(&info, js_, stream.c_str(), &wanted, code);
      if (status != NATS_OK) return status;
      facts.last_sequence = info->State.LastSeq;
      facts.messages = info->State.Msgs;
      facts.oldest = absl::FromUnixNanos(info->State.FirstTime);
      if (info->State.Subjects != nullptr) {
        for (int i = 0; i < info->State.Subjects->Count; ++i) {
          const jsStreamStateSubject& one = info->State.Subjects->List[i];
          facts.subjects[one.Subject] = one.Msgs;
        }
      }
      nats_.jsStreamInfo_Destroy(info);
      return status;
    });
    if (!asked.ok()) return asked;
    return facts;
  }

  absl::StatusOr<bool> Publish(const std::string& subject,
                               const std::string& id,
                               absl::string_view content) override {
    jsPubOptions with_id;
    nats_.jsPubOptions_Init(&with_id);
    if (!id.empty()) with_id.MsgId = id.c_str();
    bool stored = true;
    absl::Status published =
        Call("publish to " + subject, [&](jsErrCode* code) {
          jsPubAck* answer = nullptr;
          const natsStatus status = nats_.js_Publish(
              &answer, js_, subject.c_str(), content.data(),
              static_cast<int>(content.size()), &with_id, code);
          if (answer != nullptr) {
            stored = !answer->Duplicate;
            nats_.jsPubAck_Destroy(answer);
          }
          return status;
        });
    if (!published.ok()) return published;
    return stored;
  }

  absl::StatusOr<std::optional<StreamMessage>> Next(
      const std::string& stream, const std::string& subject,
      std::uint64_t from) override {
    jsDirectGetMsgOptions which;
    nats_.jsDirectGetMsgOptions_Init(&which);
    which.Sequence = std::max<std::uint64_t>(1, from);
    which.NextBySubject = subject.c_str();
    return Read(stream, which);
  }

  absl::StatusOr<std::optional<StreamMessage>> Last(
      const std::string& stream, const std::string& subject) override {
    jsDirectGetMsgOptions which;
    nats_.jsDirectGetMsgOptions_Init(&which);
    which.LastBySubject = subject.c_str();
    return Read(stream, which);
  }

  absl::StatusOr<absl::Duration> MakeConsumer(const std::string& stream,
                                              const std::string& consumer,
                                              const std::string& subject,
                                              absl::Duration lease) override {
    jsConsumerConfig config;
    nats_.jsConsumerConfig_Init(&config);
    config.Durable = consumer.c_str();
    config.FilterSubject = subject.c_str();
    config.AckPolicy = js_AckExplicit;
    config.AckWait = absl::ToInt64Nanoseconds(lease);
    // As many workers as there may be.
    config.MaxAckPending = 100'000;
    absl::Duration actual = lease;
    absl::Status made =
        Call("make the consumer " + consumer, [&](jsErrCode* code) {
          jsConsumerInfo* info = nullptr;
          natsStatus status = nats_.js_GetConsumerInfo(
              &info, js_, stream.c_str(), consumer.c_str(), nullptr, code);
          if (status == NATS_NOT_FOUND) {
            *code = static_cast<jsErrCode>(0);
            status = nats_.js_AddConsumer(&info, js_, stream.c_str(), &config,
                                          nullptr, code);
          }
          if (status != NATS_OK) return status;
          actual = absl::Nanoseconds(info->Config->AckWait);
          nats_.jsConsumerInfo_Destroy(info);
          return status;
        });
    if (!made.ok()) return made;
    return actual;
  }

  absl::StatusOr<std::optional<Delivery>> Take(
      const std::string& stream, const std::string& consumer) override {
    const std::string subject =
        absl::StrCat("$JS.API.CONSUMER.MSG.NEXT.", stream, ".", consumer);
    std::optional<Delivery> taken;
    absl::Status asked = Call("take a job", [&](jsErrCode*) {
      natsMsg* message = nullptr;
      const natsStatus status =
          Ask(subject, R"({"batch":1,"no_wait":true})", &message);
      if (status != NATS_OK) return status;
      const absl::Cleanup destroy = [&] { nats_.natsMsg_Destroy(message); };
      const char* const reply = nats_.natsMsg_GetReply(message);
      // Else the answer is that there is none.
      if (reply == nullptr || !absl::StartsWith(reply, "$JS.ACK.")) {
        return status;
      }
      taken.emplace();
      taken->subject = nats_.natsMsg_GetSubject(message);
      taken->content = ContentOf(message);
      taken->reply = reply;
      taken->count = CountIn(taken->reply);
      return status;
    });
    if (!asked.ok()) return asked;
    return taken;
  }

  absl::Status Finish(const Delivery& delivery) override {
    return Call("say that a job is done", [&](jsErrCode*) {
      natsMsg* message = nullptr;
      const natsStatus status = Ask(delivery.reply, "+ACK", &message);
      if (message != nullptr) nats_.natsMsg_Destroy(message);
      // Who was long away has lost the job to another.
      return status == NATS_NO_RESPONDERS ? NATS_OK : status;
    });
  }

  void Extend(const Delivery& delivery) override { Tell(delivery, "+WPI"); }

  void PutBack(const Delivery& delivery, absl::Duration pause) override {
    Tell(delivery, absl::StrCat("-NAK {\"delay\": ",
                                absl::ToInt64Nanoseconds(pause), "}"));
  }

  absl::StatusOr<std::unique_ptr<NatsListener>> Listen(
      const std::string& subject) override {
    natsSubscription* subscription = nullptr;
    const natsStatus status = nats_.natsConnection_SubscribeSync(
        &subscription, connection_, subject.c_str());
    if (status != NATS_OK) {
      return absl::UnavailableError(
          absl::StrCat("cannot listen to ", subject, " at ", address_, ": ",
                       nats_.natsStatus_GetText(status)));
    }
    return std::make_unique<Listener>(nats_, subscription);
  }

 private:
  static natsStatus Good(jsErrCode* code) {
    *code = static_cast<jsErrCode>(0);
    return NATS_OK;
  }

  // Called by a thread of the library.
  static void OnError(natsConnection*, natsSubscription*, natsStatus status,
                      void* self) {
    if (status == NATS_NOT_PERMITTED) {
      ++static_cast<Connection*>(self)->refusals_;
    }
  }

  natsStatus Ask(const std::string& subject, absl::string_view content,
                 natsMsg** answer) {
    return nats_.natsConnection_Request(
        answer, connection_, subject.c_str(), content.data(),
        static_cast<int>(content.size()), kAnswerMs);
  }

  void Tell(const Delivery& delivery, absl::string_view what) {
    // If it is lost, the lease ends, and somebody has the job again.
    (void)nats_.natsConnection_Publish(connection_, delivery.reply.c_str(),
                                       what.data(),
                                       static_cast<int>(what.size()));
  }

  std::string ContentOf(natsMsg* message) const {
    const int length = nats_.natsMsg_GetDataLength(message);
    return length <= 0 ? ""
                       : std::string(nats_.natsMsg_GetData(message),
                                     static_cast<std::size_t>(length));
  }

  // $JS.ACK.STREAM.CONSUMER.COUNT.…, with a domain and an account before the
  // stream where there are more than nine parts (ADR-15 of nats-architecture).
  static int CountIn(const std::string& reply) {
    const std::vector<std::string> parts = absl::StrSplit(reply, '.');
    const std::size_t place = parts.size() > 9 ? 6 : 4;
    int count = 1;
    if (parts.size() <= place || !absl::SimpleAtoi(parts[place], &count)) {
      return 1;
    }
    return count;
  }

  absl::StatusOr<std::optional<StreamMessage>> Read(
      const std::string& stream, jsDirectGetMsgOptions& which) {
    std::optional<StreamMessage> found;
    absl::Status asked = Call("read " + stream, [&](jsErrCode*) {
      natsMsg* message = nullptr;
      const natsStatus status =
          nats_.js_DirectGetMsg(&message, js_, stream.c_str(), nullptr, &which);
      if (status == NATS_NOT_FOUND) return NATS_OK;
      if (status != NATS_OK) return status;
      found.emplace();
      found->subject = nats_.natsMsg_GetSubject(message);
      found->content = ContentOf(message);
      found->sequence = nats_.natsMsg_GetSequence(message);
      found->stored = absl::FromUnixNanos(nats_.natsMsg_GetTime(message));
      nats_.natsMsg_Destroy(message);
      return status;
    });
    if (!asked.ok()) return asked;
    return found;
  }

  // Does `one`, again and again where what stands in its way will pass.
  template <typename One>
  absl::Status Call(const std::string& what, One one) {
    const absl::Time end = MonotonicNow() + options_.patience;
    absl::Duration pause = kFirstPause;
    while (true) {
      jsErrCode code = static_cast<jsErrCode>(0);
      const int refusals = refusals_;
      const natsStatus status = one(&code);
      if (status == NATS_OK) return absl::OkStatus();
      const std::string why = absl::StrCat("cannot ", what, " at ", address_,
                                           ": ", Reason(nats_, status, code));
      // The server says so apart from the answer, which then never comes.
      if (refusals_ != refusals || status == NATS_NOT_PERMITTED) {
        return absl::PermissionDeniedError(
            absl::StrCat(why, "; its user is not permitted to"));
      }
      if (code == JSNotEnabledErr || code == JSNotEnabledForAccountErr) {
        return absl::FailedPreconditionError(
            absl::StrCat("the NATS server at ", address_,
                         " has no JetStream; start it with -js"));
      }
      if (!Passes(status, code)) return absl::InternalError(why);
      if (options_.stopped()) return absl::CancelledError("stopped");
      if (MonotonicNow() > end) return absl::UnavailableError(why);
      absl::SleepFor(pause);
      pause = std::min(2 * pause, kLongestPause);
    }
  }

  // JetStream answers a little later than the server when it starts; a server
  // without it never does.
  absl::Status CheckJetStream() {
    jsErrCode code = static_cast<jsErrCode>(0);
    jsAccountInfo* info = nullptr;
    natsStatus status = NATS_OK;
    for (int i = 0; i < 20; ++i) {
      status = nats_.js_GetAccountInfo(&info, js_, nullptr, &code);
      if (info != nullptr) nats_.jsAccountInfo_Destroy(info);
      if (status == NATS_OK) return absl::OkStatus();
      if (status != NATS_NO_RESPONDERS) break;
      absl::SleepFor(kFirstPause);
    }
    if (refusals_ != 0) {
      return absl::PermissionDeniedError(absl::StrCat(
          "the NATS server at ", address_,
          " does not permit this user to use JetStream ($JS.API.>)"));
    }
    return absl::FailedPreconditionError(
        absl::StrCat("the NATS server at ", address_, " has no JetStream (",
                     Reason(nats_, status, code), "); start it with -js"));
  }

  const NatsLibrary& nats_;
  const NatsOptions options_;
  const std::string address_;
  natsConnection* connection_ = nullptr;
  jsCtx* js_ = nullptr;
  std::atomic<int> refusals_ = 0;  // of what this user is not permitted to do
};

}  // namespace

absl::StatusOr<std::unique_ptr<Nats>> Nats::Connect(NatsOptions options) {
  const auto library = LoadNatsLibrary();
  if (!library.ok()) return library.status();
  auto connection = std::make_unique<Connection>(**library, std::move(options));
  if (absl::Status opened = connection->Open(); !opened.ok()) return opened;
  return connection;
}

}  // namespace grader
