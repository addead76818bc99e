using System.Data.Common;
using DataJoint;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Secrets.Google;

namespace Laboratory;

/// <summary>A service for Cloud Run, which also runs Cloud Functions: HTTP on the port that $PORT names, until SIGTERM.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // Only with a project reference: a package reference does this by itself.
        GoogleSecrets.Register();

        DbDataSource source;
        try
        {
            source = DJ.Config.CreateDataSource();
        }
        catch (Exception error) when (error is IDataJointException)
        {
            // Cloud Run keeps what is written here in the log of the revision, which does not start.
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }

        await using (source)
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
            builder.WebHost.UseUrls($"http://*:{Environment.GetEnvironmentVariable("PORT") ?? "8080"}");
            await using WebApplication service = builder.Build();
            service.MapGet("/", context => AnswerAsync(context, source));

            // Returns after SIGTERM, when the requests that had begun are answered.
            await service.RunAsync();
            return 0;
        }
    }

    private static async Task AnswerAsync(HttpContext context, DbDataSource source)
    {
        try
        {
            await using DbConnection connection = await source.OpenConnectionAsync(context.RequestAborted);
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SELECT CURRENT_USER()";
            await context.Response.WriteAsync($"{await command.ExecuteScalarAsync(context.RequestAborted)}\n");
        }
        catch (Exception error) when (error is IDataJointException or DbException)
        {
            // The message is for the log; a caller learns no more than that it may try again.
            await Console.Error.WriteLineAsync(error.Message);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
