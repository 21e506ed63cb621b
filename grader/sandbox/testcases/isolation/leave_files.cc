// Prints what it finds in its folders, and leaves something there.
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

int main() {
  const char* temporary = std::getenv("TMPDIR");
  for (const std::string folder :
       {".", temporary == nullptr ? "/tmp" : temporary, "/dev/shm"}) {
    DIR* entries = opendir(folder.c_str());
    if (entries == nullptr) continue;
    while (const dirent* entry = readdir(entries)) {
      if (entry->d_name[0] != '.') {
        std::printf("%s/%s\n", folder.c_str(), entry->d_name);
      }
    }
    closedir(entries);
    close(open((folder + "/left").c_str(), O_CREAT | O_WRONLY, 0600));
  }
}
