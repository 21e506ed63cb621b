#include "report.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <initializer_list>

#include "ended_stacks.h"
#include "objects.h"
#include "real.h"
#include "scheduler.h"

namespace schedules {
namespace {

constexpr char kFile[] = "/.schedule";
constexpr std::size_t kMostCalls = 24;

char path[PATH_MAX + sizeof kFile];
bool written = false;

// A text that grows until it is full.
char text[1 << 20];
std::size_t length = 0;

void Put(const char* words) {
  for (; *words != '\0' && length < sizeof text; ++words) {
    text[length++] = *words;
  }
}

void Put(std::uint64_t number) {
  char digits[24];
  std::size_t begin = sizeof digits;
  digits[--begin] = '\0';
  do {
    digits[--begin] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  Put(digits + begin);
}

void Put(int number) { Put(static_cast<std::uint64_t>(number)); }

void PutKey(const char* key) {
  Put("\"");
  Put(key);
  Put("\":");
}

// Addresses of calls, the innermost first. All but the innermost are where a
// call returns to.
void Put(const Place& place) {
  Put("[");
  Put(static_cast<std::uint64_t>(place.pc));
  std::size_t count = 1;
  for (const Calls* calls = place.calls;
       calls != nullptr && calls->from != 0 && count < kMostCalls;
       calls = calls->outer, ++count) {
    Put(",");
    Put(static_cast<std::uint64_t>(calls->from));
  }
  Put("]");
}

void Put(const char* key, const Place& place) {
  PutKey(key);
  Put(place);
}

const char* NameOf(State state) {
  switch (state) {
    case State::kReady:
      return "ready";
    case State::kMutex:
      return "mutex";
    case State::kReading:
      return "reading";
    case State::kWriting:
      return "writing";
    case State::kCondition:
      return "condition";
    case State::kSemaphore:
      return "semaphore";
    case State::kBarrier:
      return "barrier";
    case State::kValue:
      return "value";
    case State::kOnce:
      return "once";
    case State::kJoin:
      return "join";
    case State::kSleep:
      return "sleep";
    case State::kDone:
      return "done";
  }
  return "";
}

void PutTouch(const char* key, const Touch& touch) {
  PutKey(key);
  Put("{\"thread\":");
  Put(static_cast<int>(touch.thread));
  Put(",\"writes\":");
  Put(touch.writes ? "true" : "false");
  Put(",\"atomic\":");
  Put(touch.atomic ? "true" : "false");
  Put(",");
  Put("at", touch.place);
  Put("}");
}

void PutThread(const Thread& thread) {
  Put("{\"id\":");
  Put(thread.id);
  Put(",\"state\":\"");
  Put(thread.awaited != nullptr ? "descriptor" : NameOf(thread.state));
  Put("\",");
  Put("created", thread.created);
  Put(",");
  Put("at", thread.place);
  if (thread.state == State::kJoin && thread.object != nullptr) {
    Put(",\"joins\":");
    Put(static_cast<const Thread*>(thread.object)->id);
  } else if (thread.object != nullptr) {
    const Object& object = ObjectAt(thread.object);
    Put(",\"object\":");
    Put(object.number);
    if (object.missed_wake_ups > 0) {
      Put(",");
      Put("missed", object.missed);
    }
  }
  Put(",\"holds\":[");
  for (std::size_t i = 0; i < thread.held.size(); ++i) {
    const Held& held = const_cast<Thread&>(thread).held[i];
    if (held.object == nullptr) continue;
    if (text[length - 1] == '}') Put(",");
    Put("{\"object\":");
    Put(held.object->number);
    Put(",");
    Put("at", held.place);
    Put("}");
  }
  Put("]}");
}

void Compose(const char* how) {
  Put("{\"end\":\"");
  Put(how);
  Put("\",\"steps\":");
  Put(steps_of_order);
  Put(",\"thread\":");
  Put(self == nullptr ? 0 : self->id);
  Put(",\"choices\":[");
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) Put(",");
    Put("[");
    Put(choices[i].thread);
    Put(",");
    Put(static_cast<std::uint64_t>(choices[i].step));
    Put(",");
    Put(choices[i].to);
    Put("]");
  }
  Put("],\"hand_overs\":[");
  for (std::size_t i = 0; i < hand_overs.size(); ++i) {
    const HandOver& one = hand_overs[i];
    if (i > 0) Put(",");
    Put("{\"from\":");
    Put(one.from);
    Put(",\"to\":");
    Put(one.to);
    Put(",\"chosen\":");
    Put(one.chosen ? "true" : "false");
    Put(",");
    Put("left", one.left);
    Put(",");
    Put("entered", one.entered);
    Put("}");
  }
  Put("],\"threads\":[");
  for (std::size_t i = 0; i < threads.size(); ++i) {
    if (i > 0) Put(",");
    PutThread(*threads[i]);
  }
  Put("]");
  if (race.found) {
    Put(",\"race\":{");
    PutTouch("first", race.first);
    Put(",");
    PutTouch("second", race.second);
    Put("}");
  }
  Put("}\n");
}

void AtExit() {
  if (active) WriteReport("exit");
}

void OnCrash(int signal) {
  WriteReport("crash");
  ::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

void PrepareReport() {
  if (getcwd(path, PATH_MAX) == nullptr) return;
  std::strcat(path, kFile);
  std::atexit(AtExit);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP}) {
    struct sigaction action = {};
    action.sa_handler = OnCrash;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    sigaction(signal, &action, nullptr);
  }
}

void WriteReport(const char* how) {
  if (written) return;
  written = true;
  active = false;
  Compose(how);
  // Whatever lies there under this name is not of the runtime's making.
  unlink(path);
  const int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) __real__exit(kEndedByRuntime);
  for (std::size_t done = 0; done < length;) {
    const ssize_t count = write(file, text + done, length - done);
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  close(file);
}

// Asked for it, the library would read all mappings of the process, which takes
// longer than many a run. The kernel puts the program's name on top.
void KnowFirstStack() {
  constexpr std::uintptr_t kPageBytes = 4096;
  const std::uintptr_t name = getauxval(AT_EXECFN);
  rlimit limit;
  if (name == 0 || getrlimit(RLIMIT_STACK, &limit) != 0) return;
  self->stack_end = (name / kPageBytes + 1) * kPageBytes;
  self->stack_begin = self->stack_end;  // without a limit: unknown
  if (limit.rlim_cur < self->stack_end) {
    self->stack_begin = self->stack_end - limit.rlim_cur;
  }
}

void KnowStack() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* begin = nullptr;
  std::size_t size = 0;
  pthread_attr_getstack(&attributes, &begin, &size);
  pthread_attr_destroy(&attributes);
  self->stack_begin = reinterpret_cast<std::uintptr_t>(begin);
  self->stack_end = self->stack_begin + size;
  Forget(begin, size);
  ForgetEndedStack(begin, size);
}

}  // namespace schedules
