// Any bytes as what comes in on a connection to `grader serve`: requests, one
// behind the other, answered by a Site with a class. In place of a length a
// request may have `Content-Length: *`: all bytes behind its header.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/utf8.h"
#include "grader/serve/request_parser.h"
#include "grader/serve/site.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/fuzz/require.h"
#include "grader/testing/quiz_unit.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;
namespace http = boost::beast::http;

// What nobody but Ana and the instructor may see.
constexpr char kSecret[] = "wage_of_ana";
// What begins an element wherever it is markup.
constexpr char kElement[] = "<zq";
constexpr int kMostRequests = 8;

// What is read from a connection of which all has come.
struct Sent {
  std::string bytes;
  std::size_t at = 0;

  template <typename Buffers>
  std::size_t read_some(const Buffers& buffers) {
    boost::system::error_code error;
    return read_some(buffers, error);
  }
  template <typename Buffers>
  std::size_t read_some(const Buffers& buffers,
                        boost::system::error_code& error) {
    const std::size_t length =
        boost::asio::buffer_copy(buffers, boost::asio::buffer(bytes) + at);
    at += length;
    error = {};
    if (length == 0) error = boost::asio::error::eof;
    return length;
  }
};

std::string WithLength(std::string bytes) {
  constexpr absl::string_view kAny = "Content-Length: *\r\n";
  const std::size_t at = bytes.rfind(std::string(kAny));
  const std::size_t end = bytes.find("\r\n\r\n", at);
  if (at == std::string::npos || end == std::string::npos) return bytes;
  const std::size_t star = at + kAny.size() - 3;
  return bytes.replace(star, 1, absl::StrCat(bytes.size() - end - 4));
}

