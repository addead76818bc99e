namespace DataJoint.Operations;

/// <summary>What became of the attempt to use a credential that was found. Contains no credential.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Subject">What was tried where, such as <c>'ana'@'%' at db.example.com:3306</c>; empty where nothing was.</param>
/// <param name="Rights">What it may do; null when it does not work, or that is not known.</param>
/// <param name="Reason">Why it was refused, is not known, or was not tried; empty when it works.</param>
public sealed record LeakVerification(VerificationStatus Status, string Subject, CredentialRights? Rights, string Reason)
{
    private static readonly (CredentialRights Right, string Word)[] Words =
        [(CredentialRights.List, "list"), (CredentialRights.Read, "read"), (CredentialRights.Write, "write"), (CredentialRights.Administer, "administer")];

    /// <summary>The names of the rights, such as <c>read</c>; none when they are not known.</summary>
    public IReadOnlyList<string> RightNames => [.. Words.Where(word => Rights?.HasFlag(word.Right) == true).Select(word => word.Word)];

    /// <summary>The result as people read it.</summary>
    /// <returns>For example <c>still valid: 'ana'@'%' at db.example.com:3306 may read, write</c>.</returns>
    public override string ToString() => Status switch
    {
        VerificationStatus.Valid => $"still valid: {Subject}{May()}{(Reason.Length == 0 ? "" : $" ({Reason})")}",
        VerificationStatus.Refused => $"refused: {Subject}{(Reason.Length == 0 ? "" : $": {Reason}")}",
        VerificationStatus.Unknown => $"unknown whether it is valid: {Reason}",
        _ => $"not tried: {Reason}",
    };

    private string May() => Rights is null ? "" : RightNames.Count == 0 ? " may log in, and nothing else that was found" : " may " + string.Join(", ", RightNames);
}
