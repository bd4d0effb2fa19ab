// Where the kernel tells of every change, and where it only tells of those made on this machine. A
// pure function of what statfs(2) and /proc/self/mountinfo say.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace rsearch {

// The type of the mounted file system with device number `device`, "ext4", "fuse.sshfs": the third
// word behind the dash of its line in `mountinfo`, as proc(5) describes it. Empty when no line has
// it.
std::string MountType(std::string_view mountinfo, dev_t device);

// The name of the network (or virtual machine's) file system that a folder is on, for people:
// "NFS", "fuse.sshfs". Empty where inotify(7) sees every change. `magic` is statfs::f_type;
// `mount_type` tells the many kinds of FUSE apart and may be empty.
std::string RemoteFileSystem(std::uint32_t magic, std::string_view mount_type);

}  // namespace rsearch
