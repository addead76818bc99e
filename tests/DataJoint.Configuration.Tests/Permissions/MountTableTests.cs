using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Tests;

public sealed class MountTableTests
{
    private const string Table =
        """
        21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
        22 21 0:20 / /run/secrets ro,relatime - tmpfs tmpfs rw,size=64k
        23 21 0:30 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs;path=C:\;uid=1000
        24 21 0:31 / /mnt/d rw,noatime - 9p D:\134 rw,aname=drvfs;path=D:\;metadata;uid=1000
        25 21 0:32 / /home/my\040share rw - cifs //server/share rw,vers=3.1.1
        26 21 8:2 / /data rw - xfs /dev/sdb1 ro,noquota
        27 26 8:3 / /data rw shared:5 master:3 - vfat /dev/sdc1 rw
        nonsense
        28 21 8:4 / /short rw - ext4
        """;

    [Theory]
    [InlineData("/home/me", "/", "ext4", false, true)]
    [InlineData("/run/secrets/datajoint/x", "/run/secrets", "tmpfs", true, true)]
    [InlineData("/run/secrets", "/run/secrets", "tmpfs", true, true)]
    [InlineData("/run/secretsandmore", "/", "ext4", false, true)]
    [InlineData("/mnt/c/project/.secrets", "/mnt/c", "9p", false, false)]
    [InlineData("/mnt/d/project", "/mnt/d", "9p", false, true)]
    [InlineData("/home/my share/p", "/home/my share", "cifs", false, false)]
    [InlineData("/data/x", "/data", "vfat", false, false)]
    [InlineData("/short/x", "/", "ext4", false, true)]
    public void A_path_is_on_the_nearest_mount_above_it(string path, string mount, string type, bool readOnly, bool keepsModes) =>
        MountTable.Find(path, Table).ShouldBe(new MountPoint(mount, type, readOnly, keepsModes));

    [Fact]
    public void A_super_block_that_is_read_only_makes_the_mount_so() =>
        MountTable.Find("/a", "1 0 8:2 / /a rw - xfs /dev/sdb1 ro,noquota")!.IsReadOnly.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("-")]
    [InlineData("1 2 3 4 5 6 - x")]
    public void A_table_that_is_none_knows_no_mount(string table) => MountTable.Find("/a", table).ShouldBeNull();

    [Fact]
    public void The_real_table_knows_the_root()
    {
        Assert.SkipUnless(Native.IsUnix && File.Exists("/proc/self/mountinfo"), "needs /proc");
        MountTable.Find("/").ShouldNotBeNull().Path.ShouldBe("/");
    }
}