void Write(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

const FollowedCourse& Course(const fs::path& folder) {
  const fs::path problems = folder / "problems";
  Write(problems / "echo/problem.yaml", EchoProblem("hello", "number: 1\n"));
  Write(problems / "echo/statement.md", "# Echo\n\nPrint what you read.\n");
  Write(folder / "starters/echo/solution.py", "print('nothing yet')\n");
  Write(folder / "solutions/echo/solution.py", "print(input())\n");
  Write(problems / "numbers/quiz.yaml", kQuizYaml);
  Write(problems / "numbers/sum.py", kQuizProgram);
  auto course = FollowedCourse::Open(problems);
  Require(course.ok(), "the course can be loaded");
  return *course->release();
}

// A Site with an instructor, Ina, and two learners, Ana and Bo: whose session,
// id and token for programs are the first letter of the name. Ana has handed
// something in, as `s`; who takes the invitation `j` is one more learner.
class Classroom {
 public:
  Classroom(const FollowedCourse& course, const fs::path& data) {
    auto store = Store::Open(data);
    Require(store.ok(), "the store can be opened");
    store_ = *std::move(store);
    AddPerson("a", "Ana");
    AddPerson("b", "Bo");
    AddPerson("i", "Ina");
    bool ok = store_->AddInvitation({TokenDigest("join", "j"), "Cy"}).ok();
    ok = ok && store_
                   ->AddSubmission({"s", "a", "echo", "python", now_},
                                   {{"solution.py", kSecret}})
                   .ok();
    const std::string report = absl::StrCat("<p>", kSecret, "</p>");
    const std::string json = absl::StrCat("{\"x\": \"", kSecret, "\"}");
    ok = ok &&
         store_->SetOutcome("s", {"accepted", 2, 2, report, report, json, json})
             .ok();
    Require(ok, "the class can be made");
    SiteOptions options;
    options.url = "http://h";
    options.password_cost = PasswordCost::kLeast;
    options.now = [this] { return now_; };
    options.quiz_now = [this] {
      return QuizTime{"boot", absl::Hours(1), now_};
    };
    options.badge_key = std::string(32, 'k');
    options.progress = [](const std::string&) { return ""; };
    similarity_ = std::make_unique<SimilaritySearch>(
        course, *store_,
        [](const auto&, const auto&, const auto&) {
          return SimilarityReport();
        },
        options.now);
    options.similarity = similarity_.get();
    site_ = std::make_unique<Site>(course, *store_, queue_, options);
  }

  HttpResponse Answer(const HttpRequest& request) {
    return site_->Answer(request);
  }

  // Whether what Ana has is what she had.
  bool AnaIsAsSheWas() {
    const auto heads = store_->Submissions("a");
    const auto deeds = store_->Deeds("s");
    const auto tokens = store_->Tokens("a");
    const auto take = store_->LastTake("a", "numbers");
    return heads.ok() && heads->size() == 1 && !heads->front().regrading &&
           heads->front().counted() == 2 && deeds.ok() && deeds->empty() &&
           tokens.ok() && tokens->size() == 1 && take.ok() && take->number == 0;
  }

 private:
  void AddPerson(const std::string& id, const std::string& name) {
    const std::string session = TokenDigest("session", id);
    bool ok = store_->AddInvitation({id}).ok();
    ok = ok && store_->Join(id, {id, name, id == "i"}, "none").ok();
    ok = ok &&
         store_->AddSession(session, id, "none", now_, now_ + absl::Hours(1))
             .ok();
    ok = ok &&
         store_->AddToken({id, id, "CI", now_}, TokenDigest("api", id), session)
             .ok();
    Require(ok, "there is room for people");
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'700'000'000);
  std::unique_ptr<Store> store_;
  JobQueue queue_;
  std::unique_ptr<SimilaritySearch> similarity_;
  std::unique_ptr<Site> site_;
};

std::string HeaderOf(const HttpResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

// What holds of each answer, whatever was asked.
void RequireHarmless(const HttpResponse& response) {
  Require(
      response.status >= 200 && response.status < 600 && response.status != 500,
      "an answer has a status that is no fault");
  for (const auto& [name, value] : response.headers) {
    Require(std::none_of(value.begin(), value.end(),
                         [](unsigned char byte) { return byte < ' '; }),
            "a header is one line");
  }
  const std::string type = HeaderOf(response, "Content-Type");
  if (absl::StartsWith(type, "text/html")) {
    Require(absl::StrContains(HeaderOf(response, "Content-Security-Policy"),
                              "default-src 'none'"),
            "a page says what it runs");
    Require(!absl::StrContains(response.body, kElement),
            "what is sent is no markup");
    Require(FindInvalidUtf8(response.body) == absl::string_view::npos,
            "a page is UTF-8");
  }
  if (type == "application/json") {
    Require(nlohmann::json::accept(response.body), "JSON can be read");
  }
}

// What is sent for it, as bytes.
std::string Written(HttpResponse response) {
  auto message = MessageOf(std::move(response), false, true);
  std::ostringstream out;
  out << message;
  return out.str();
}

// Who sends only these bytes may see what Ana has.
bool MayBeAna(const std::string& bytes) {
  const std::string lower = absl::AsciiStrToLower(bytes);
  const auto has = [&](absl::string_view text) {
    return absl::StrContains(lower, text);
  };
  return has("session=a") || has("session=i") || has("bearer a") ||
         has("bearer i") || has(kSecret);
}

void Answer(const std::string& bytes) {
  static const auto* const kFolder = new fs::path(ScratchFolder());
  static const FollowedCourse& course = Course(*kFolder);
  static auto* const kRoom = new std::unique_ptr<Classroom>();
  if (*kRoom == nullptr) {
    fs::remove_all(*kFolder / "data");
    *kRoom = std::make_unique<Classroom>(course, *kFolder / "data");
  }
  const bool may_be_ana = MayBeAna(bytes);
  bool changed = false;
  Sent sent = {WithLength(bytes)};
  boost::beast::flat_buffer buffer(kReadAhead);
  for (int i = 0; i < kMostRequests; ++i) {
    RequestParser parser;
    SetLimits(parser);
    boost::system::error_code error;
    http::read_header(sent, buffer, parser, error);
    const auto refused = error ? RefusalOf(error) : Fault(parser, LongestBody);
    if (refused) RequireHarmless(*refused);
    if (refused || error) break;
    HttpRequest request = HeadOf(parser, "1.2.3.4");
    http::read(sent, buffer, parser, error);
    if (error) break;
    request.body = std::move(parser.get().body());
    changed = changed || TakesLong(request);
    HttpResponse response = (*kRoom)->Answer(request);
    if (response.stream != nullptr) response.body = response.stream->Take();
    changed = changed || (request.method == "POST" && response.status < 400);
    RequireHarmless(response);
    const std::string written = Written(std::move(response));
    Require(may_be_ana || !absl::StrContains(written, kSecret),
            "nobody else sees what Ana has");
    if (!parser.get().keep_alive()) break;
  }
  if (!changed) return;
  Require(may_be_ana || (*kRoom)->AnaIsAsSheWas(),
          "nobody else changes what Ana has");
  kRoom->reset();
}

}  // namespace
}  // namespace grader

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  grader::Answer(std::string(grader::Bytes(data, size)));
  return 0;
}
