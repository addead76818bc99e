using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Operations.Records;

/// <summary>Which settings hold a login.</summary>
/// <param name="Name">What they are called together, and the journal's folder.</param>
/// <param name="User">The setting of the user or the key's id; null where there is none.</param>
/// <param name="Password">The setting of the password or the secret.</param>
/// <param name="Places">The settings that say where the login counts, besides the user.</param>
internal sealed record LoginKeys(string Name, string? User, string Password, IReadOnlyList<string> Places)
{
    private const int LongestName = 100;

    public static LoginKeys Database { get; } = new("database.password", "database.user", "database.password", ["database.host", "database.port"]);

    /// <summary>Both, for messages.</summary>
    public string Both => this == Database ? "the user and the password" : $"{User} and {Password}";

    /// <summary>Whether both may stand in two files, with a moment between the two writes: a store's client that is refused reads both again.</summary>
    public bool MayBeTwoFiles => this != Database;

    /// <summary>The name as that of a folder.</summary>
    public string FolderName => Name.Length <= LongestName && Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? Name : "stores." + Digest(Name);

    /// <summary>What tells a text from others in the name of a folder.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
