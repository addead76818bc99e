using DataJoint.Stores.Abstractions;
using DataJoint.Stores.Files;

namespace DataJoint.Stores.Tests;

public sealed class FileFaultsTests
{
    private static readonly FileFaults Faults = new("main", "/data");

    [Theory]
    [InlineData(1, StoreErrorCode.AccessDenied)] // EPERM
    [InlineData(13, StoreErrorCode.AccessDenied)] // EACCES
    [InlineData(30, StoreErrorCode.AccessDenied)] // EROFS
    [InlineData(28, StoreErrorCode.StoreFull)] // ENOSPC
    [InlineData(122, StoreErrorCode.StoreFull)] // EDQUOT
    [InlineData(27, StoreErrorCode.StoreFull)] // EFBIG
    [InlineData(18, StoreErrorCode.OutsideLocation)] // EXDEV
    [InlineData(40, StoreErrorCode.OutsideLocation)] // ELOOP
    [InlineData(36, StoreErrorCode.InvalidName)] // ENAMETOOLONG
    [InlineData(20, StoreErrorCode.NotAnObject)] // ENOTDIR
    [InlineData(21, StoreErrorCode.NotAnObject)] // EISDIR
    [InlineData(5, StoreErrorCode.Unavailable)] // EIO
    [InlineData(24, StoreErrorCode.Unavailable)] // EMFILE
    [InlineData(107, StoreErrorCode.Unavailable)] // ENOTCONN: a FUSE mount that went away
    [InlineData(116, StoreErrorCode.Unavailable)] // ESTALE: an NFS server that forgot
    public void What_Linux_says_becomes_a_code(int error, StoreErrorCode code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are those of Linux.");

        StoreException fault = Faults.FromErrno(error, "a/b");

        fault.Code.ShouldBe(code);
        fault.IsTransient.ShouldBe(code == StoreErrorCode.Unavailable);
        fault.Message.ShouldStartWith("Store 'main', object 'a/b': ");
        fault.Diagnostic.Rule.ShouldBe(StoreRules.From(code));
        fault.Diagnostic.Message.ShouldBe(fault.Message);
        fault.Diagnostic.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void What_the_runtime_throws_becomes_a_code_and_keeps_its_cause()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are those of Linux.");

        Faults.FromException(new UnauthorizedAccessException("x"), null).Code.ShouldBe(StoreErrorCode.AccessDenied);
        Faults.FromException(new DirectoryNotFoundException("x"), null).Code.ShouldBe(StoreErrorCode.Unavailable);
        Faults.FromException(new PathTooLongException("x"), null).Code.ShouldBe(StoreErrorCode.InvalidName);
        Faults.FromException(new ArgumentOutOfRangeException("value"), null).Code.ShouldBe(StoreErrorCode.StoreFull);
        Faults.FromException(new IOException("x", 28), null).Code.ShouldBe(StoreErrorCode.StoreFull);
        var cause = new IOException("odd");
        Faults.FromException(cause, null).InnerException.ShouldBe(cause);
        StoreException known = Faults.NotFound("a");
        Faults.FromException(known, "b").ShouldBeSameAs(known);
    }

    [Fact]
    public void Every_code_has_a_rule_of_its_own_and_tells_it()
    {
        StoreErrorCode[] codes = Enum.GetValues<StoreErrorCode>();

        codes.Select(StoreRules.From).ShouldBeUnique();
        codes.ShouldAllBe(code => new StoreException(code, "main", null, "no.").Diagnostic.Id == StoreRules.From(code).Id);
    }

    [Fact]
    public void A_message_about_the_whole_store_names_no_object() =>
        Faults.LocationIsNoFolder().Message.ShouldBe("Store 'main': the location '/data', or a part of it, is a file and not a folder.");
}
