// Compiled once, its code included, for all submissions that begin by including
// headers of a problem: what they are likely to use of templates. For the type
// T of a coroutine's result, a problem's own uses.h says
//   template struct shared_code::Of<T>;
// A submission sees nothing of it but the name `shared_code`. Includes nothing.
namespace shared_code {

template <typename T>
struct Of {
  using Task = boost::asio::awaitable<T>;
  using Executor = boost::asio::any_io_executor;

  static Task Await(Task task) { co_return co_await std::move(task); }

  static boost::asio::awaitable<void> Spawn(Executor executor, Task task) {
    namespace asio = boost::asio;
    asio::co_spawn(executor, std::move(task), asio::detached);
    co_await asio::co_spawn(executor, std::move(task), asio::use_awaitable);
  }

  // Whichever is first: the task, or a timer.
  static boost::asio::awaitable<void> Limit(Executor executor, Task task) {
    namespace asio = boost::asio;
    asio::steady_timer timer(executor, std::chrono::seconds(1));
    co_await asio::experimental::make_parallel_group(
        asio::co_spawn(executor, std::move(task), asio::deferred),
        timer.async_wait(asio::deferred))
        .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  }

#ifdef PROBLEMS_SUPPORT_CPP_ASYNC_H_
  static boost::asio::awaitable<void> Gather(std::vector<Task> tasks) {
    co_await async::gather(std::move(tasks));
  }
#endif

#ifdef PROBLEMS_SUPPORT_CPP_CONTEXT_H_
  static boost::asio::awaitable<void> Context(Task task) {
    co_await context::run(std::move(task));
  }
#endif
};

}  // namespace shared_code
