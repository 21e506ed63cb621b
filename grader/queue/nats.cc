#include "grader/queue/nats.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "grader/execute/monotonic.h"
#include "grader/queue/nats_calls.h"
#include "grader/queue/nats_errors.h"
#include "grader/queue/nats_library.h"
#include "grader/queue/nats_login.h"
#include "grader/queue/nats_session.h"
#include "grader/queue/nats_waits.h"

namespace grader {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(50);
constexpr absl::Duration kLongestPause = absl::Seconds(1);
// Before it is said that something is waited for.
constexpr absl::Duration kBeforeTelling = absl::Seconds(2);
// Before another server of the cluster is tried, where one is there and of no
// use: the others may have a majority without it.
constexpr absl::Duration kBetweenMoves = absl::Seconds(8);
// Of what is stored in a cluster, if nothing else is asked for: one server may
// be lost.
constexpr int kReplicasInCluster = 3;
// Tries before a server counts as one without JetStream; it answers a little
// later than the server when that starts.
constexpr int kTriesForJetStream = 6;

class Connection : public Nats {
 public:
  Connection(const NatsLibrary& nats, NatsOptions options)
      : nats_(nats),
        options_(std::move(options)),
        address_(AddressWithoutPassword(options_.url)),
        replicas_(options_.replicas != 0 ? options_.replicas
                                         : kReplicasInCluster),
        waits_(options_.on_line) {
    std::random_device random;
    name_ = absl::StrFormat("%08x%08x%08x", random(), random(), random());
  }

  absl::Status Open() {
    auto session = NatsSession::Open(nats_, options_);
    if (!session.ok()) return session.status();
    session_ = *std::move(session);
    return CheckJetStream();
  }

  const std::string& address() const override { return address_; }

  std::size_t max_message_bytes() const override {
    return static_cast<std::size_t>(std::max<std::int64_t>(
        0, nats_.natsConnection_GetMaxPayload(Session()->connection())));
  }

  std::uint64_t losses() const override {
    const std::lock_guard lock(mutex_);
    return losses_before_ + session_->losses();
  }

  absl::Status MakeStream(const StreamSettings& settings) override {
    Maker make = [this, settings](const NatsSession& session, jsErrCode* code) {
      return Make(session, settings, code);
    };
    absl::Status made = Call("make the stream " + settings.name, make);
    if (made.ok()) Remember(settings.name, std::move(make));
    return made;
  }

  absl::StatusOr<StreamFacts> Facts(const std::string& stream,
                                    bool with_subjects) override {
    jsOptions wanted;
    nats_.jsOptions_Init(&wanted);
    if (with_subjects) wanted.Stream.Info.SubjectsFilter = ">";
    StreamFacts facts;
    absl::Status asked = Call(
        "look at " + stream, [&](const NatsSession& session, jsErrCode* code) {
          jsStreamInfo* info = nullptr;
          const natsStatus status = nats_.js_GetStreamInfo(
              &info, session.js(), stream.c_str(), &wanted, code);
          if (status != NATS_OK) return status;
          facts = FactsIn(*info);
          nats_.jsStreamInfo_Destroy(info);
          if (facts.keepers.empty() || facts.keepers.front().leads)
            return status;
          // It can be read still, and nothing be added to it.
          *code = JSClusterNotAvailErr;
          return NATS_ERR;
        });
    if (!asked.ok()) return asked;
    return facts;
  }

  absl::StatusOr<bool> Publish(const std::string& subject,
                               const std::string& id,
                               absl::string_view content) override {
    // Tried again because the answer was lost, it is still one message.
    const std::string once =
        id.empty() ? absl::StrCat(name_, "-", ++published_) : id;
    jsPubOptions with_id;
    nats_.jsPubOptions_Init(&with_id);
    with_id.MsgId = once.c_str();
    bool stored = true;
    absl::Status published =
        Call("publish to " + subject,
             [&](const NatsSession& session, jsErrCode* code) {
               jsPubAck* answer = nullptr;
               const natsStatus status = nats_.js_Publish(
                   &answer, session.js(), subject.c_str(), content.data(),
                   static_cast<int>(content.size()), &with_id, code);
               if (answer != nullptr) {
                 stored = !answer->Duplicate;
                 nats_.jsPubAck_Destroy(answer);
               }
               return status;
             });
    if (!published.ok()) return published;
    return stored || id.empty();
  }

