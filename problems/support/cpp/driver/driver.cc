#include "driver.h"

#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace driver {
namespace {

namespace asio = boost::asio;

constexpr int kTraceDescriptor = 3;
constexpr int kConnection = 4;
constexpr std::size_t kMaxEvent = 4000;  // bytes; fits in one packet

void WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Emit(std::string_view event) {
  std::string packet(event.substr(0, kMaxEvent));
  for (char& c : packet) {
    if (c == '\n') c = ' ';
  }
  // By write(2) in one piece: a packet is an event.
  while (write(kTraceDescriptor, packet.data(), packet.size()) < 0 &&
         errno == EINTR) {
  }
}

// What a learner should see of an exception that escaped.
std::string Details(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const rpc::Error& error) {
    if (!error.traceback().empty()) return error.traceback();
  } catch (...) {
  }
  return "exception: " + rpc::Message(failure) + "\n";
}

// Ends the process as it is: nobody is left to wait for.
[[noreturn]] void Leave(int status) { _exit(status); }

}  // namespace

void Print(const std::string& line) {
  // What the learner returned or threw may be part of it, and must not look
  // like lines of its own.
  std::string text = line;
  std::replace(text.begin(), text.end(), '\n', ' ');
  WriteAll(1, text + '\n');
}

std::string Text(const Json& value) {
  if (!value.is_structured()) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  std::string text;
  for (const auto& [key, member] : value.items()) {
    if (!text.empty()) text += ", ";
    if (value.is_object()) text += Text(Json(key)) + ": ";
    text += Text(member);
  }
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

Json Ordered(const Json& object, std::initializer_list<const char*> members) {
  if (!object.is_object()) return object;
  Json ordered = Json::object();
  for (const char* member : members) {
    if (object.contains(member)) ordered[member] = object[member];
  }
  for (const auto& [key, value] : object.items()) ordered[key] = value;
  return ordered;
}

void Note(std::string_view name, std::string_view text) {
  Emit("note " + std::string(name) + " " + std::string(text));
}

Span::Span(std::string_view name, std::string_view id)
    : label_(std::string(name) + " " + std::string(id)) {
  Emit("begin " + label_);
}

Span::Span(std::string_view name, std::int64_t id)
    : Span(name, std::to_string(id)) {}

void Span::End() {
  if (std::exchange(open_, false)) Emit("end " + label_);
}

const std::string& Args::Text(std::size_t index) const {
  if (index < values_.size()) return values_[index];
  throw std::out_of_range("the case gives no argument " +
                          std::to_string(index + 1));
}

std::vector<int> Args::Integers(std::size_t first) const {
  std::vector<int> numbers;
  for (std::size_t i = first; i < values_.size(); ++i) {
    numbers.push_back(Integer(i));
  }
  return numbers;
}

void Run(int argc, char** argv,
         asio::awaitable<void> (*scenario)(Args, Submission&)) {
  asio::io_context context(1);
  Submission submission(context.get_executor(), kConnection);
  const auto end = [](std::exception_ptr failure) {
    if (!failure) {
      Emit("done");
      Leave(0);
    }
    const std::string message = rpc::Message(failure);
    Emit("error " + message);
    WriteAll(2, Details(failure));
    Leave(1);
  };
  // A program's start is not the time of the case: an interpreter's takes long.
  bool started = false;
  submission.Provide("ready", [&](Json) -> asio::awaitable<Json> {
    if (!std::exchange(started, true)) {
      asio::co_spawn(context, scenario(Args(argc, argv), submission), end);
    }
    co_return Json();
  });
  // Something went wrong in the learner's code outside of any call.
  submission.Provide("fail", [](Json params) -> asio::awaitable<Json> {
    const std::string message = params.at(0).get<std::string>();
    Emit("error " + message);
    Leave(1);
    co_return Json();
  });
  asio::co_spawn(context, submission.Serve(),
                 [](std::exception_ptr) { Leave(1); });
  try {
    context.run();
  } catch (...) {
    // From a notification: nobody waits for an answer that could tell.
    end(std::current_exception());
  }
  Leave(1);
}

}  // namespace driver
