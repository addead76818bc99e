using System.Globalization;

namespace DataJoint.Servers;

/// <summary>Who can be reached where. A class and not a record: a record would print the password.</summary>
internal sealed class ServerAddress(string host, int port, string user, string password)
{
    public string Host => host;

    public int Port => port;

    public string User => user;

    public string Password => password;

    /// <summary>The account on a server that the tests started.</summary>
    public static ServerAddress Ours(int port) => new("127.0.0.1", port, DatabaseServer.DefaultUser, DatabaseServer.DefaultPassword);

    /// <summary>What <paramref name="variable"/> holds, or null where it is not set: <c>user:password@host:port</c>. The last @ ends the password.</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static ServerAddress? From(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? Parse(variable, text) : null;

    public static ServerAddress Parse(string variable, string text)
    {
        int at = text.LastIndexOf('@');
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int port = text.LastIndexOf(':');
        if (colon < 1 || at < colon || port < at || !int.TryParse(text[(port + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw new FormatException($"{variable} is not user:password@host:port");
        }

        return new ServerAddress(text[(at + 1)..port].Trim('[', ']'), number, text[..colon], text[(colon + 1)..at]);
    }
}
