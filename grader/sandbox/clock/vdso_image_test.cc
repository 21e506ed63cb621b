#include "grader/sandbox/clock/vdso_image.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/auxv.h>

#include <cstring>
#include <string>
#include <vector>

#include "grader/sandbox/clock/vdso_code.h"

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

enum class Hash { kSystemV, kGnu, kNone };

// A tiny image as a kernel's linker makes it: header, one segment, the dynamic
// section, the symbols, their names, the table of hashes.
class Elf {
 public:
  struct Symbol {
    std::string name;
    std::uint64_t offset, size;
    std::uint16_t section = 1;
  };

  Elf(const std::vector<Symbol>& symbols, Hash hash,
      bool with_addresses = false) {
    const std::size_t dynamic = sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr);
    const std::size_t table = dynamic + 4 * sizeof(Elf64_Dyn);
    const std::size_t names = table + (symbols.size() + 1) * sizeof(Elf64_Sym);
    std::string texts(1, '\0');
    std::vector<Elf64_Sym> entries(1);
    for (const Symbol& one : symbols) {
      entries.push_back({.st_name = static_cast<Elf64_Word>(texts.size()),
                         .st_info = 0,
                         .st_other = 0,
                         .st_shndx = one.section,
                         .st_value = one.offset,
                         .st_size = one.size});
      texts += one.name + '\0';
    }
    texts.resize((texts.size() + 7) / 8 * 8);
    const std::vector<std::uint32_t> hashes = hash == Hash::kGnu
                                                  ? GnuHash(entries.size())
                                                  : SystemVHash(entries.size());
    bytes_.resize((names + texts.size()) / 8 + hashes.size() + 1);

    Elf64_Ehdr header = {};
    header.e_phoff = sizeof header;
    header.e_phnum = 1;
    Write(0, &header, sizeof header);
    Elf64_Phdr segment = {};
    segment.p_type = PT_DYNAMIC;
    segment.p_offset = dynamic;
    Write(header.e_phoff, &segment, sizeof segment);
    const std::uint64_t base = with_addresses ? begin() : 0;
    const Elf64_Sxword tag = hash == Hash::kGnu       ? DT_GNU_HASH
                             : hash == Hash::kSystemV ? DT_HASH
                                                      : DT_DEBUG;
    const Elf64_Dyn sections[] = {{DT_SYMTAB, {base + table}},
                                  {DT_STRTAB, {base + names}},
                                  {tag, {base + names + texts.size()}},
                                  {DT_NULL, {0}}};
    Write(dynamic, sections, sizeof sections);
    Write(table, entries.data(), entries.size() * sizeof entries[0]);
    Write(names, texts.data(), texts.size());
    Write(names + texts.size(), hashes.data(), hashes.size() * 4);
  }

  std::uint64_t begin() const {
    return reinterpret_cast<std::uint64_t>(bytes_.data());
  }

 private:
  void Write(std::size_t at, const void* data, std::size_t size) {
    std::memcpy(reinterpret_cast<char*>(bytes_.data()) + at, data, size);
  }

  static std::vector<std::uint32_t> SystemVHash(std::size_t symbols) {
    return {1, static_cast<std::uint32_t>(symbols), 1};
  }

  // All but the null symbol in the second of two buckets.
  static std::vector<std::uint32_t> GnuHash(std::size_t symbols) {
    std::vector<std::uint32_t> table = {2, 1, 1, 0, 0, 0, 0, 1};
    for (std::size_t i = 1; i < symbols; ++i) {
      table.push_back(i + 1 == symbols ? 3 : 2);
    }
    return table;
  }

  std::vector<std::uint64_t> bytes_;
};

const std::vector<Elf::Symbol> kOfAarch64 = {
    {"LINUX_2.6.39", 0, 0, SHN_ABS},
    {"__kernel_rt_sigreturn", 0x600, 8},
    {"__kernel_clock_gettime", 0x300, 0x180},
    {"__kernel_gettimeofday", 0x480, 0x80},
    {"__kernel_clock_getres", 0x500, 0x40}};
