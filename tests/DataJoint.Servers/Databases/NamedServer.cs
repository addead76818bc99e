namespace DataJoint.Servers;

/// <summary>The variables that point the tests at a server which is already there.</summary>
internal static class NamedServer
{
    /// <summary>Fails where <paramref name="variable"/> names a server: it cannot be started with options of ours.</summary>
    public static void RequireNone(string variable)
    {
        if (ServerAddress.From(variable) is { } named)
        {
            throw new UnavailableException($"{variable} names {named.Host}:{named.Port}, which the tests do not start with options of their own");
        }
    }

    /// <summary>For <see cref="DatabaseServer.Version"/>.</summary>
    public static string Version(string variable) => "as named by " + variable;
}
