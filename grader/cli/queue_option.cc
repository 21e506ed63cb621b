#include "grader/cli/queue_option.h"

namespace grader {

CLI::Option* AddQueueOptions(CLI::App& command, NatsOptions& options) {
  CLI::Option* const queue = command.add_option(
      "--queue", options.url,
      "the queue of many machines: a NATS server with JetStream, "
      "nats://HOST[:PORT] or tls://HOST[:PORT]; several of a cluster are "
      "joined by commas");
  command
      .add_option("--credentials", options.credentials,
                  "a file with USER:PASSWORD, an nkey or credentials of nsc, "
                  "for the queue")
      ->needs(queue);
  command
      .add_option("--tls-ca", options.tls_ca,
                  "certificates that sign the queue's (default: the system's)")
      ->needs(queue);
  CLI::Option* const certificate =
      command
          .add_option("--tls-certificate", options.tls_certificate,
                      "a certificate of one's own, for the queue")
          ->needs(queue);
  command.add_option("--tls-key", options.tls_key, "its key")
      ->needs(certificate);
  command
      .add_option("--replicas", options.replicas,
                  "how many servers of a cluster keep what is stored, when it "
                  "is made (default: 3, without a cluster 1)")
      ->check(CLI::IsMember({1, 3, 5}))
      ->needs(queue);
  return queue;
}

}  // namespace grader
