using DataJoint.Connections;

namespace DataJoint.Cli;

/// <summary>What a command that uses the database ends with when it cannot.</summary>
internal static class DatabaseExit
{
    /// <summary>3 for a setting that is missing or wrong, 1 for a statement that fails, else 4: the server could not be reached or refused.</summary>
    internal static int Of(ConnectionException refused) => refused.Id switch
    {
        "DJ3001" or "DJ3002" or "DJ3003" or "DJ3026" => ExitCode.InvalidConfiguration,
        "DJ3016" or "DJ3027" => ExitCode.No,
        _ => ExitCode.Unreachable,
    };
}
