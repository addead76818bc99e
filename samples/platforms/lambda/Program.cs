using System.Data.Common;
using DataJoint;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Secrets.Aws;

namespace Laboratory;

/// <summary>A custom runtime of AWS Lambda: reads the configuration once, keeps the connections, and answers one event after the other.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        // Only with a project reference: a package reference does this by itself.
        AwsSecrets.Register();

        using var lambda = new RuntimeApi(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") ?? "");
        DbDataSource source;
        try
        {
            source = DJ.Config.CreateDataSource();
        }
        catch (Exception error) when (error is IDataJointException)
        {
            await lambda.FailAtStartAsync(Failure.From(error));
            return 1;
        }

        await using (source)
        {
            var function = new LoginFunction(source);
            while (true)
            {
                await AnswerNextAsync(lambda, function);
            }
        }
    }

    private static async Task AnswerNextAsync(RuntimeApi lambda, LoginFunction function)
    {
        Invocation invocation = await lambda.NextAsync();
        try
        {
            await lambda.AnswerAsync(invocation, await function.HandleAsync(invocation.Event));
        }
        catch (Exception error) when (error is IDataJointException or DbException or System.Text.Json.JsonException)
        {
            await lambda.FailAsync(invocation, Failure.From(error));
        }
    }
}
