#include "grader/sandbox/clock/vdso_image.h"

#include <elf.h>

#include <algorithm>

namespace grader::sandbox {

VdsoImage::VdsoImage(std::uint64_t begin) : begin_(begin) {
  if (begin_ == 0) return;
  const auto* const header = At<Elf64_Ehdr>(0);
  const Elf64_Dyn* entry = nullptr;
  for (int i = 0; i < header->e_phnum; ++i) {
    const auto* const segment = At<Elf64_Phdr>(header->e_phoff) + i;
    // Offsets and addresses are the same, as the kernel builds it.
    if (segment->p_type == PT_DYNAMIC) entry = At<Elf64_Dyn>(segment->p_offset);
  }
  if (entry == nullptr) return;
  for (; entry->d_tag != DT_NULL; ++entry) {
    const std::uint64_t where = Offset(entry->d_un.d_ptr);
    if (entry->d_tag == DT_SYMTAB) symbols_ = where;
    if (entry->d_tag == DT_STRTAB) names_ = where;
    // How many symbols there are, only tables of their hashes tell. Newer
    // kernels have the second alone.
    if (entry->d_tag == DT_HASH) count_ = At<std::uint32_t>(where)[1];
    if (entry->d_tag == DT_GNU_HASH && count_ == 0) {
      count_ = CountInGnuHash(where);
    }
  }
  if (symbols_ == 0 || names_ == 0) count_ = 0;
}

VdsoImage::Function VdsoImage::Find(absl::string_view name) const {
  for (std::uint32_t i = 0; i < count_; ++i) {
    const auto* const symbol = At<Elf64_Sym>(symbols_) + i;
    if (symbol->st_shndx != SHN_UNDEF &&
        At<char>(names_ + symbol->st_name) == name) {
      return {symbol->st_value, symbol->st_size};
    }
  }
  return {};
}

// The C library has added where the image is to some pointers already.
std::uint64_t VdsoImage::Offset(std::uint64_t pointer) const {
  return pointer >= begin_ ? pointer - begin_ : pointer;
}

// Four numbers, a filter of 64-bit words, for each bucket its first symbol, and
// for each symbol from the first that is in a bucket its hash, whose lowest bit
// marks the last of a bucket.
std::uint32_t VdsoImage::CountInGnuHash(std::uint64_t table) const {
  const auto* const head = At<std::uint32_t>(table);
  const std::uint32_t buckets = head[0];
  const std::uint32_t first = head[1];
  const auto* const bucket = head + 4 + std::uint64_t{2} * head[2];
  const auto* const hashes = bucket + buckets;
  const std::uint32_t last = *std::max_element(bucket, bucket + buckets);
  if (last < first) return first;
  std::uint32_t symbol = last;
  while ((hashes[symbol - first] & 1) == 0) ++symbol;
  return symbol + 1;
}

std::vector<VdsoPatch> MakePatches(const VdsoImage& image,
                                   const std::vector<VdsoFunction>& functions) {
  std::vector<VdsoPatch> patches;
  for (const VdsoFunction& one : functions) {
    const VdsoImage::Function found = image.Find(one.name);
    if (found.size < one.code.size()) return {};
    patches.push_back({found.offset, one.code});
  }
  return patches;
}

}  // namespace grader::sandbox