  absl::Status Remove(const std::string& stream,
                      std::uint64_t sequence) override {
    return Call(absl::StrCat("remove ", sequence, " from ", stream),
                [&](const NatsSession& session, jsErrCode* code) {
                  return RemoveMessage(nats_, session, stream, sequence, code);
                });
  }

  void Tell(const std::string& subject, absl::string_view content) override {
    Session()->Tell(subject, content);
  }

  absl::StatusOr<std::optional<StreamMessage>> Next(const std::string& stream,
                                                    const std::string& subject,
                                                    std::uint64_t from,
                                                    ReadFrom where) override {
    jsDirectGetMsgOptions which;
    nats_.jsDirectGetMsgOptions_Init(&which);
    which.Sequence = std::max<std::uint64_t>(1, from);
    which.NextBySubject = subject.c_str();
    auto found = Read(stream, which);
    return !found.ok() || *found || where == ReadFrom::kNearest
               ? found
               : NextOfLeader(stream, subject, from);
  }

  absl::StatusOr<std::optional<StreamMessage>> NextOfLeader(
      const std::string& stream, const std::string& subject,
      std::uint64_t from) override {
    return ReadOfLeader({stream, subject, from});
  }

  absl::StatusOr<std::optional<StreamMessage>> Last(
      const std::string& stream, const std::string& subject) override {
    jsDirectGetMsgOptions which;
    nats_.jsDirectGetMsgOptions_Init(&which);
    which.LastBySubject = subject.c_str();
    auto found = Read(stream, which);
    return !found.ok() || *found ? found
                                 : ReadOfLeader({stream, subject, 0, true});
  }

  absl::StatusOr<absl::Duration> MakeConsumer(const std::string& stream,
                                              const std::string& consumer,
                                              const std::string& subject,
                                              absl::Duration lease) override {
    absl::Duration actual = lease;
    absl::Status made =
        Call("make the consumer " + consumer,
             [&](const NatsSession& session, jsErrCode* code) {
               return AddConsumer(nats_, session, {stream, consumer, subject},
                                  actual, code);
             });
    if (!made.ok()) return made;
    Remember(absl::StrCat(stream, " ", consumer),
             [=, this](const NatsSession& session, jsErrCode* code) {
               absl::Duration wanted = lease;
               return AddConsumer(nats_, session, {stream, consumer, subject},
                                  wanted, code);
             });
    return actual;
  }

  absl::StatusOr<std::optional<Delivery>> Take(
      const std::string& stream, const std::string& consumer) override {
    std::optional<Delivery> taken;
    absl::Status asked =
        Call("take a job", [&](const NatsSession& session, jsErrCode* code) {
          return AskForOne(nats_, session, {stream, consumer, ""}, taken, code);
        });
    if (!asked.ok()) return asked;
    return taken;
  }

  absl::StatusOr<std::uint64_t> GivenOutUpTo(
      const std::string& stream, const std::string& consumer) override {
    std::uint64_t sequence = 0;
    absl::Status asked =
        Call("look at the consumer " + consumer,
             [&](const NatsSession& session, jsErrCode* code) {
               return LookAtConsumer(nats_, session, {stream, consumer, ""},
                                     sequence, code);
             });
    if (!asked.ok()) return asked;
    return sequence;
  }

  absl::Status Finish(const Delivery& delivery) override {
    return Call("say that a job is done", [&](const NatsSession& session,
                                              jsErrCode*) {
      natsMsg* message = nullptr;
      const natsStatus status = session.Ask(delivery.reply, "+ACK", &message);
      if (message != nullptr) nats_.natsMsg_Destroy(message);
      return status == NATS_NO_RESPONDERS &&
                     IsConsumerGone(nats_, session, delivery.reply)
                 ? NATS_OK
                 : status;
    });
  }

