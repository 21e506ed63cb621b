#include "failures.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>
#include <utility>

#include "adapter.h"

namespace adapter {
namespace {

// Types of our own, which tell an error that was asked for from one that the
// standard library threw unasked: the latter is shown to the learner.
struct Error : std::runtime_error {
  using runtime_error::runtime_error;
};
struct BadValue : std::invalid_argument {
  using invalid_argument::invalid_argument;
};
struct Missing : std::out_of_range {
  using out_of_range::out_of_range;
};

// A time-out as Asio has it, with a message of its own.
class TimedOut : public boost::system::system_error {
 public:
  explicit TimedOut(std::string text)
      : system_error(boost::asio::error::timed_out), text_(std::move(text)) {}
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

// The kind of an error; the name of its type if that is of no kind.
std::string KindOf(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const TimedOut&) {
    return "timeout";
  } catch (const std::invalid_argument&) {
    return "bad_value";
  } catch (const std::out_of_range&) {
    return "missing";
  } catch (const boost::system::system_error&) {
    // A runtime_error, but none that somebody has thrown on purpose.
  } catch (const std::runtime_error&) {
    return "error";
  } catch (...) {
  }
  return rpc::TypeName(failure);
}

}  // namespace

void Fail(const std::string& kind, const std::string& text) {
  if (kind == "error") throw Error(text);
  if (kind == "timeout") throw TimedOut(text);
  if (kind == "bad_value") throw BadValue(text);
  if (kind == "missing") throw Missing(text);
  throw std::logic_error("no such kind of error: " + kind);
}

rpc::Json Describe(const std::exception_ptr& failure) {
  Show(failure);
  return Array(KindOf(failure), rpc::Message(failure));
}

}  // namespace adapter
