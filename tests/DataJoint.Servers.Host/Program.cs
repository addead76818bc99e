using DataJoint.Servers;
using DataJoint.Servers.Host;

if (args.Contains("--"))
{
    return await GuestRun.RunAsync(args);
}

// One argument: the backend. One line of output, a word a tab: host, port, user, password, authority, another authority. It ends when its input does.
Certificates certificates = Certificates.Shared;
DatabaseOptions options = new() { Certificate = certificates.Valid };
try
{
    DatabaseServer server = args switch
    {
        ["mysql"] => await MySqlServer.StartAsync(options),
        ["mariadb"] => await MariaDbServer.StartAsync(options),
        ["postgresql"] => await PostgreSqlServer.StartAsync(options),
        _ => throw new UnavailableException("Usage: DataJoint.Servers.Host mysql|mariadb|postgresql, or DataJoint.Servers.Host -- COMMAND"),
    };
    Console.WriteLine(string.Join('\t', "started", server.Host, server.Port, server.User, server.Password, certificates.CaFile, certificates.ForeignCaFile));
    await Console.In.ReadLineAsync();
    await StartedServers.EndAsync();
}
catch (UnavailableException missing)
{
    Console.WriteLine("unavailable\t" + missing.Message.ReplaceLineEndings(" "));
}

return 0;
