#include "failures.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>
#include <typeinfo>
#include <utility>

#include "adapter.h"

namespace adapter {
namespace {

// A time-out as Asio has it, with a message of its own.
class TimedOut : public boost::system::system_error {
 public:
  explicit TimedOut(std::string text)
      : system_error(boost::asio::error::timed_out), text_(std::move(text)) {}
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

}  // namespace

void Fail(const std::string& kind, const std::string& text) {
  if (kind == "error") throw std::runtime_error(text);
  if (kind == "timeout") throw TimedOut(text);
  if (kind == "bad_value") throw std::invalid_argument(text);
  if (kind == "missing") throw std::out_of_range(text);
  throw std::logic_error("no such kind of error: " + kind);
}

rpc::Json Describe(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const TimedOut& error) {
    return Array("timeout", error.what());
  } catch (const std::invalid_argument& error) {
    return Array("bad_value", error.what());
  } catch (const std::out_of_range& error) {
    return Array("missing", error.what());
  } catch (const boost::system::system_error&) {
    // A runtime_error, but none that somebody has thrown on purpose.
  } catch (const std::runtime_error& error) {
    return Array("error", error.what());
  } catch (...) {
  }
  Show(failure);
  return Array(rpc::TypeName(failure) + ":", rpc::Message(failure));
}

}  // namespace adapter