  void Extend(const Delivery& delivery) override {
    // If it is lost, the lease ends, and somebody has the job again.
    Session()->Tell(delivery.reply, "+WPI");
  }

  void PutBack(const Delivery& delivery, absl::Duration pause) override {
    Session()->Tell(delivery.reply,
                    absl::StrCat("-NAK {\"delay\": ",
                                 absl::ToInt64Nanoseconds(pause), "}"));
  }

  absl::StatusOr<std::unique_ptr<NatsListener>> Listen(
      const std::string& subject) override {
    return ListenOnSession(nats_, subject, [this] { return Session(); });
  }

 private:
  using Maker = std::function<natsStatus(const NatsSession&, jsErrCode*)>;

  std::shared_ptr<NatsSession> Session() const {
    const std::lock_guard lock(mutex_);
    return session_;
  }

  natsStatus Make(const NatsSession& session, const StreamSettings& settings,
                  jsErrCode* code) {
    const int replicas = replicas_;
    const natsStatus status =
        AddStream(nats_, session, settings, replicas, code);
    // One server alone says that it has no others; one of a cluster never does.
    if (*code != JSStreamReplicasNotSupportedErr || options_.replicas != 0 ||
        replicas == 1) {
      return status;
    }
    replicas_ = 1;
    *code = static_cast<jsErrCode>(0);
    return AddStream(nats_, session, settings, 1, code);
  }

  absl::StatusOr<std::optional<StreamMessage>> Read(
      const std::string& stream, jsDirectGetMsgOptions& which) {
    std::optional<StreamMessage> found;
    absl::Status asked =
        Call("read " + stream, [&](const NatsSession& session, jsErrCode*) {
          natsMsg* message = nullptr;
          const natsStatus status = nats_.js_DirectGetMsg(
              &message, session.js(), stream.c_str(), nullptr, &which);
          if (status == NATS_NOT_FOUND) return NATS_OK;
          if (status != NATS_OK) return status;
          found.emplace();
          found->subject = nats_.natsMsg_GetSubject(message);
          found->content = ContentOf(nats_, message);
          found->sequence = nats_.natsMsg_GetSequence(message);
          found->stored = absl::FromUnixNanos(nats_.natsMsg_GetTime(message));
          nats_.natsMsg_Destroy(message);
          return status;
        });
    if (!asked.ok()) return asked;
    return found;
  }

  absl::StatusOr<std::optional<StreamMessage>> ReadOfLeader(
      const MessageWanted& wanted) {
    std::optional<StreamMessage> found;
    absl::Status asked =
        Call("read " + wanted.stream,
             [&](const NatsSession& session, jsErrCode* code) {
               return AskLeader(nats_, session, wanted, found, code);
             });
    if (!asked.ok()) return asked;
    return found;
  }

  // Does `one`, again and again where what stands in its way will pass.
  template <typename One>
  absl::Status Call(const std::string& what, One one) {
    const absl::Time start = MonotonicNow();
    absl::Time moved = start;
    absl::Duration pause = kFirstPause;
    NatsWaits::Call wait(waits_);
    while (true) {
      const std::shared_ptr<NatsSession> session = Session();
      jsErrCode code = static_cast<jsErrCode>(0);
      const int refusals = session->refusals();
      const natsStatus status = session->connected()
                                    ? one(*session, &code)
                                    : NATS_CONNECTION_DISCONNECTED;
      if (status == NATS_OK) {
        wait.End(/*well=*/true);
        return absl::OkStatus();
      }
      const std::string why = absl::StrCat("cannot ", what, " at ", address_,
                                           ": ", Reason(nats_, status, code));
      // The server says so apart from the answer, which then never comes.
      if (session->refusals() != refusals || status == NATS_NOT_PERMITTED) {
        return absl::PermissionDeniedError(
            absl::StrCat(why, "; its user is not permitted to"));
      }
      // One that had it, and has it no longer, was out of room.
      if (IsWithoutJetStream(code) && !had_jetstream_) {
        return absl::FailedPreconditionError(
            absl::StrCat("the NATS server at ", address_,
                         " has no JetStream; start it with -js"));
      }
      const bool absent = IsAbsent(status, code);
      if (!Passes(status, code) && !(absent && options_.remake)) {
        return absl::InternalError(why);
      }
      if (options_.stopped()) return absl::CancelledError("stopped");
      const absl::Time now = MonotonicNow();
      if (now - start > options_.patience) return absl::UnavailableError(why);
      if (now - start >= kBeforeTelling) wait.Tell(why);
      if (absent && options_.remake) Remake(*session);
      if (session->closed() || now - moved >= kBetweenMoves) {
        moved = now;
        absl::Status open = Move(session);
        if (absl::IsPermissionDenied(open)) return open;
      }
      absl::SleepFor(pause);
      pause = std::min(2 * pause, kLongestPause);
    }
  }