const std::vector<Elf::Symbol> kOfX86 = {{"__vdso_gettimeofday", 0x480, 0x80},
                                         {"__vdso_time", 0x500, 0x20},
                                         {"__vdso_clock_getres", 0x520, 0x60},
                                         {"__vdso_clock_gettime", 0x600, 0x200},
                                         {"__vdso_getcpu", 0x800, 0x20}};

TEST(VdsoImageTest, FindsFunctionsByEitherTableOfHashes) {
  for (const Hash hash : {Hash::kSystemV, Hash::kGnu}) {
    for (const bool with_addresses : {false, true}) {
      const Elf elf(kOfAarch64, hash, with_addresses);
      const VdsoImage image(elf.begin());
      const VdsoImage::Function last = image.Find("__kernel_clock_getres");
      EXPECT_EQ(last.offset, 0x500u);
      EXPECT_EQ(last.size, 0x40u);
      EXPECT_EQ(image.Find("__kernel_rt_sigreturn").offset, 0x600u);
      EXPECT_EQ(image.Find("__vdso_time").size, 0u);
    }
  }
}

TEST(VdsoImageTest, FindsNothingWhereNothingIs) {
  EXPECT_EQ(VdsoImage(0).Find("__vdso_time").size, 0u);
  const Elf elf(kOfX86, Hash::kNone);
  EXPECT_EQ(VdsoImage(elf.begin()).Find("__vdso_time").size, 0u);
  const Elf imported({{"__vdso_time", 0x100, 0x20, SHN_UNDEF}}, Hash::kSystemV);
  EXPECT_EQ(VdsoImage(imported.begin()).Find("__vdso_time").size, 0u);
}

TEST(VdsoImageTest, FindsTheClockOfThisKernel) {
  if (VdsoFunctions().empty() || getauxval(AT_SYSINFO_EHDR) == 0) {
    GTEST_SKIP() << "the vDSO of this kernel cannot be replaced";
  }
  const VdsoImage image(getauxval(AT_SYSINFO_EHDR));
  EXPECT_GT(image.Find(VdsoFunctions().front().name).size, 0u);
}

TEST(VdsoPatchesTest, ReplaceWhatReadsAClockOnEachProcessor) {
  const std::string clock(100, 'c');
  const Elf x86(kOfX86, Hash::kSystemV);
  EXPECT_THAT(MakePatches(VdsoImage(x86.begin()), X86VdsoFunctions(clock)),
              ElementsAre(VdsoPatch{0x600, clock},
                          // mov $NUMBER, %eax; syscall; ret
                          VdsoPatch{0x480, {"\xb8\x60\0\0\0\x0f\x05\xc3", 8}},
                          VdsoPatch{0x500, {"\xb8\xc9\0\0\0\x0f\x05\xc3", 8}},
                          VdsoPatch{0x520, {"\xb8\xe5\0\0\0\x0f\x05\xc3", 8}}));
  const Elf aarch64(kOfAarch64, Hash::kGnu);
  // bti c; mov x8, #NUMBER; svc #0; ret, as an assembler writes them
  EXPECT_THAT(
      MakePatches(VdsoImage(aarch64.begin()), Aarch64VdsoFunctions(clock)),
      ElementsAre(VdsoPatch{0x300, clock},
                  VdsoPatch{0x480,
                            {"\x5f\x24\x03\xd5\x28\x15\x80\xd2"
                             "\x01\x00\x00\xd4\xc0\x03\x5f\xd6",
                             16}},
                  VdsoPatch{0x500,
                            {"\x5f\x24\x03\xd5\x48\x0e\x80\xd2"
                             "\x01\x00\x00\xd4\xc0\x03\x5f\xd6",
                             16}}));
}

TEST(VdsoPatchesTest, AreNoneIfOneDoesNotFit) {
  const Elf elf(kOfAarch64, Hash::kSystemV);
  const VdsoImage image(elf.begin());
  EXPECT_THAT(MakePatches(image, Aarch64VdsoFunctions(std::string(0x181, 'c'))),
              IsEmpty());
  EXPECT_THAT(MakePatches(image, X86VdsoFunctions("c")), IsEmpty());
}

}  // namespace
}  // namespace grader::sandbox
