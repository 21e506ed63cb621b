// Driver of "Asynchronous service".
//
//   args: SLOW STEP…
//
// SLOW says which fetches do not take 100 ms: `7:2000,100 8:300` lets the first
// fetch of 7 take 2000 ms and all later ones 100 ms, and every fetch of 8
// 300 ms; `*:25` lets every other fetch take 25 ms; `-` is none. Resources over
// 100 do not exist. Steps, one after
// another:
//   get ID…   asks for all these resources together; ID@MS is asked for MS
//             milliseconds after the others, and who asks for ID!MS gives up
//             after MS milliseconds
//   either ID…, any ID…
//             the same, but prints only that there was an answer or an error,
//             or only that there was an answer, and no metrics
//   metrics   prints the metrics
//   new       goes on with a new service
//   use N     goes on with the N-th service
//   wait MS   nothing for MS milliseconds
// Step number i is the span `step<i>`. A `get` prints the answers in the order
// of the questions, and the metrics.
#include "driver.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;
using std::chrono::milliseconds;

namespace {

std::map<int, std::vector<int>> slow;  // delays in ms
milliseconds usual(100);
std::map<int, int> versions;

// The services that the learner wrote, in the submission's process.
struct Services {
  driver::Submission& submission;
  std::vector<Json> numbers;
  Json current;
};

void ReadSlow(const std::string& text) {
  if (text == "-") return;
  if (text.starts_with("*:")) {
    usual = milliseconds(std::stoi(text.substr(2)));
    return;
  }
  std::istringstream words(text);
  int id = 0;
  char separator = 0;
  while (words >> id >> separator) {
    int delay_ms = 0;
    do {
      words >> delay_ms;
      slow[id].push_back(delay_ms);
    } while (words.peek() == ',' && words.get());
  }
}

milliseconds Delay(int id, int version) {
  const auto entry = slow.find(id);
  if (entry == slow.end()) return usual;
  const std::vector<int>& delays = entry->second;
  const auto index = static_cast<std::size_t>(version - 1);
  return milliseconds(delays[std::min(index, delays.size() - 1)]);
}

// What the learner's service fetches from.
asio::awaitable<Json> Fetch(Json params) {
  const int id = params.at(0).get<int>();
  Span span("fetch", id);
  const int version = ++versions[id];
  co_await async::sleep_for(Delay(id, version));
  if (id > 100) {
    throw std::runtime_error("Resource " + std::to_string(id) + " not found");
  }
  const Json resource = {{"id", id}, {"version", version}};
  co_return resource;
}

struct Question {
  int id = 0;
  milliseconds start{0};
  std::optional<milliseconds> patience;
};

struct Answer {
  bool successful = false;
  bool gave_up = false;
  std::string text;
};

asio::awaitable<Json> Call(const Services& services, int id) {
  co_return co_await services.submission.Call("AsyncService.get",
                                              Array(services.current, id));
}

asio::awaitable<Answer> Ask(const Services& services, Question question) {
  if (question.start.count() > 0) co_await async::sleep_for(question.start);
  Span span("get", question.id);
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer patience(executor, asio::steady_timer::time_point::max());
  if (question.patience) patience.expires_after(*question.patience);
  const auto [order, failure, resource, timer_error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, Call(services, question.id), asio::deferred),
          patience.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  Answer answer;
  if (order[0] == 1) {
    answer.gave_up = true;
    answer.text = "gave up";
  } else if (failure) {
    answer.text = "error " + rpc::Message(failure);
  } else {
    answer.successful = true;
    answer.text = driver::Text(driver::Ordered(resource, {"id", "version"}));
  }
  co_return answer;
}

// How an answer is printed after `verb`, a step's first word.
std::string Printed(const std::string& verb, const Answer& answer) {
  if (answer.gave_up || verb == "get") return answer.text;
  if (verb == "any" && !answer.successful) return answer.text;
  return "an answer";
}

asio::awaitable<void> PrintMetrics(const Services& services) {
  const Json metrics = co_await services.submission.Call(
      "AsyncService.metrics", Array(services.current));
  driver::Print(driver::Text(
      driver::Ordered(metrics, {"total", "hits", "misses", "timeouts"})));
}

asio::awaitable<void> Get(const Services& services, const std::string& verb,
                          std::istringstream& words) {
  std::vector<asio::awaitable<Answer>> questions;
  Question question;
  while (words >> question.id) {
    int start_ms = 0;
    int patience_ms = 0;
    if (words.peek() == '@') words.ignore() >> start_ms;
    question.start = milliseconds(start_ms);
    question.patience.reset();
    if (words.peek() == '!') {
      words.ignore() >> patience_ms;
      question.patience = milliseconds(patience_ms);
    }
    questions.push_back(Ask(services, question));
  }
  int successful = 0;
  for (const Answer& answer : co_await async::gather(std::move(questions))) {
    successful += answer.successful;
    driver::Print(Printed(verb, answer));
  }
  if (verb != "get") co_return;
  co_await PrintMetrics(services);
  driver::Print("successful " + std::to_string(successful));
}

asio::awaitable<void> Make(Services& services) {
  services.current = co_await services.submission.Call("AsyncService");
  services.numbers.push_back(services.current);
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  ReadSlow(args.Text(0));
  submission.Provide("fetch", Fetch);
  Services services{submission, {}, Json()};
  co_await Make(services);
  for (std::size_t i = 1; i < args.size(); ++i) {
    Span span("step" + std::to_string(i));
    std::istringstream words(args.Text(i));
    std::string verb;
    words >> verb;
    if (verb == "get" || verb == "either" || verb == "any") {
      co_await Get(services, verb, words);
    } else if (verb == "metrics") {
      co_await PrintMetrics(services);
    } else if (verb == "new") {
      co_await Make(services);
    } else if (verb == "use") {
      std::size_t number = 0;
      words >> number;
      services.current = services.numbers.at(number - 1);
    } else if (verb == "wait") {
      int delay_ms = 0;
      words >> delay_ms;
      co_await async::sleep_for(milliseconds(delay_ms));
    } else {
      throw driver::Mistake("unknown step: " + args.Text(i));
    }
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
