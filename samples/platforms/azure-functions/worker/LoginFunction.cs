using System.Data.Common;
using System.Net;
using DataJoint.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace Laboratory;

/// <summary>Says as whom the application is logged in at the database.</summary>
public sealed class LoginFunction(DbDataSource source, ILogger<LoginFunction> log)
{
    /// <summary>Answers a request.</summary>
    [Function("login")]
    public async Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequestData request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            await using DbConnection connection = await source.OpenConnectionAsync(cancellation);
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SELECT CURRENT_USER()";
            HttpResponseData answer = request.CreateResponse(HttpStatusCode.OK);
            await answer.WriteStringAsync($"{await command.ExecuteScalarAsync(cancellation)}\n", cancellation);
            return answer;
        }
        catch (Exception error) when (error is IDataJointException or DbException)
        {
            // The message is for the log; a caller learns no more than that it may try again.
            log.LogError("{Message}", error.Message);
            return request.CreateResponse(HttpStatusCode.ServiceUnavailable);
        }
    }
}
