#include "grader/queue/nats_login.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

constexpr char kExpectedUrl[] =
    "expected nats://HOST, nats://HOST:PORT or tls://HOST";

absl::Status CheckUrl(const std::string& url) {
  for (absl::string_view one : absl::StrSplit(url, ',')) {
    if ((absl::ConsumePrefix(&one, "nats://") ||
         absl::ConsumePrefix(&one, "tls://")) &&
        !one.empty()) {
      continue;
    }
    return absl::InvalidArgumentError(absl::StrCat(
        "--queue: ", Quoted(AddressWithoutPassword(url)), ": ", kExpectedUrl));
  }
  return absl::OkStatus();
}

// One address, or several of a cluster, of which the library takes any.
natsStatus SetAddresses(const NatsLibrary& nats, const std::string& url,
                        natsOptions* set) {
  const std::vector<std::string> all = absl::StrSplit(url, ',');
  if (all.size() == 1) return nats.natsOptions_SetURL(set, url.c_str());
  std::vector<const char*> texts;
  for (const std::string& one : all) texts.push_back(one.c_str());
  return nats.natsOptions_SetServers(set, texts.data(),
                                     static_cast<int>(texts.size()));
}

absl::Status SetCredentials(const NatsLibrary& nats, const std::string& file,
                            natsOptions* set) {
  const auto text = ReadRegularFile(file, 64 * kKiB);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat("--credentials ", file, ": ", text.status().message()));
  }
  natsStatus status = NATS_INVALID_ARG;
  std::string key;
  bool seed = false;
  std::vector<std::string> pair;
  for (const absl::string_view part :
       absl::StrSplit(*text, absl::ByAnyChar(" \r\n"), absl::SkipEmpty())) {
    if (part.size() == 56 && part.front() == 'U') key = std::string(part);
    seed |= absl::StartsWith(part, "SU");
    if (pair.empty()) pair = absl::StrSplit(part, absl::MaxSplits(':', 1));
  }
  if (absl::StrContains(*text, "BEGIN NATS USER JWT")) {
    status = nats.natsOptions_SetUserCredentialsFromFiles(set, file.c_str(),
                                                          nullptr);
  } else if (!key.empty() && seed) {
    status = nats.natsOptions_SetNKeyFromSeed(set, key.c_str(), file.c_str());
  } else if (pair.size() == 2) {
    status =
        nats.natsOptions_SetUserInfo(set, pair[0].c_str(), pair[1].c_str());
  }
  if (status == NATS_OK) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "--credentials ", file,
      ": expected USER:PASSWORD, or an nkey (a line with the public key U… and "
      "one with the seed SU…), or credentials as nsc writes them"));
}

absl::Status Unusable(const NatsLibrary& nats, absl::string_view option,
                      const std::string& file) {
  const char* const why = nats.nats_GetLastError(nullptr);
  return absl::InvalidArgumentError(absl::StrCat(
      option, " ", file, ": ", why == nullptr ? "it cannot be used" : why));
}

}  // namespace

std::string AddressWithoutPassword(const std::string& url) {
  std::vector<std::string> shown;
  for (const absl::string_view one : absl::StrSplit(url, "://")) {
    // A password may hold a comma, so what is before the last @ is no address,
    // but the scheme of the next may follow behind a comma.
    const std::size_t at = one.rfind('@');
    shown.emplace_back(at == absl::string_view::npos ? one
                                                     : one.substr(at + 1));
  }
  return absl::StrJoin(shown, "://");
}

absl::Status SetLogin(const NatsLibrary& nats, const NatsOptions& options,
                      natsOptions* set) {
  if (absl::Status bad = CheckUrl(options.url); !bad.ok()) return bad;
  if (SetAddresses(nats, options.url, set) != NATS_OK) {
    return absl::InvalidArgumentError(
        absl::StrCat("--queue: ", Quoted(AddressWithoutPassword(options.url)),
                     ": ", kExpectedUrl));
  }
  if (!options.credentials.empty()) {
    absl::Status bad = SetCredentials(nats, options.credentials, set);
    if (!bad.ok()) return bad;
  }
  const bool tls = absl::StartsWith(options.url, "tls://") ||
                   !options.tls_ca.empty() || !options.tls_certificate.empty();
  if (tls && nats.natsOptions_SetSecure(set, true) != NATS_OK) {
    return absl::FailedPreconditionError(
        "NATS's client library has no TLS on this machine");
  }
  if (!options.tls_ca.empty() && nats.natsOptions_LoadCATrustedCertificates(
                                     set, options.tls_ca.c_str()) != NATS_OK) {
    return Unusable(nats, "--tls-ca", options.tls_ca);
  }
  if (!options.tls_certificate.empty() &&
      nats.natsOptions_LoadCertificatesChain(
          set, options.tls_certificate.c_str(), options.tls_key.c_str()) !=
          NATS_OK) {
    return Unusable(nats, "--tls-certificate", options.tls_certificate);
  }
  return absl::OkStatus();
}

}  // namespace grader
