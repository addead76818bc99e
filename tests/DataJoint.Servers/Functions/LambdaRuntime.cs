using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataJoint.Servers;

/// <summary>AWS Lambda as Vercel's <c>fun</c> imitates it: starts the <c>bootstrap</c> of a folder, serves it the Runtime API, and freezes it between events.</summary>
public static class LambdaRuntime
{
    private const string Program = "/usr/bin/node";
    private const string ProcessList = "/usr/bin/ps";
    private const string Mark = "answer: ";

    // A function that has answered is frozen, and fun leaves it so: whoever started it ends it.
    private const string Script = """
        const processes = require('child_process');
        const { spawn } = processes;
        const started = [];
        processes.spawn = (...words) => { const child = spawn(...words); started.push(child); return child; };
        process.on('exit', () => started.forEach(child => child.kill('SIGKILL')));

        const { createFunction } = require('@vercel/fun');
        const { variables, folder, events } = JSON.parse(process.env.FUNCTION);
        (async () => {
          const lambda = await createFunction({
            Code: { Directory: folder }, Handler: 'any', Runtime: 'provided', Region: 'eu-central-1',
            AccessKeyId: 'AKIDFAKE', SecretAccessKey: 'fake-secret-key', Environment: { Variables: variables },
          });
          lambda.provider.pool._config.acquireTimeoutMillis = undefined; // no limit: five seconds are short where the machine is busy
          for (const Payload of events) {
            const result = await lambda.invoke({ InvocationType: 'RequestResponse', Payload });
            console.log('answer: ' + JSON.stringify({ Error: result.FunctionError ?? null, Payload: String(result.Payload) }));
          }
          await Promise.all(started.filter(child => child.exitCode === null && child.signalCode === null)
            .map(child => new Promise(ended => { child.on('exit', ended); child.kill('SIGKILL'); })));
          process.exit(0);
        })();
        """;

    private static readonly string Modules = ServersDirectory.Of("lambda", "node_modules");

    /// <summary>Starts the function, sends it events one after the other, and ends it.</summary>
    /// <param name="folder">Where <c>bootstrap</c> is; the function's current directory.</param>
    /// <param name="variables">The function's environment variables, besides those that Lambda sets.</param>
    /// <param name="events">The events' texts.</param>
    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static async Task<IReadOnlyList<LambdaAnswer>> InvokeAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] events)
    {
        if (!File.Exists(Program) || !File.Exists(ProcessList))
        {
            throw new UnavailableException($"{Program} or {ProcessList} is missing (Debian: nodejs, procps)");
        }

        if (!Directory.Exists(Path.Combine(Modules, "@vercel", "fun")))
        {
            throw new UnavailableException($"@vercel/fun is not in {ServersDirectory.Root}: run ./test, which installs it");
        }

        DirectoryInfo cache = Directory.CreateTempSubdirectory("datajoint-lambda-");
        try
        {
            var function = new JsonObject
            {
                ["folder"] = folder,
                ["variables"] = JsonSerializer.SerializeToNode(variables),
                ["events"] = JsonSerializer.SerializeToNode(events),
            };
            var command = new ServerCommand(Program, "-e", Script)
            {
                Environment = new Dictionary<string, string> { ["NODE_PATH"] = Modules, ["XDG_CACHE_HOME"] = cache.FullName, ["FUNCTION"] = function.ToJsonString() },
            };
            string output = await ServerProcess.RunAsync(command, TimeSpan.FromMinutes(2), CancellationToken.None);
            IEnumerable<string> answers = output.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal));
            return [.. answers.Select(line => JsonSerializer.Deserialize<LambdaAnswer>(line[Mark.Length..])!)];
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }
}
