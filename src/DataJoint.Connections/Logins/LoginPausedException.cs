using System.Globalization;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Logins;

/// <summary>The pair of user and password was refused before, and it is not yet time to send it again.</summary>
internal sealed class LoginPausedException(DateTimeOffset since, DateTimeOffset next) : Exception("The login is paused.")
{
    public DateTimeOffset Since { get; } = since;

    public DateTimeOffset Next { get; } = next;

    /// <summary>Another attempt with a pair that was refused might lock the account.</summary>
    public Fault Explain(SessionContext context) => CommonFaults.CredentialsRefused(
        context, $"it did so at {Time(Since)}, and the same pair is not sent again before {Time(Next)}, so that the account is not locked");

    private static string Time(DateTimeOffset time) => time.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