  // Tries another server in place of the one at the other end of `session`,
  // which is of no use. kPermissionDenied if nobody lets it in.
  absl::Status Move(const std::shared_ptr<NatsSession>& session) {
    // Who is not connected is looking for one.
    if (!session->connected() && !session->closed()) return absl::OkStatus();
    const std::unique_lock moving(moving_, std::try_to_lock);
    if (!moving || Session() != session) return absl::OkStatus();
    auto other = NatsSession::Open(nats_, options_);
    if (!other.ok()) return other.status();
    // It is closed when the lock is free again, and nobody uses it.
    std::shared_ptr<NatsSession> old;
    const std::lock_guard lock(mutex_);
    losses_before_ += session_->losses() + 1;
    old = std::exchange(session_, *std::move(other));
    return absl::OkStatus();
  }

  void Remember(const std::string& what, Maker make) {
    const std::lock_guard lock(mutex_);
    makers_.emplace(what, std::move(make));
  }

  // Makes again what was made here, as far as it is not there.
  void Remake(const NatsSession& session) {
    std::map<std::string, Maker> makers;
    {
      const std::lock_guard lock(mutex_);
      makers = makers_;
    }
    // A stream's name is before those of its consumers.
    for (const auto& [what, make] : makers) {
      jsErrCode code = static_cast<jsErrCode>(0);
      if (make(session, &code) != NATS_OK) return;
    }
  }

  // A server without it never answers.
  absl::Status CheckJetStream() {
    int unanswered = 0;
    absl::Status asked = Call("use JetStream", [&](const NatsSession& session,
                                                   jsErrCode* code) {
      jsAccountInfo* info = nullptr;
      const natsStatus status =
          nats_.js_GetAccountInfo(&info, session.js(), nullptr, code);
      if (info != nullptr) nats_.jsAccountInfo_Destroy(info);
      return status == NATS_NO_RESPONDERS && ++unanswered == kTriesForJetStream
                 ? NATS_OK
                 : status;
    });
    if (!asked.ok()) return asked;
    if (unanswered == kTriesForJetStream) {
      return absl::FailedPreconditionError(
          absl::StrCat("the NATS server at ", address_,
                       " has no JetStream; start it with -js"));
    }
    had_jetstream_ = true;
    return absl::OkStatus();
  }

  const NatsLibrary& nats_;
  const NatsOptions options_;
  const std::string address_;
  std::string name_;  // that nobody else has
  std::atomic<std::uint64_t> published_ = 0;
  std::atomic<int> replicas_;
  std::atomic<bool> had_jetstream_ = false;

  std::mutex moving_;         // of whoever looks for another server
  mutable std::mutex mutex_;  // of what is below
  std::shared_ptr<NatsSession> session_;
  std::uint64_t losses_before_ = 0;  // of earlier sessions
  std::map<std::string, Maker> makers_;

  NatsWaits waits_;
};

}  // namespace

std::string QueueIsLost(absl::string_view why) {
  return absl::StrCat("the queue is lost, grading waits for it: ", why);
}

absl::StatusOr<std::unique_ptr<Nats>> Nats::Connect(NatsOptions options) {
  const auto library = LoadNatsLibrary();
  if (!library.ok()) return library.status();
  auto connection = std::make_unique<Connection>(**library, std::move(options));
  if (absl::Status opened = connection->Open(); !opened.ok()) return opened;
  return connection;
}

}  // namespace grader
