using System.Globalization;

namespace DataJoint.Cli.Transfers;

/// <summary>Why a synchronisation that was to delete deletes nothing.</summary>
/// <param name="Reason">What was found.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record SyncBlocker(string Reason, string Hint)
{
    public static readonly SyncBlocker EmptySource = new(
        "the source holds nothing", "is it mounted, and spelled right? djc store rm --recursive empties a folder");

    public static readonly SyncBlocker Broken = new(
        "the copying did not come to its end", "fix what is reported, and run it again");

    public static SyncBlocker Failures(long count) => new(
        count == 1 ? "1 object of the source failed" : string.Create(CultureInfo.InvariantCulture, $"{count} objects of the source failed"),
        "what could not be read may be there all the same: fix what is reported, and run it again");

    public static SyncBlocker Vanished(long count) => new(
        count == 1
            ? "1 object that the source held at the beginning is gone"
            : string.Create(CultureInfo.InvariantCulture, $"{count} objects that the source held at the beginning are gone"),
        "is the source still mounted? If they were removed on purpose, run it again");
}
