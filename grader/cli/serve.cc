// grader serve: the course in a browser.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "grader/cli/commands.h"
#include "grader/cli/compare_hand_ins.h"
#include "grader/cli/course_option.h"
#include "grader/cli/grade_elsewhere.h"
#include "grader/cli/locate.h"
#include "grader/cli/queue_option.h"
#include "grader/cli/runner.h"
#include "grader/cli/usage.h"
#include "grader/course/secrets.h"
#include "grader/execute/side_by_side.h"
#include "grader/queue/job_exchange.h"
#include "grader/report/sanitize.h"
#include "grader/serve/followed_course.h"
#include "grader/serve/grading.h"
#include "grader/serve/http_server.h"
#include "grader/serve/quiz_closing.h"
#include "grader/serve/site.h"
#include "grader/store/move_class.h"
#include "grader/store/store.h"

namespace grader {
namespace {

struct ServeArguments {
  std::string data;
  std::string store;
  std::string listen = "127.0.0.1:8080";
  std::string url;
  std::string problems;
  bool move = false;
  bool new_instructor = false;
  unsigned jobs = 0;  // 0: as is usual
  NatsOptions nats;
};

// "127.0.0.1:8080", "[::1]:8080".
absl::Status ReadListen(absl::string_view listen, HttpServerOptions& options) {
  const std::size_t colon = listen.rfind(':');
  unsigned port = 0;
  if (colon == absl::string_view::npos ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &port) || port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("--listen: \"", listen,
                     "\" is not ADDRESS:PORT, as in 127.0.0.1:8080"));
  }
  absl::string_view address = listen.substr(0, colon);
  if (absl::ConsumePrefix(&address, "[")) absl::ConsumeSuffix(&address, "]");
  options.address = std::string(address);
  options.port = static_cast<std::uint16_t>(port);
  return absl::OkStatus();
}

// Submissions that workers are given at a time, at most; each is a thread that
// waits.
constexpr unsigned kElsewhere = 64;

// Has everything done that goes on until the server stops, each in a thread of
// its own, and `grade` in as many as are said.
void WorkSideBySide(const std::vector<std::function<void()>>& parts,
                    unsigned grading, const std::function<void()>& grade) {
  SideBySide(parts.size() + grading, [&](std::size_t thread) {
    thread < parts.size() ? parts[thread]() : grade();
  });
}

void SayOnStderr(const std::string& line) {
  std::cerr << ForTerminal(absl::StrCat("grader: ", line, "\n"));
}

// The class, in a folder or in a database that other servers have open, too.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(
    const ServeArguments& arguments) {
  if (arguments.data.empty() == arguments.store.empty()) {
    return absl::InvalidArgumentError(
        "where is the class kept? Expected one of --data FOLDER and --store "
        "postgresql://USER@HOST/DATABASE");
  }
  auto store = arguments.store.empty()
                   ? Store::Open(arguments.data)
                   : Store::Open(PostgresOptions{arguments.store, SayOnStderr});
  if (store.ok() || absl::IsUnavailable(store.status())) return store;
  return absl::InvalidArgumentError(absl::StrCat(
      arguments.store.empty() ? "" : "--store: ", store.status().message()));
}

// Brings the class from the folder into the database.
ExitCode Move(const ServeArguments& arguments) {
  if (arguments.data.empty() || arguments.store.empty()) {
    return Fail(absl::InvalidArgumentError(
        "--move: what is to be moved where? Expected both --data FOLDER and "
        "--store postgresql://USER@HOST/DATABASE"));
  }
  const auto moved =
      MoveClass(arguments.data, PostgresOptions{arguments.store, SayOnStderr});
  if (!moved.ok()) {
    return Fail(absl::IsUnavailable(moved.status())
                    ? moved.status()
                    : absl::InvalidArgumentError(
                          absl::StrCat("--move: ", moved.status().message())));
  }
  std::cout << "Moved, rows of each table:\n";
  for (const auto& [table, rows] : *moved) {
    std::cout << "  " << table << " " << rows << "\n";
  }
  std::cout << ForTerminal(absl::StrCat(
      arguments.data,
      " is left as it was. From now on serve the class by --store alone: what "
      "is done in the folder does not come after it.\n"));
  return kAllWell;
}

