// Nats: a connection to a NATS server and what the queue needs of its
// JetStream: streams of messages, and jobs given to one worker each. The only
// place that knows NATS's client library.
#ifndef GRADER_QUEUE_NATS_H_
#define GRADER_QUEUE_NATS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace grader {

struct NatsOptions {
  // nats://[USER:PASSWORD@]HOST[:PORT], tls://…; several of a cluster are
  // joined by commas.
  std::string url;
  // A file with USER:PASSWORD, with an nkey (the public key and the seed, a
  // line each), or of credentials as nsc(1) writes them; empty: none.
  std::string credentials;
  // A file of certificates that sign the server's, and a client's own
  // certificate with its key; empty: the system's, none.
  std::string tls_ca;
  std::string tls_certificate;
  std::string tls_key;
  std::string name;  // by which the server's own tools show it
  // How many servers of a cluster keep what is stored, when it is made here; 0:
  // three, or one where there is no cluster.
  int replicas = 0;
  // How long it is tried again where the server cannot be reached for a while,
  // and whether to give up at once.
  absl::Duration patience = absl::Minutes(10);
  std::function<bool()> stopped = [] { return false; };
  // Told, in a line, that it waits for the queue, and that it need not any
  // more.
  std::function<void(const std::string&)> on_line = {};
  // Whether streams and consumers that were made here are made again where they
  // are gone, as with a server's disk.
  bool remake = false;
};

// What is said of a queue that is waited for.
std::string QueueIsLost(absl::string_view why);
inline constexpr char kQueueIsFound[] = "the queue is found, grading goes on";

// How a stream is made, if it is not there.
struct StreamSettings {
  std::string name;
  std::string subjects;
  bool work_queue = false;   // a message is gone when it is done
  bool last_counts = false;  // of each subject the last message alone is kept
  absl::Duration kept_for;
  std::int32_t max_message_bytes = 0;
};

struct StreamMessage {
  std::string subject;
  std::string content;
  std::uint64_t sequence = 0;
  absl::Time stored;
};

// A server of a cluster that keeps a stream.
struct StreamKeeper {
  // "a server of unknown name (BXScrY9i)" if those that are there have not
  // heard of it since they were started.
  std::string name;
  bool leads = false;   // all others follow it
  bool current = true;  // it has all that there is
  // Since the one that leads has heard of it, or never.
  absl::Duration silent;
};

struct StreamFacts {
  std::uint64_t first_sequence = 0;  // of the messages
  std::uint64_t last_sequence = 0;
  std::uint64_t messages = 0;
  absl::Time oldest;  // of the messages
  // Each subject and its messages, if they were asked for.
  std::map<std::string, std::uint64_t> subjects;
  std::vector<StreamKeeper> keepers;  // empty: a server alone
};

// Whom to ask for a message: the server of a cluster that is nearest, which may
// lack some, for as long as nobody has told it, and whose silence then says
// little; or also the one that leads the others, where the nearest has none.
enum class ReadFrom { kNearest, kLeaderToo };

// A message given to be worked on, until it is done or its lease is over.
struct Delivery {
  std::string subject;
  std::string content;
  std::string reply;  // where to say what became of it
  int count = 1;      // how often it was given out, this time included
};

// Waits for messages on a subject, whatever they say.
class NatsListener {
 public:
  virtual ~NatsListener() = default;
  // Returns once something has come since the last call, or after `most`;
  // whether something has.
  virtual bool Wait(absl::Duration most) = 0;
};

// Used by several threads. Each call is tried again where the server is away
// for a while, and fails with kUnavailable after `patience`; with
// kPermissionDenied where the server does not permit it; kFailedPrecondition
// for what cannot be had there.
class Nats {
 public:
  // kInvalidArgument for what is no such address or file, kUnavailable if no
  // server answers, kPermissionDenied if it refuses, kFailedPrecondition if it
  // has no JetStream or NATS's client library is not on this machine.
  static absl::StatusOr<std::unique_ptr<Nats>> Connect(NatsOptions options);
  virtual ~Nats() = default;

  // The address without a password.
  virtual const std::string& address() const = 0;
  // The longest message that the server takes.
  virtual std::size_t max_message_bytes() const = 0;

  // How often the server was lost and found so far: what it had may be gone.
  virtual std::uint64_t losses() const = 0;

  // Makes it, unless there is one of that name.
  virtual absl::Status MakeStream(const StreamSettings& settings) = 0;
  virtual absl::StatusOr<StreamFacts> Facts(const std::string& stream,
                                            bool with_subjects) = 0;

  // Returns when the message is stored, once, however often that is tried;
  // false: there was one with this `id`, if it is not empty, a short while ago,
  // and this one was dropped.
  virtual absl::StatusOr<bool> Publish(const std::string& subject,
                                       const std::string& id,
                                       absl::string_view content) = 0;
  // The same without looking whether it is stored.
  virtual void Tell(const std::string& subject, absl::string_view content) = 0;

  // Removes that message, if it is there, whoever was to have it. (All on a
  // subject could be purged at once; but with that a consumer of nats-server
  // before 2.9.15 forgets whatever else it is to give out, and a server that is
  // started anew before 2.9.18 all that came before.)
  virtual absl::Status Remove(const std::string& stream,
                              std::uint64_t sequence) = 0;

  // The first message on `subject`, which may have wildcards, whose sequence is
  // at least `from`; nothing if there is none yet.
  virtual absl::StatusOr<std::optional<StreamMessage>> Next(
      const std::string& stream, const std::string& subject, std::uint64_t from,
      ReadFrom where) = 0;
  // The same as the server has it that leads, and nobody else: the others may
  // also keep what is gone.
  virtual absl::StatusOr<std::optional<StreamMessage>> NextOfLeader(
      const std::string& stream, const std::string& subject,
      std::uint64_t from) = 0;
  virtual absl::StatusOr<std::optional<StreamMessage>> Last(
      const std::string& stream, const std::string& subject) = 0;

  // Has the messages on `subject` given out under the name `consumer`, each to
  // one who takes it, and again when `lease` is over. Gives the lease, which is
  // another one if the consumer is there already.
  virtual absl::StatusOr<absl::Duration> MakeConsumer(
      const std::string& stream, const std::string& consumer,
      const std::string& subject, absl::Duration lease) = 0;
  // The next one; nothing if none waits.
  virtual absl::StatusOr<std::optional<Delivery>> Take(
      const std::string& stream, const std::string& consumer) = 0;
  // The sequence up to which `consumer` gives out no message any more: each is
  // done, or that it is not was lost. Some of them may be there still.
  virtual absl::StatusOr<std::uint64_t> GivenOutUpTo(
      const std::string& stream, const std::string& consumer) = 0;
  // It is done, and given to nobody else.
  virtual absl::Status Finish(const Delivery& delivery) = 0;
  // It is still being worked on: the lease begins anew.
  virtual void Extend(const Delivery& delivery) = 0;
  // Somebody shall have it after a while.
  virtual void PutBack(const Delivery& delivery, absl::Duration pause) = 0;

  virtual absl::StatusOr<std::unique_ptr<NatsListener>> Listen(
      const std::string& subject) = 0;
};

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_H_
