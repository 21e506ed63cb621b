// Who is let in to a queue: TLS, and keys in place of passwords.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

// `grader queue` with these options.
Finished Queue(const std::string& options) {
  return Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' queue ", options));
}

void ExpectLetIn(const std::string& options) {
  const Finished shown = Queue(options);
  EXPECT_EQ(shown.status, 0) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr("0 jobs"));
}

void ExpectRefused(const std::string& options, const std::string& text) {
  const Finished shown = Queue(options);
  EXPECT_EQ(shown.status, 2) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr(text));
}

// Certificates of an authority of one's own.
class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    Certify("authority", "", "-addext basicConstraints=critical,CA:TRUE");
    Certify("stranger", "", "-addext basicConstraints=critical,CA:TRUE");
    Certify("server", "authority",
            "-addext subjectAltName=IP:" + NatsServer::Host());
    Certify("client", "authority", "");
  }

  void Certify(const std::string& name, const std::string& by,
               const std::string& more) const {
    const std::string signer =
        by.empty() ? "" : absl::StrCat(" -CA ", by, ".pem -CAkey ", by, ".key");
    const Finished made = Shell(absl::StrCat(
        "cd '", folder_.path().string(),
        "' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
        "-nodes -days 2 -subj /CN=",
        name, " -keyout ", name, ".key -out ", name, ".pem ", more, signer));
    ASSERT_EQ(made.status, 0) << made.out;
  }

  std::string File(const std::string& name) const {
    return absl::StrCat("'", (folder_.path() / name).string(), "'");
  }

  // Of a server's configuration. Beside load a handshake takes its time.
  std::string Tls(const std::string& more) const {
    return absl::StrCat("tls {cert_file: ", File("server.pem"),
                        ", key_file: ", File("server.key"), ", timeout: 60, ",
                        more, "}\n");
  }

  const TemporaryFolder folder_;
};

std::string Secured(const NatsServer& server) {
  return "tls" + server.url().substr(4);
}

TEST_F(TlsTest, TheServerIsWhoTheAuthoritySays) {
  const NatsServer server(Tls(""));
  ExpectLetIn(absl::StrCat("--queue ", Secured(server), " --tls-ca ",
                           File("authority.pem")));
  ExpectRefused(absl::StrCat("--queue ", Secured(server)), "--tls-ca FILE");
  ExpectRefused(absl::StrCat("--queue ", Secured(server), " --tls-ca ",
                             File("stranger.pem")),
                "no TLS with the NATS server at");
  // The server says at once that it wants TLS.
  ExpectRefused("--queue " + server.url(), "--tls-ca FILE");
}

TEST_F(TlsTest, ACertificateIsForOneHost) {
  Certify("server", "authority", "-addext subjectAltName=DNS:elsewhere");
  const NatsServer server(Tls(""));
  ExpectRefused(absl::StrCat("--queue ", Secured(server), " --tls-ca ",
                             File("authority.pem")),
                "no TLS with the NATS server at");
}

TEST_F(TlsTest, ClientsMayHaveToHaveACertificate) {
  const NatsServer server(
      Tls(absl::StrCat("ca_file: ", File("authority.pem"), ", verify: true")));
  const std::string trusting = absl::StrCat(
      "--queue ", Secured(server), " --tls-ca ", File("authority.pem"));
  ExpectLetIn(absl::StrCat(trusting, " --tls-certificate ", File("client.pem"),
                           " --tls-key ", File("client.key")));
  // Whether the server's refusal or the end of the connection is read first is
  // up to the machine.
  const Finished without = Queue(trusting);
  EXPECT_THAT(without.status, AnyOf(2, 3)) << without.out;
  ExpectRefused(
      absl::StrCat(trusting, " --tls-certificate ", File("client.pem"),
                   " --tls-key ", File("server.key")),
      "--tls-certificate");
}

TEST_F(TlsTest, WithoutTlsThereIsNone) {
  const NatsServer server;
  ExpectRefused(absl::StrCat("--queue ", Secured(server), " --tls-ca ",
                             File("authority.pem")),
                "has no TLS");
}

// Made for these tests by nk(1) of the NATS project.
constexpr char kPublic[] =
    "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";
constexpr char kSeed[] =
    "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";

TEST(NkeyTest, WhoHasTheSeedIsLetIn) {
  const NatsServer server(absl::StrCat(
      "authorization {timeout: 60, users: [{nkey: ", kPublic, "}]}\n"));
  const TemporaryFolder folder;
  const std::string login =
      folder.Write("login", absl::StrCat(kPublic, "\n", kSeed, "\n")).string();
  ExpectLetIn(
      absl::StrCat("--queue ", server.url(), " --credentials '", login, "'"));
  ExpectRefused("--queue " + server.url(), "refuses these credentials");
}

}  // namespace
}  // namespace grader
