// grader badge: holds a badge against its signature.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/course/badge.h"
#include "grader/course/secrets.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

struct BadgeArguments {
  std::string file;
  std::string key;  // hexadecimal digits
};

// The public key to go by: the one that was named, or this grader's own.
absl::StatusOr<std::string> KnownKey(const BadgeArguments& arguments) {
  if (!arguments.key.empty()) {
    std::string key = FromHex(arguments.key);
    if (key.size() == PublicKey(std::string(32, '\0')).size()) return key;
    return absl::InvalidArgumentError("--key: expected 64 hexadecimal digits");
  }
  const auto state = StateFolder();
  if (!state.ok()) return state.status();
  const auto key = SecretKey(*state, kBadgeKey);
  if (!key.ok()) return key.status();
  return PublicKey(*key);
}

ExitCode VerifyFile(const BadgeArguments& arguments) {
  const auto key = KnownKey(arguments);
  if (!key.ok()) return Fail(key.status());
  const auto text = ReadRegularFile(arguments.file, kMiB);
  if (!text.ok()) {
    return Fail(absl::Status(
        text.status().code(),
        absl::StrCat(arguments.file, ": ", text.status().message())));
  }
  const auto badge = VerifyBadge(*text, *key);
  if (!badge.ok()) {
    Fail(badge.status());
    return kNotAccepted;
  }
  std::cout << ForTerminal(absl::StrCat(
      badge->title, badge->learner.empty() ? "" : ", ", badge->learner, ", ",
      absl::FormatTime("%Y-%m-%d", badge->earned, absl::UTCTimeZone()),
      ": valid\n"));
  return kAllWell;
}

ExitCode ShowKey() {
  const auto key = KnownKey({});
  if (!key.ok()) return Fail(key.status());
  std::cout << Hex(*key) << "\n";
  return kAllWell;
}

}  // namespace

void AddBadgeCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<BadgeArguments>();
  CLI::App* badge =
      app.add_subcommand("badge", "Check the signature of a badge");
  badge->require_subcommand(1);
  CLI::App* verify = badge->add_subcommand(
      "verify", "Is it as it was signed, and by this grader?");
  verify->add_option("FILE", arguments->file, "the badge, JSON or SVG")
      ->required();
  verify->add_option("--key", arguments->key,
                     "the public key of another grader, as `badge key` prints "
                     "it there");
  verify->callback(
      [arguments, &exit_code] { exit_code = VerifyFile(*arguments); });
  CLI::App* key =
      badge->add_subcommand("key", "Print this grader's public key");
  key->callback([&exit_code] { exit_code = ShowKey(); });
}

}  // namespace grader
