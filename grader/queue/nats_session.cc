#include "grader/queue/nats_session.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/queue/nats_errors.h"
#include "grader/queue/nats_login.h"

namespace grader {
namespace {

constexpr std::int64_t kAnswerMs = 5'000;
// With TLS a busy machine takes its time; the library's own two seconds are
// few. Where there are several, one that is gone shall not keep from the
// others.
constexpr std::int64_t kConnectMs = 20'000;
constexpr std::int64_t kConnectToOneOfSeveralMs = 5'000;
// A server whose machine is gone says nothing: it is asked, and given up after
// three questions without an answer.
constexpr std::int64_t kBetweenPingsMs = 2'000;
constexpr int kMostPingsOut = 2;
constexpr absl::Duration kPause = absl::Milliseconds(100);

class SessionListener : public NatsListener {
 public:
  SessionListener(const NatsLibrary& nats, std::string subject,
                  std::function<std::shared_ptr<NatsSession>()> current)
      : nats_(nats),
        subject_(std::move(subject)),
        current_(std::move(current)) {}
  ~SessionListener() override { Forget(); }

  natsStatus Begin() {
    std::shared_ptr<NatsSession> session = current_();
    natsSubscription* made = nullptr;
    const natsStatus status = nats_.natsConnection_SubscribeSync(
        &made, session->connection(), subject_.c_str());
    if (status != NATS_OK) return status;
    Forget();
    session_ = std::move(session);
    subscription_ = made;
    return NATS_OK;
  }

  bool Wait(absl::Duration most) override {
    if (current_() != session_) {
      // Something may have come in between.
      if (Begin() == NATS_OK) return true;
      absl::SleepFor(std::min(most, kPause));
      return false;
    }
    const bool came =
        Take(std::max<std::int64_t>(1, absl::ToInt64Milliseconds(most)));
    for (bool more = came; more;) more = Take(0);
    return came;
  }

 private:
  void Forget() {
    if (subscription_ != nullptr) nats_.natsSubscription_Destroy(subscription_);
    subscription_ = nullptr;
  }

  bool Take(std::int64_t wait_ms) {
    natsMsg* message = nullptr;
    const natsStatus status =
        nats_.natsSubscription_NextMsg(&message, subscription_, wait_ms);
    if (message != nullptr) nats_.natsMsg_Destroy(message);
    if (status == NATS_OK || status == NATS_SLOW_CONSUMER) return true;
    // What fails at once is not to be asked again at once.
    if (wait_ms > 0 && status != NATS_TIMEOUT) absl::SleepFor(kPause);
    return false;
  }

  const NatsLibrary& nats_;
  const std::string subject_;
  const std::function<std::shared_ptr<NatsSession>()> current_;
  std::shared_ptr<NatsSession> session_;
  natsSubscription* subscription_ = nullptr;
};

}  // namespace

absl::StatusOr<std::shared_ptr<NatsSession>> NatsSession::Open(
    const NatsLibrary& nats, const NatsOptions& options) {
  natsOptions* set = nullptr;
  if (nats.natsOptions_Create(&set) != NATS_OK) {
    return absl::ResourceExhaustedError("no memory for a connection");
  }
  const absl::Cleanup destroy = [&] { nats.natsOptions_Destroy(set); };
  if (absl::Status bad = SetLogin(nats, options, set); !bad.ok()) return bad;
  const auto session = std::shared_ptr<NatsSession>(new NatsSession(nats));
  nats.natsOptions_SetName(set, options.name.c_str());
  nats.natsOptions_SetTimeout(set, absl::StrContains(options.url, ',')
                                       ? kConnectToOneOfSeveralMs
                                       : kConnectMs);
  // Who is away comes back; how long that is waited for is decided by whoever
  // calls.
  nats.natsOptions_SetMaxReconnect(set, -1);
  nats.natsOptions_SetReconnectWait(set, 100);
  nats.natsOptions_SetPingInterval(set, kBetweenPingsMs);
  nats.natsOptions_SetMaxPingsOut(set, kMostPingsOut);
  // What is asked while nobody is there is not sent later: a job would be given
  // to somebody who waits for it no longer.
  nats.natsOptions_SetReconnectBufSize(set, 1);
  nats.natsOptions_SetFailRequestsOnDisconnect(set, true);
  nats.natsOptions_SetErrorHandler(set, &NatsSession::OnError, session.get());
  const natsStatus status =
      nats.natsConnection_Connect(&session->connection_, set);
  if (status != NATS_OK) {
    return NotConnected(nats, AddressWithoutPassword(options.url), status);
  }
  jsOptions js;
  nats.jsOptions_Init(&js);
  js.Wait = kAnswerMs;
  if (nats.natsConnection_JetStream(&session->js_, session->connection_, &js) !=
      NATS_OK) {
    return absl::ResourceExhaustedError("no memory for a connection");
  }
  return session;
}

NatsSession::~NatsSession() {
  if (js_ != nullptr) nats_.jsCtx_Destroy(js_);
  // Its threads call OnError until then.
  if (connection_ != nullptr) nats_.natsConnection_Destroy(connection_);
}

bool NatsSession::connected() const {
  return nats_.natsConnection_Status(connection_) == NATS_CONN_STATUS_CONNECTED;
}

bool NatsSession::closed() const {
  return nats_.natsConnection_Status(connection_) == NATS_CONN_STATUS_CLOSED;
}

natsStatus NatsSession::Ask(const std::string& subject,
                            absl::string_view content, natsMsg** answer) const {
  return nats_.natsConnection_Request(
      answer, connection_, subject.c_str(), content.data(),
      static_cast<int>(content.size()), kAnswerMs);
}

void NatsSession::Tell(const std::string& subject,
                       absl::string_view content) const {
  (void)nats_.natsConnection_Publish(connection_, subject.c_str(),
                                     content.data(),
                                     static_cast<int>(content.size()));
}

// Called by a thread of the library.
void NatsSession::OnError(natsConnection*, natsSubscription*, natsStatus status,
                          void* self) {
  if (status == NATS_NOT_PERMITTED) {
    ++static_cast<NatsSession*>(self)->refusals_;
  }
}

std::uint64_t NatsSession::losses() const {
  natsStatistics* counts = nullptr;
  std::uint64_t reconnects = 0;
  if (nats_.natsStatistics_Create(&counts) != NATS_OK) return 0;
  if (nats_.natsConnection_GetStats(connection_, counts) == NATS_OK) {
    nats_.natsStatistics_GetCounts(counts, nullptr, nullptr, nullptr, nullptr,
                                   &reconnects);
  }
  nats_.natsStatistics_Destroy(counts);
  return reconnects;
}

std::unique_ptr<NatsListener> ListenOnSession(
    const NatsLibrary& nats, const std::string& subject,
    std::function<std::shared_ptr<NatsSession>()> current) {
  auto listener =
      std::make_unique<SessionListener>(nats, subject, std::move(current));
  // What fails now is done when it waits.
  (void)listener->Begin();
  return listener;
}

}  // namespace grader
