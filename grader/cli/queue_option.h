// The options that say which queue a subcommand uses, and who it is there.
#ifndef GRADER_CLI_QUEUE_OPTION_H_
#define GRADER_CLI_QUEUE_OPTION_H_

#include <CLI/CLI.hpp>

#include "grader/queue/nats.h"

namespace grader {

// Adds --queue, --credentials and the files of TLS. `options` must outlive the
// parsing of `command`.
CLI::Option* AddQueueOptions(CLI::App& command, NatsOptions& options);

}  // namespace grader

#endif  // GRADER_CLI_QUEUE_OPTION_H_
