#include "indexer/watch/file_system_kind.h"

#include <gtest/gtest.h>
#include <sys/sysmacros.h>

#include <string>
#include <string_view>

namespace rsearch {
namespace {

struct Case {
  std::string name;
  std::uint32_t magic;
  std::string mount_type, remote;
};

class RemoteFileSystemTest : public ::testing::TestWithParam<Case> {};

TEST_P(RemoteFileSystemTest, Tells) {
  EXPECT_EQ(RemoteFileSystem(GetParam().magic, GetParam().mount_type), GetParam().remote);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, RemoteFileSystemTest,
    ::testing::Values(Case{"ext4", 0xEF53, "ext4", ""}, Case{"btrfs", 0x9123683E, "btrfs", ""},
                      Case{"xfs", 0x58465342, "xfs", ""}, Case{"tmpfs", 0x01021994, "tmpfs", ""},
                      Case{"overlay", 0x794C7630, "overlay", ""}, Case{"vfat", 0x4D44, "vfat", ""},
                      Case{"unheard_of", 0x12345678, "new", ""}, Case{"nfs", 0x6969, "nfs4", "NFS"},
                      Case{"cifs", 0xFF534D42, "cifs", "CIFS"},
                      Case{"smb3", 0xFE534D42, "smb3", "SMB"}, Case{"p9", 0x01021997, "9p", "9p"},
                      Case{"afs", 0x5346414F, "afs", "AFS"},
                      Case{"ceph", 0x00C36400, "ceph", "Ceph"},
                      Case{"lustre", 0x0BD00BD0, "lustre", "Lustre"},
                      Case{"sshfs", 0x65735546, "fuse.sshfs", "fuse.sshfs"},
                      Case{"rclone", 0x65735546, "fuse.rclone", "fuse.rclone"},
                      Case{"virtiofs", 0x65735546, "virtiofs", "virtiofs"},
                      Case{"some_fuse", 0x65735546, "", "FUSE"},
                      Case{"ntfs_on_a_disk", 0x65735546, "fuseblk", ""}),
    [](const auto& tested) { return tested.param.name; });

constexpr std::string_view kMountInfo =
    "22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw\n"
    "31 22 0:45 / /home/me/a\\040b rw - fuse.sshfs me@host:/ rw,user_id=1000\n"
    "40 22 0:46 /dir /mnt rw shared:7 master:2 - nfs4 server:/x rw\n"
    "41 22 0:47 / /odd rw no dash here\n"
    "42 22 8:17 / /media/usb rw -";

TEST(MountType, IsFoundByItsDevice) {
  EXPECT_EQ(MountType(kMountInfo, makedev(259, 2)), "ext4");
  EXPECT_EQ(MountType(kMountInfo, makedev(0, 45)), "fuse.sshfs");
  EXPECT_EQ(MountType(kMountInfo, makedev(0, 46)), "nfs4");
  EXPECT_EQ(MountType(kMountInfo, makedev(0, 4)), "");
  EXPECT_EQ(MountType(kMountInfo, makedev(0, 47)), "");
  EXPECT_EQ(MountType(kMountInfo, makedev(8, 17)), "");
  EXPECT_EQ(MountType("", makedev(0, 45)), "");
  EXPECT_EQ(MountType("\n - \n -  - \n", makedev(0, 45)), "");
}

}  // namespace
}  // namespace rsearch
