// Locks on folders, by which a start can tell what a killed process left from
// what a living one needs, also one in another pid namespace.
#ifndef GRADER_EXECUTE_FOLDER_LOCK_H_
#define GRADER_EXECUTE_FOLDER_LOCK_H_

#include <string>

namespace grader {

// A descriptor of the folder called `path`, which is locked (flock(2)) until it
// and its copies are closed, in whatever way. -1 if somebody else holds it, or
// it is gone.
int LockFolder(const std::string& path);

}  // namespace grader

#endif  // GRADER_EXECUTE_FOLDER_LOCK_H_
