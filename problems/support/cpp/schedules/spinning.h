// Threads that wait without saying so: in a loop they ask for what has changed,
// what has come, or how late it is. While nothing changes, time passes for them
// as for those that sleep: a little at first, and ever more of it.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_SPINNING_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_SPINNING_H_

#include "scheduler.h"

namespace schedules {

// Something has changed that a thread may have been asking for.
void NoteChange();

// The calling thread has written to what others see. That is no change where
// it has been asking in vain for what comes: it keeps account of that itself.
void NoteWriting();

// The calling thread looks at what others do, or at the clock.
void NoteLook();

// It asked, without a wait, for what has come, and nothing had: others go on,
// if it does so again and again.
void NoteVainLook(const Place& place);
// It had.
void NoteFound();

// It asked for the time.
void NoteReading();

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_SPINNING_H_
