using System.Globalization;
using System.Text.Json;
using Azure.Core;
using DataJoint.Identities.Azure.Faults;

namespace DataJoint.Identities.Azure.Sources;

/// <summary>Asks for tokens over HTTP, as RFC 6749 has it and Microsoft's metadata services do.</summary>
internal sealed class TokenEndpoint(HttpClient client)
{
    private const int LargestAnswer = 1 << 20;

    /// <summary>Makes the request and understands the answer. Only codes of it go into a message: descriptions can repeat what was sent.</summary>
    /// <exception cref="AzureIdentityException">It is refused, or there is no answer.</exception>
    public async Task<AccessToken> AskAsync(HttpRequestMessage request, string source, CancellationToken cancellationToken)
    {
        string host = request.RequestUri!.Host;
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Understand(text, source) : throw Refused(text, (int)response.StatusCode, host, source);
        }
        catch (HttpRequestException)
        {
            throw new AzureIdentityException(AzureIdentityFault.Unavailable, $"{host}, which gives the tokens of {source}, cannot be reached.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AzureIdentityException(AzureIdentityFault.Unavailable, $"{host}, which gives the tokens of {source}, did not answer in time.");
        }
    }

    /// <summary>Understands the document that carries a token.</summary>
    /// <exception cref="AzureIdentityException">It is none.</exception>
    public static AccessToken Understand(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            string? token = (root.TryGetProperty("access_token", out JsonElement snake) ? snake : root.GetProperty("accessToken")).GetString();
            return new AccessToken(token!, ExpiryOf(root));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new AzureIdentityException(AzureIdentityFault.UnexpectedAnswer, $"the answer of {source} is not a token.");
        }
    }

    /// <summary>Whether a text is an answer of a token service at all: a token, or an error as RFC 6749 has it.</summary>
    public static bool IsAnswer(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && (root.TryGetProperty("error", out _) || root.TryGetProperty("access_token", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static DateTimeOffset ExpiryOf(JsonElement root)
    {
        // Seconds since 1970, as number or text, or seconds from now.
        if (root.TryGetProperty("expires_on", out JsonElement at) && NumberIn(at) is { } seconds)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        long? left = root.TryGetProperty("expires_in", out JsonElement rest) ? NumberIn(rest) : null;
        return TimeProvider.System.GetUtcNow().AddSeconds(left ?? 300);
    }

    private static long? NumberIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };

    private static AzureIdentityException Refused(string text, int status, string host, string source)
    {
        string code = CodeIn(text) is { } found ? $", {found}" : "";
        return new AzureIdentityException(
            AzureIdentityFault.Refused, FormattableString.Invariant($"{host} refuses {source} (HTTP {status}{code})."));
    }

    private static string? CodeIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            string? error = document.RootElement.TryGetProperty("error", out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return error is { Length: < 60 } && error.All(c => char.IsAsciiLetter(c) || c == '_') ? error : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
