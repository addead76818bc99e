using System.Diagnostics;
using System.Globalization;

namespace DataJoint.Framework.Tests;

/// <summary>A real server that a program on .NET 10 has started for this one, and ends with it.</summary>
public sealed class RealServer
{
    private static readonly Dictionary<string, Lazy<RealServer>> Started = new[] { "mysql", "mariadb", "postgresql" }
        .ToDictionary(backend => backend, backend => new Lazy<RealServer>(() => new RealServer(backend)));

    private readonly Process _host;
    private readonly string[] _words;

    private RealServer(string backend)
    {
        string program = Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "../../DataJoint.Servers.Host/release/DataJoint.Servers.Host.dll");
        ProcessStartInfo start = new("dotnet", $"\"{Path.GetFullPath(program)}\" {backend}")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _host = Process.Start(start)!;
        _words = (_host.StandardOutput.ReadLine() ?? "unavailable\tDataJoint.Servers.Host ended").Split('\t');
    }

    public string Host => _words[1];

    public int Port => int.Parse(_words[2], CultureInfo.InvariantCulture);

    public string User => _words[3];

    public string Password => _words[4];

    public string Authority => _words[5];

    public string OtherAuthority => _words[6];

    public static RealServer Of(string backend)
    {
        RealServer server = Started[backend].Value;
        if (server._words[0] != "started" && Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException($"In CI every server must start: {server._words[1]}");
        }

        Assert.SkipUnless(server._words[0] == "started", server._words[1]);
        return server;
    }

    public static void EndAll()
    {
        foreach (Lazy<RealServer> one in Started.Values.Where(one => one.IsValueCreated))
        {
            try
            {
                // Another host may have inherited the other end, so that closing alone would not be seen.
                one.Value._host.StandardInput.WriteLine("end");
                one.Value._host.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has ended by itself.
            }

            one.Value._host.WaitForExit();
        }
    }
}
