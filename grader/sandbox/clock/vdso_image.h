// The vDSO (vdso(7)), a small library that the kernel puts into each program:
// where its functions are. Pure.
#ifndef GRADER_SANDBOX_CLOCK_VDSO_IMAGE_H_
#define GRADER_SANDBOX_CLOCK_VDSO_IMAGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader::sandbox {

// See elf(5). An image is the kernel's, so it is taken to be well-formed.
class VdsoImage {
 public:
  struct Function {
    std::uint64_t offset = 0;  // from the image's beginning
    std::uint64_t size = 0;    // 0: there is no such function
  };

  // The image that begins at `begin`, in this program; 0: none, in which
  // nothing is found.
  explicit VdsoImage(std::uint64_t begin);

  Function Find(absl::string_view name) const;

 private:
  template <typename T>
  const T* At(std::uint64_t offset) const {
    return reinterpret_cast<const T*>(begin_ + offset);
  }
  // Where what an entry of the dynamic section points to is in the image.
  std::uint64_t Offset(std::uint64_t pointer) const;
  std::uint32_t CountInGnuHash(std::uint64_t table) const;

  std::uint64_t begin_;
  std::uint64_t symbols_ = 0;
  std::uint64_t names_ = 0;
  std::uint32_t count_ = 0;  // of symbols
};

// What to write where into a vDSO.
struct VdsoPatch {
  std::uint64_t offset = 0;  // from the image's beginning
  std::string code;

  bool operator==(const VdsoPatch&) const = default;
};

// A function of the vDSO that reads a clock, and the code to take its place.
struct VdsoFunction {
  absl::string_view name;
  std::string code;
};

// What replaces all of `functions`; none if one of them is not there or too
// small for its code.
std::vector<VdsoPatch> MakePatches(const VdsoImage& image,
                                   const std::vector<VdsoFunction>& functions);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_VDSO_IMAGE_H_
