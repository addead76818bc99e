using System.Globalization;

namespace DataJoint.Servers;

/// <summary>Amazon's own Python library, which comes with moto: a judge of signatures.</summary>
public static class BotoCore
{
    private const string Python = "/usr/bin/python3";

    // Keys, time and the rest come as arguments; the time takes the place of the clock.
    private const string Sign = """
        import sys, datetime, botocore.auth, botocore.session
        id, key, token, time, host, port, user, region = sys.argv[1:]
        now = datetime.datetime.fromisoformat(time)
        botocore.auth.get_current_datetime = lambda *a, **k: now
        session = botocore.session.Session()
        session.set_credentials(id, key, token or None)
        print(session.create_client('rds', region_name=region).generate_db_auth_token(host, int(port), user))
        """;

    /// <summary>The token with which a user logs in at a database of RDS.</summary>
    /// <param name="keys">Access key, secret key and session token; obviously fake.</param>
    /// <param name="now">When.</param>
    /// <param name="server">Host and port.</param>
    /// <param name="user">Who logs in.</param>
    /// <param name="region">Where.</param>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<string> SignLoginAsync((string Id, string Secret, string Token) keys, DateTimeOffset now, (string Host, int Port) server, string user, string region)
    {
        SidFolder.Require(Python);
        string time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var command = new ServerCommand(
            Python, "-c", Sign, keys.Id, keys.Secret, keys.Token, time, server.Host, server.Port.ToString(CultureInfo.InvariantCulture), user, region)
        { Chroot = SidFolder.Root };
        return (await ServerProcess.RunAsync(command, TimeSpan.FromMinutes(2), CancellationToken.None)).Trim();
    }
}