ExitCode Serve(const ServeArguments& arguments) {
  if (arguments.move) return Move(arguments);
  HttpServerOptions options;
  if (absl::Status fault = ReadListen(arguments.listen, options); !fault.ok()) {
    return Fail(fault);
  }
  const auto problems = ProblemsFolder(arguments.problems);
  if (!problems.ok()) return Fail(problems.status());
  const auto course = FollowedCourse::Open(*problems);
  if (!course.ok()) return Fail(course.status());
  const bool elsewhere = !arguments.nats.url.empty();
  if (const auto runner = MakeRunner(); !elsewhere && !runner.ok()) {
    return Fail(runner.status());
  }
  const auto store = OpenStore(arguments);
  if (!store.ok()) return Fail(store.status());
  if (!(*store)->brought().empty()) std::cout << (*store)->brought() << "\n";

  JobQueue queue;
  std::unique_ptr<HttpServer> server;
  // It is told its address when that is known, before anybody asks it.
  std::unique_ptr<Site> site;
  NatsOptions nats = arguments.nats;
  nats.name = "grader serve";
  JobExchange exchange({nats, SayOnStderr, [&] { queue.Recall(); },
                        [&](std::size_t most) { queue.Limit(most); }});
  const GradeFiles grade_elsewhere = [&](const Problem& problem,
                                         const FilesToGrade& files,
                                         const auto& on_progress) {
    return GradeElsewhere(exchange, problem, files, on_progress);
  };
  if (elsewhere) {
    if (absl::Status bad = exchange.Begin(); !bad.ok()) return Fail(bad);
  }
  Grading grading(**course, **store, queue,
                  elsewhere ? grade_elsewhere : GradeHere,
                  [&](const Event& event) {
                    site->Tell(event);
                    // Browsers without scripts are kept waiting for the result
                    // alone.
                    if (event.state == Event::State::kGraded) server->Changed();
                  });
  options.on_request = [&](const HttpRequest& request) {
    return site->Answer(request);
  };
  options.longest_body = LongestBody;
  options.takes_long = TakesLong;
  SimilaritySearch similarity(**course, **store, CompareHere, absl::Now);
  QuizClosing closing(
      **course, **store, QuizNow, [&] { server->Changed(); },
      [&](const Event& event) { site->Tell(event); });
  options.on_stop = [&] {
    queue.Stop();
    exchange.Stop();
    closing.Stop();
    similarity.Stop();
    (*course)->Stop();
    (*store)->StopFollowing();
  };
  auto listening = HttpServer::Listen(options);
  if (!listening.ok()) {
    return Fail(absl::InvalidArgumentError(listening.status().message()));
  }
  server = *std::move(listening);
  SiteOptions site_options;
  site_options.url = std::string(absl::StripSuffix(arguments.url, "/"));
  if (site_options.url.empty()) {
    const bool six = absl::StrContains(options.address, ':');
    site_options.url = absl::StrCat("http://", six ? "[" : "", options.address,
                                    six ? "]" : "", ":", server->port());
  }
  site_options.now = absl::Now;
  site_options.similarity = &similarity;
  site_options.quiz_now = QuizNow;
  const auto badge_key = (*store)->Secret(kBadgeKey);
  if (!badge_key.ok()) return Fail(badge_key.status());
  site_options.badge_key = *badge_key;
  site_options.progress = [&](const std::string& submission) {
    return grading.Doing(submission);
  };
  site_options.waits_for = [&](const std::string& submission) {
    return grading.WaitsFor(submission);
  };
  site = std::make_unique<Site>(**course, **store, queue, site_options);
  const auto first = site->InstructorLink(arguments.new_instructor);
  if (!first.ok()) return Fail(first.status());
  if (absl::Status begun = grading.Collect(); !begun.ok()) return Fail(begun);
  std::cout << "The course is at " << site_options.url << "/\n";
  if (!first->empty()) {
    std::cout << "Make an instructor's account at " << *first << "\n";
  }
  std::cout << "Ctrl-C ends it; what was received is kept.\n" << std::flush;
  // What answers is short, so two threads are enough.
  std::vector<std::function<void()>> parts = {[&] { server->Run(); },
                                              [&] { server->AnswerLong(); },
                                              [&] { server->AnswerRequests(); },
                                              [&] { server->AnswerRequests(); },
                                              [&] { closing.Work(); },
                                              [&] { similarity.Work(); },
                                              [&] { (*course)->Work(); }};
  if (elsewhere) parts.push_back([&] { exchange.Work(); });
  // Pages of this server show what others do, and what they leave is graded.
  const Following following = {
      [&](const OthersChange& change) {
        site->Tell(EventOfOthers(change));
        if (change.kind == OthersChange::Kind::kGraded) server->Changed();
      },
      [&] {
        site->TellMissed();
        server->Changed();
      },
      // The next beat is soon where the database cannot be reached.
      [&] { (void)grading.Collect(); }};
  if ((*store)->shared()) {
    parts.push_back([&] { (*store)->Follow(following); });
  }
  const unsigned usual = elsewhere ? kElsewhere : HardwareThreads();
  WorkSideBySide(parts, arguments.jobs == 0 ? usual : arguments.jobs,
                 [&] { grading.Work(); });
  return kAllWell;
}

}  // namespace

void AddServeCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ServeArguments>();
  CLI::App* serve = app.add_subcommand(
      "serve", "Show a course in the browser, and grade what a class hands in");
  serve->add_option("--data", arguments->data,
                    "the folder for accounts, submissions and results; made if "
                    "it is not there");
  serve->add_option(
      "--store", arguments->store,
      "in its place a PostgreSQL database that several servers share, "
      "postgresql://USER@HOST/DATABASE; the password is in PGPASSWORD or "
      "~/.pgpass");
  serve->add_flag(
      "--move", arguments->move,
      "serve nothing, but bring the class from --data into --store, "
      "an empty database");
  serve
      ->add_option("--listen", arguments->listen,
                   "the address and the port to listen on; port 0: a free one")
      ->capture_default_str();
  serve->add_option("--url", arguments->url,
                    "where people find it, for links, if something is in "
                    "between (default: http:// and --listen); with https:// "
                    "cookies are sent over TLS alone");
  AddCourseOptions(*serve, arguments->problems);
  serve->add_flag("--new-instructor", arguments->new_instructor,
                  "print a link that makes one more instructor's account");
  serve
      ->add_option("--jobs", arguments->jobs,
                   absl::StrCat("submissions graded at a time (default: ",
                                HardwareThreads(),
                                "), or with --queue given to workers at a "
                                "time, at most (default: ",
                                kElsewhere, ")"))
      ->check(AboveZero());
  AddQueueOptions(*serve, arguments->nats);
  serve->footer(
      "Prints the address, and at the first start a link that makes the\n"
      "instructor's account. What was received is kept: whatever ends the "
      "program,\nthe next start grades what is not graded yet.\n\n"
      "With --store any number of servers serve the same class: each receives, "
      "shows\neverything, and grades what came through it, and what one leaves "
      "that has ended.\n\n"
      "With --queue workers grade (`grader work`), and this machine only "
      "serves. While\nthe queue cannot be reached, or no worker has what a "
      "submission needs, it is\nreceived and waits, and its page says for "
      "what.\n\n"
      "Exit status: 0 stopped by SIGINT or SIGTERM, 2 wrong usage, 3 the "
      "grader "
      "failed.");
  serve->callback([arguments, &exit_code] { exit_code = Serve(*arguments); });
}

}  // namespace grader
