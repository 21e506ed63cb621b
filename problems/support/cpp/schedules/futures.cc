// Results that are ready once their thread is over
// (std::promise::set_value_at_thread_exit and the like): what makes them ready
// is a part of the compiled library, which tells nothing of it.
#include <condition_variable>
#include <future>
#include <memory>

#include "holding.h"
#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

using Shared = std::__future_base::_State_baseV2;

// What the library does at the end of the thread; its own type is private.
struct AtThreadExit : std::__at_thread_exit_elt {
  std::weak_ptr<Shared> state;
};

// Ways to members that are private, which may be named to instantiate a
// template.
template <typename Class, typename Member, Member Class::*member>
struct Opened {
  friend Member& Open(Class& object, Member*) { return object.*member; }
};
using Status = std::__atomic_futex_unsigned<>;
using Count = std::__shared_count<>;
using Counts = std::_Sp_counted_base<>;
Status& Open(Shared& state, Status*);
Count& Open(std::__shared_ptr<Shared>& pointer, Count*);
Counts*& Open(Count& count, Counts**);
_Atomic_word& Open(Counts& counts, _Atomic_word*);
template struct Opened<Shared, Status, &Shared::_M_status>;
template struct Opened<std::__shared_ptr<Shared>, Count,
                       &std::__shared_ptr<Shared>::_M_refcount>;
template struct Opened<Count, Counts*, &Count::_M_pi>;
template struct Opened<Counts, _Atomic_word, &Counts::_M_use_count>;

void (*make_ready)(void*) = nullptr;

void MakeReady(void* argument) {
  if (!Observed()) return make_ready(argument);
  // Held until the library holds it no longer: who lets it go last takes it
  // down, and has seen what all others have done with it.
  std::shared_ptr<Shared> state;
  {
    const Inside inside;
    state = static_cast<AtThreadExit*>(
                static_cast<std::__at_thread_exit_elt*>(argument))
                ->state.lock();
    if (state != nullptr) {
      Release(ObjectAt(&Open(*state, static_cast<Status*>(nullptr))));
    }
  }
  make_ready(argument);
  if (state == nullptr) return;
  {
    const Inside inside;
    Count& count = Open(state, static_cast<Count*>(nullptr));
    Counts* const counts = Open(count, static_cast<Counts**>(nullptr));
    Object& owners =
        ObjectAt(&Open(*counts, static_cast<_Atomic_word*>(nullptr)));
    Acquire(owners);
    Release(owners);
  }
  state.reset();
}

}  // namespace
}  // namespace schedules

extern "C" {
void __real__ZNSt13__future_base13_State_baseV211_Make_ready6_M_setEv(
    std::__at_thread_exit_elt* at_exit);
void __wrap__ZNSt13__future_base13_State_baseV211_Make_ready6_M_setEv(
    std::__at_thread_exit_elt* at_exit) {
  __real__ZNSt13__future_base13_State_baseV211_Make_ready6_M_setEv(at_exit);
  schedules::make_ready = at_exit->_M_cb;
  at_exit->_M_cb = schedules::MakeReady;
}
}
