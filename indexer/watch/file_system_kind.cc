#include "indexer/watch/file_system_kind.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <array>

namespace rsearch {
namespace {

struct Remote {
  std::uint32_t magic;
  std::string_view name;
};

constexpr std::uint32_t kFuse = 0x65735546;

// From linux/magic.h, statfs(2) and the file systems' own sources. Cluster file systems on shared
// disks are among them: another machine writes there unseen.
constexpr auto kRemote = std::to_array<Remote>({
    {0x00006969, "NFS"},      {0xFF534D42, "CIFS"},      {0xFE534D42, "SMB"},
    {0x0000517B, "SMB"},      {0x01021997, "9p"},        {0x5346414F, "AFS"},
    {0x6B414653, "AFS"},      {0x00C36400, "Ceph"},      {0x0BD00BD0, "Lustre"},
    {0x73757245, "Coda"},     {0x0000564C, "NCP"},       {0x47504653, "GPFS"},
    {0x01161970, "GFS2"},     {0x7461636F, "OCFS2"},     {0x19830326, "BeeGFS"},
    {0x20030528, "OrangeFS"}, {0xAAD7AAEA, "PanFS"},     {0x786F4256, "VirtualBox"},
    {0xBACBACBC, "VMware"},   {0x7C7C6673, "Parallels"}, {0x53464846, "WSL"},
});

// FUSE on a disk of this machine, where nobody else writes (NTFS, exFAT).
constexpr std::string_view kFuseOnDisk = "fuseblk";

std::string_view NextWord(std::string_view* line) {
  const std::size_t end = std::min(line->find(' '), line->size());
  const std::string_view word = line->substr(0, end);
  line->remove_prefix(std::min(end + 1, line->size()));
  return word;
}

}  // namespace

std::string MountType(std::string_view mountinfo, dev_t device) {
  constexpr int kDeviceWord = 3;
  const std::string wanted = std::to_string(major(device)) + ":" + std::to_string(minor(device));
  while (!mountinfo.empty()) {
    std::string_view line = mountinfo.substr(0, mountinfo.find('\n'));
    mountinfo.remove_prefix(std::min(line.size() + 1, mountinfo.size()));
    const std::size_t dash = line.find(" - ");
    if (dash == std::string_view::npos) continue;
    std::string_view type = line.substr(dash + 3);
    std::string_view word;
    for (int i = 0; i < kDeviceWord; ++i)
      word = NextWord(&line);
    if (word == wanted) return std::string(NextWord(&type));
  }
  return {};
}

std::string RemoteFileSystem(std::uint32_t magic, std::string_view mount_type) {
  if (magic == kFuse) {
    if (mount_type == kFuseOnDisk) return {};
    return mount_type.empty() ? "FUSE" : std::string(mount_type);
  }
  const auto* const found = std::find_if(kRemote.begin(), kRemote.end(),
                                         [&](const Remote& one) { return one.magic == magic; });
  return found == kRemote.end() ? std::string() : std::string(found->name);
}

}  // namespace rsearch
