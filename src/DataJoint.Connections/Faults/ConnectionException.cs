using System.Data.Common;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>The database could not be reached, or the configuration lacks what a connection needs. Contains no credential.</summary>
/// <remarks>
/// It is a <see cref="DbException"/>, so code that handles the drivers' exceptions handles it too.
/// The driver's own exception is the inner one, unless its text would tell the password.
/// </remarks>
public sealed class ConnectionException : DbException
{
    /// <summary>Creates the exception from what was found.</summary>
    /// <param name="diagnostics">What prevents it, the most important first; at least one.</param>
    /// <param name="isTransient">Whether the same attempt may succeed later without anybody changing anything.</param>
    /// <param name="innerException">The driver's own exception, or null. It must not carry a credential.</param>
    public ConnectionException(IReadOnlyList<Diagnostic> diagnostics, bool isTransient = false, Exception? innerException = null)
        : base(Compose(diagnostics), innerException)
    {
        Diagnostics = diagnostics;
        IsTransient = isTransient;
    }

    /// <summary>What prevents it, the most important first.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The id of the first diagnostic: <c>DJ</c> and four digits.</summary>
    public string Id => Diagnostics[0].Id;

    /// <summary>Whether the same attempt may succeed later without anybody changing anything; false by default.</summary>
    public override bool IsTransient { get; }

    /// <summary>The server's five-character code (SQL standard), or null when no server answered.</summary>
    public override string? SqlState => (InnerException as DbException)?.SqlState;

    internal static ConnectionException Closed(string target) => new(
        [new Diagnostic(DatabaseRules.DatabaseUnreachable, $"the connection to {target} is closed", "Open another one, for example with DJ.Conn().")]);

    private static string Compose(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        ArgumentOutOfRangeException.ThrowIfZero(diagnostics.Count, nameof(diagnostics));
        StringBuilder text = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            text.Append(text.Length == 0 ? "" : Environment.NewLine).Append(diagnostic.Id).Append(": ").Append(diagnostic.Message);
            if (diagnostic.Hint is not null)
            {
                text.Append(" (").Append(diagnostic.Hint).Append(')');
            }
        }

        return text.ToString();
    }
}
