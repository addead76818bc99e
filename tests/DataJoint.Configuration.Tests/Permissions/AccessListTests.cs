using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Tests;

/// <summary>Access lists of Windows, as a test gives them: they are judged alike on every system.</summary>
public sealed class AccessListTests
{
    private const string Me = "S-1-5-21-1-2-3-1001";
    private const string Everyone = "S-1-1-0";
    private const int FullControl = 0x1F01FF;

    [Theory]
    [InlineData(Me, true, FullControl)]
    [InlineData("S-1-5-21-1-2-3-500", true, FullControl)] // the owner
    [InlineData("S-1-5-18", true, FullControl)]
    [InlineData("S-1-5-32-544", true, FullControl)]
    [InlineData("S-1-3-0", true, FullControl)]
    [InlineData(Everyone, false, FullControl)]
    [InlineData(Everyone, true, 0x100000)] // Synchronize: nothing is read with it
    public void These_may_be_in_the_list(string user, bool allows, int rights) =>
        ListOf(new AccessEntry(user, allows, rights)).FindOtherReader().ShouldBeNull();

    [Theory]
    [InlineData(Everyone, 1)]
    [InlineData("S-1-5-32-545", 0x1200A9)] // Users: ReadAndExecute
    [InlineData("S-1-5-21-1-2-3-1002", FullControl)]
    public void Everybody_else_is_another_reader(string user, int rights) =>
        ListOf(new(Me, true, FullControl), new(user, true, rights)).FindOtherReader().ShouldBe(user);

    [Fact]
    public void Another_reader_is_a_warning_for_the_directory_and_for_each_file()
    {
        IReadOnlyList<Diagnostic> found = Check(new TestAccessLists(Everyone));

        found.Select(d => d.Id).ShouldBe(["DJ2001", "DJ2002", "DJ2002"]);
        found[1].Message.ShouldBe(".secrets/database.user can be read by name of S-1-1-0");
        found[1].Hint!.ShouldContain("icacls .secrets/database.user");
    }

    [Fact]
    public void A_file_system_that_does_not_keep_lists_is_told_once() =>
        Check(new TestAccessLists(Everyone) { Keeps = false }).ShouldHaveSingleItem().Message
            .ShouldBe("the file system of .secrets (exFAT) does not keep permissions, so those of secrets cannot be judged");

    [Fact]
    public void What_only_the_owner_reads_is_fine_on_any_file_system() =>
        Check(new TestAccessLists(Me) { Keeps = false }).ShouldBeEmpty();

    [Theory]
    [InlineData(0xA, false, true, "NTFS")]
    [InlineData(0x2, false, false, "NTFS")]
    [InlineData(0xA, true, false, "NTFS by Wine")]
    public void A_volume_keeps_lists_when_it_says_so_and_is_no_make_believe(int flags, bool isWine, bool keeps, string shown)
    {
        MountPoint volume = WindowsVolume.Describe(@"C:\", "NTFS", flags, isWine);

        volume.KeepsModes.ShouldBe(keeps);
        volume.FileSystem.ShouldBe(shown);
        volume.IsReadOnly.ShouldBeFalse();
        WindowsVolume.Describe(@"D:\", "CDFS", flags | 0x80000, isWine).IsReadOnly.ShouldBeTrue();
    }

    [Fact]
    public void Windows_knows_the_volume_of_a_path()
    {
        Assert.SkipWhen(Native.IsUnix, "volumes of Windows");
        WindowsVolume.Find(Path.GetTempPath()).ShouldNotBeNull().Path.ShouldEndWith(@":\");
    }

    private static AccessList ListOf(params AccessEntry[] entries) => new("S-1-5-21-1-2-3-500", Me, entries);

    private static IReadOnlyList<Diagnostic> Check(TestAccessLists access)
    {
        DiagnosticBag diagnostics = new();
        SecretPermissions permissions = new(new EntryFacts(EntryKind.Directory), diagnostics, access);
        permissions.CheckDirectory("/p/.secrets", ".secrets");
        permissions.CheckFile("/p/.secrets/database.user", ".secrets/database.user", new(EntryKind.File));
        permissions.CheckFile("/p/.secrets/database.password", ".secrets/database.password", new(EntryKind.File));
        return diagnostics.ToList(strict: false);
    }

    /// <summary>A system where one user has full control of everything.</summary>
    private sealed class TestAccessLists(string reader) : IAccessLists
    {
        public bool Keeps { get; set; } = true;

        public AccessList Read(string path) => ListOf(new AccessEntry(reader, true, FullControl));

        public void Restrict(string path, bool isDirectory) => throw new NotSupportedException();

        public string NameOf(string user) => "name of " + user;

        public MountPoint? FindVolume(string path) => new(@"E:\", "exFAT", IsReadOnly: false, Keeps);
    }
}
