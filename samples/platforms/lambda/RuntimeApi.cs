using System.Net.Http.Json;

namespace Laboratory;

/// <summary>The interface between Lambda and a runtime (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).</summary>
internal sealed class RuntimeApi : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Takes the address that Lambda gives: <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public RuntimeApi(string address) => _client = new HttpClient
    {
        BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),

        // The next event may be hours away; Lambda freezes the process until then.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for an event.</summary>
    public async Task<Invocation> NextAsync()
    {
        using HttpResponseMessage next = await _client.GetAsync("invocation/next");
        next.EnsureSuccessStatusCode();
        return new Invocation(next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single(), await next.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Answers an event.</summary>
    public async Task AnswerAsync(Invocation invocation, Login answer)
    {
        using HttpResponseMessage taken = await _client.PostAsJsonAsync($"invocation/{invocation.Id}/response", answer, Json.Default.Login);
        taken.EnsureSuccessStatusCode();
    }

    /// <summary>Says that an event could not be answered; the next one may be.</summary>
    public Task FailAsync(Invocation invocation, Failure failure) => FailAsync($"invocation/{invocation.Id}/error", failure);

    /// <summary>Says that no event can be answered, before the first one.</summary>
    public Task FailAtStartAsync(Failure failure) => FailAsync("init/error", failure);

    public void Dispose() => _client.Dispose();

    private async Task FailAsync(string path, Failure failure)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(failure, Json.Default.Failure) };
        request.Headers.Add("Lambda-Runtime-Function-Error-Type", $"Function.{failure.ErrorType}");
        using HttpResponseMessage taken = await _client.SendAsync(request);
        taken.EnsureSuccessStatusCode();
    }
}
