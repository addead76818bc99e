using System.Data.Common;
using DataJoint;
using DataJoint.Connections;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace Laboratory;

/// <summary>Calls the function as the host does, and prints its answer.</summary>
internal static class Program
{
    private static async Task Main()
    {
        using ILoggerFactory logs = LoggerFactory.Create(_ => { });
        await using DbDataSource source = DJ.Config.CreateDataSource();
        var function = new LoginFunction(source, logs.CreateLogger<LoginFunction>());
        HttpResponseData answer = await function.RunAsync(new LocalRequest(new LocalContext()), CancellationToken.None);
        answer.Body.Position = 0;
        using var text = new StreamReader(answer.Body);
        Console.WriteLine($"{(int)answer.StatusCode} {await text.ReadToEndAsync()}");
    }
}
