using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Laboratory;

/// <summary>The interface between Lambda and a runtime (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).</summary>
internal sealed class RuntimeApi : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Takes the address that Lambda gives: <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public RuntimeApi(string address) => _client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
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
        using HttpContent content = ToContent(answer, Json.Default.Login);
        using HttpResponseMessage taken = await _client.PostAsync($"invocation/{invocation.Id}/response", content);
        taken.EnsureSuccessStatusCode();
    }

    /// <summary>Says that an event could not be answered; the next one may be.</summary>
    public Task FailAsync(Invocation invocation, Failure failure) => FailAsync($"invocation/{invocation.Id}/error", failure);

    /// <summary>Says that no event can be answered, before the first one.</summary>
    public Task FailAtStartAsync(Failure failure) => FailAsync("init/error", failure);

    public void Dispose() => _client.Dispose();

    /// <summary>With its length, and not in chunks, which mean a streamed answer there.</summary>
    private static ByteArrayContent ToContent<T>(T value, JsonTypeInfo<T> type)
    {
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task FailAsync(string path, Failure failure)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ToContent(failure, Json.Default.Failure) };
        request.Headers.Add("Lambda-Runtime-Function-Error-Type", $"Function.{failure.ErrorType}");
        using HttpResponseMessage taken = await _client.SendAsync(request);
        taken.EnsureSuccessStatusCode();
    }
}
