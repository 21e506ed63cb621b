// Emptying a folder that a submission, or another user, has written to: however
// deep, whatever its permissions, and never through a link.
#ifndef GRADER_EXECUTE_EMPTY_FOLDER_H_
#define GRADER_EXECUTE_EMPTY_FOLDER_H_

namespace grader {

// Removes everything below `folder`, an open descriptor of a folder, as far as
// the permissions of this process reach.
void EmptyFolder(int folder);

}  // namespace grader

#endif  // GRADER_EXECUTE_EMPTY_FOLDER_H_
