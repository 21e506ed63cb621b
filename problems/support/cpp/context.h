// Context variables: values that belong to one line of work, such as the id of
// the request being handled, and that every function can read without having
// them as a parameter. They mirror what Python has in contextvars.
//
// A global variable cannot do this: while one coroutine waits, others run and
// would change it. A context follows its coroutine instead. Whenever the
// coroutine resumes, its executor puts its context in place, and takes it away
// when the coroutine suspends again.
//
//   context::Variable<std::string> user("nobody");
//
//   awaitable<void> greet() {
//     co_await async::sleep_for(50ms);
//     std::cout << "Hello " << user.get() << '\n';
//   }
//
//   co_await user.run("Ada", greet());  // Hello Ada
//   user.get();                         // "nobody"
#ifndef PROBLEMS_SUPPORT_CPP_CONTEXT_H_
#define PROBLEMS_SUPPORT_CPP_CONTEXT_H_

#include <any>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace context {

namespace internal {

// The variables that were set, by their address.
using Values = std::map<const void*, std::any>;

// The context of the coroutine that runs now; null outside of any.
inline thread_local std::shared_ptr<Values> current;

// Puts a context in place for a scope.
class Installed {
 public:
  explicit Installed(std::shared_ptr<Values> values)
      : previous_(std::exchange(current, std::move(values))) {}
  Installed(const Installed&) = delete;
  Installed& operator=(const Installed&) = delete;
  ~Installed() { current = std::move(previous_); }

 private:
  std::shared_ptr<Values> previous_;
};

// Runs everything on the inner executor, with a context in place. What a
// coroutine does between two suspensions is one such piece of work.
class Executor {
 public:
  using Inner = boost::asio::any_io_executor;

  Executor(Inner inner, std::shared_ptr<Values> values)
      : inner_(std::move(inner)), values_(std::move(values)) {}

  template <typename Work>
  void execute(Work&& work) const {
    inner_.execute(
        [values = values_, work = std::forward<Work>(work)]() mutable {
          const Installed installed(std::move(values));
          std::move(work)();
        });
  }

  // Asio asks executors for properties and for variants of themselves; the
  // inner executor answers.
  template <typename Property>
  auto query(const Property& property) const
      -> decltype(boost::asio::query(std::declval<const Inner&>(), property)) {
    return boost::asio::query(inner_, property);
  }
  template <typename Property>
  auto require(const Property& property) const
      -> decltype(boost::asio::require(std::declval<const Inner&>(), property),
                  Executor(*this)) {
    return {boost::asio::require(inner_, property), values_};
  }
  template <typename Property>
  auto prefer(const Property& property) const
      -> decltype(boost::asio::prefer(std::declval<const Inner&>(), property),
                  Executor(*this)) {
    return {boost::asio::prefer(inner_, property), values_};
  }

  bool operator==(const Executor&) const noexcept = default;

  const Inner& inner() const { return inner_; }

 private:
  Inner inner_;
  std::shared_ptr<Values> values_;
};

// Runs `operation` in the context `values`, and goes on in the caller's.
template <typename Result>
boost::asio::awaitable<Result> RunIn(std::shared_ptr<Values> values,
                                     boost::asio::awaitable<Result> operation) {
  boost::asio::any_io_executor inner =
      co_await boost::asio::this_coro::executor;
  if (const auto* wrapped = inner.target<Executor>()) inner = wrapped->inner();
  // Bound, because the operation's last step resumes the caller directly: a
  // caller outside of any context would otherwise go on in this one.
  const Executor back(inner, current);
  co_return co_await boost::asio::co_spawn(
      Executor(inner, std::move(values)), std::move(operation),
      boost::asio::bind_executor(back, boost::asio::use_awaitable));
}

inline std::shared_ptr<Values> Copy() {
  return current ? std::make_shared<Values>(*current)
                 : std::make_shared<Values>();
}

}  // namespace internal

// Runs `operation` in a context of its own, which starts as a copy of the
// caller's: what set() changes in there stays in there. Python does this for
// every task.
template <typename Result>
boost::asio::awaitable<Result> run(boost::asio::awaitable<Result> operation) {
  return internal::RunIn(internal::Copy(), std::move(operation));
}

// Each context has its own value of a Variable. Make one at namespace scope: it
// has to outlive the coroutines that use it.
template <typename T>
class Variable {
 public:
  // `fallback` is the value where none was set.
  explicit Variable(T fallback) : fallback_(std::move(fallback)) {}
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

  // The value in the context of the coroutine that runs now.
  T get() const {
    if (internal::current) {
      const auto found = internal::current->find(this);
      if (found != internal::current->end()) {
        return std::any_cast<const T&>(found->second);
      }
    }
    return fallback_;
  }

  // Runs `operation`, and all that it awaits or spawns, with this value. The
  // caller keeps the value it had, however the operation ends.
  template <typename Result>
  boost::asio::awaitable<Result> run(T value,
                                     boost::asio::awaitable<Result> operation) {
    auto values = internal::Copy();
    values->insert_or_assign(this, std::move(value));
    return internal::RunIn(std::move(values), std::move(operation));
  }

  // Changes the value in the current context until it is changed again, and
  // gives the value it replaced. Setting that one back is up to the caller.
  // Throws std::logic_error outside of any context, that is, where no run() is
  // in progress.
  T set(T value) {
    if (!internal::current) {
      throw std::logic_error("a context variable is set outside of a context");
    }
    T previous = get();
    internal::current->insert_or_assign(this, std::move(value));
    return previous;
  }

 private:
  T fallback_;
};

}  // namespace context

#endif  // PROBLEMS_SUPPORT_CPP_CONTEXT_H_
