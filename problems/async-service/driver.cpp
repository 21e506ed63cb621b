// Driver of "Asynchronous service".
//
//   args: SLOW STEP…
//
// SLOW says which fetches do not take 100 ms: `7:2000,100 8:300` lets the first
// fetch of 7 take 2000 ms and all later ones 100 ms, and every fetch of 8
// 300 ms; `-` is none. Resources over 100 do not exist. Steps, one after
// another:
//   get ID…   asks for all these resources together; ID@MS is asked for MS
//             milliseconds after the others
//   wait MS   nothing for MS milliseconds
// Step number i is the span `step<i>`. A `get` prints the answers in the order
// of the questions, and the metrics.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
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
std::map<int, int> versions;

void ReadSlow(const std::string& text) {
  if (text == "-") return;
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
  if (entry == slow.end()) return milliseconds(100);
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

struct Answer {
  bool successful = false;
  std::string text;
};

asio::awaitable<Answer> Ask(driver::Submission& submission, int id,
                            milliseconds start) {
  if (start.count() > 0) co_await async::sleep_for(start);
  Span span("get", id);
  Answer answer;
  try {
    const Json resource = co_await submission.Call("get", Array(id));
    answer.successful = true;
    answer.text = driver::Text(driver::Ordered(resource, {"id", "version"}));
  } catch (const std::exception& error) {
    answer.text = std::string("error ") + error.what();
  }
  co_return answer;
}

asio::awaitable<void> Get(driver::Submission& submission,
                          std::istringstream& words) {
  std::vector<asio::awaitable<Answer>> questions;
  int id = 0;
  while (words >> id) {
    int start_ms = 0;
    if (words.peek() == '@') words.ignore() >> start_ms;
    questions.push_back(Ask(submission, id, milliseconds(start_ms)));
  }
  int successful = 0;
  for (const Answer& answer : co_await async::gather(std::move(questions))) {
    successful += answer.successful;
    driver::Print(answer.text);
  }
  const Json metrics = co_await submission.Call("metrics");
  driver::Print(driver::Text(
      driver::Ordered(metrics, {"total", "hits", "misses", "timeouts"})));
  driver::Print("successful " + std::to_string(successful));
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  ReadSlow(args.Text(0));
  submission.Provide("fetch", Fetch);
  co_await submission.Call("start");
  for (std::size_t i = 1; i < args.size(); ++i) {
    Span span("step" + std::to_string(i));
    std::istringstream words(args.Text(i));
    std::string verb;
    words >> verb;
    if (verb == "get") {
      co_await Get(submission, words);
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
