namespace DataJoint.Configuration.Permissions;

/// <summary>Who may do what with a file or directory on Windows.</summary>
/// <param name="Owner">The identifier of its owner, when it has one.</param>
/// <param name="CurrentUser">The identifier of the user that runs the program.</param>
/// <param name="Entries">Its lines.</param>
internal sealed record AccessList(string? Owner, string? CurrentUser, IReadOnlyList<AccessEntry> Entries)
{
    private const int ReadData = 1;
    private const string System = "S-1-5-18";
    private const string Administrators = "S-1-5-32-544";
    private const string CreatorOwner = "S-1-3-0";

    /// <summary>The identifier of somebody who may read it beside the owner, the current user, SYSTEM and the Administrators; or null.</summary>
    public string? FindOtherReader() =>
        Entries.FirstOrDefault(entry => entry.Allows && (entry.Rights & ReadData) != 0
            && entry.User != Owner && entry.User != CurrentUser && entry.User is not (System or Administrators or CreatorOwner))?.User;
}
