using DataJoint;
using DataJoint.Connections;
using DataJoint.Secrets.Azure;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Laboratory;

/// <summary>An isolated worker of Azure Functions. The application's settings are its variables, so DataJoint reads DJ_* without a line of code.</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        // Only with a project reference: a package reference does this by itself.
        AzureSecrets.Register();

        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
        builder.Services.AddSingleton(_ => DJ.Config.CreateDataSource());
        builder.Build().Run();
    }
}
