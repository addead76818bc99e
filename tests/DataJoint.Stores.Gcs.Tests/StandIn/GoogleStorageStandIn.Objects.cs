using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataJoint.Stores.Gcs.Tests;

internal sealed partial class GoogleStorageStandIn
{
    private const int Quantum = 256 << 10;

    private static readonly string[] Described = ["contentType", "contentEncoding", "contentLanguage", "contentDisposition", "cacheControl", "customTime", "metadata"];

    private static JsonObject Resource(StoredObject found) =>
        new(found.About.DeepClone().AsObject().Select(member => new KeyValuePair<string, JsonNode?>(member.Key, member.Value?.DeepClone())))
        {
            ["name"] = found.Name,
            ["size"] = found.Bytes.Length.ToString(CultureInfo.InvariantCulture),
            ["updated"] = found.Updated.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["generation"] = found.Generation.ToString(CultureInfo.InvariantCulture),
            ["crc32c"] = found.Crc,
        };

    private static JsonObject AboutOf(JsonDocument document) =>
        new(document.RootElement.EnumerateObject().Where(member => Described.Contains(member.Name))
            .Select(member => new KeyValuePair<string, JsonNode?>(member.Name, JsonNode.Parse(member.Value.GetRawText()))));

    private async Task ListAsync(StandInRequest request)
    {
        if (RogueListing is { } rogue)
        {
            await request.AnswerAsync(200, rogue);
            return;
        }

        string prefix = request.Query["prefix"] ?? "";
        string? delimiter = request.Query["delimiter"];
        int max = (int)(request.Number("maxResults") ?? 1000);
        string? after = request.Query["pageToken"];
        List<object> items = [];
        List<string> folders = [];
        string? last = null;
        bool more = false;
        foreach (StoredObject found in Bucket.List(prefix))
        {
            int cut = delimiter is null ? -1 : found.Name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            string shown = cut < 0 ? found.Name : found.Name[..(cut + 1)];
            if ((after is not null && string.CompareOrdinal(shown, after) <= 0) || folders.Contains(shown))
            {
                continue;
            }

            if (items.Count + folders.Count == max)
            {
                more = true;
                break;
            }

            (last, _) = (shown, cut < 0);
            if (cut < 0)
            {
                items.Add(Resource(found));
            }
            else
            {
                folders.Add(shown);
            }
        }

        Dictionary<string, object> page = [];
        if (items.Count > 0)
        {
            page["items"] = items;
        }

        if (folders.Count > 0)
        {
            page["prefixes"] = folders;
        }

        if (more)
        {
            page["nextPageToken"] = last!;
        }

        await request.AnswerAsync(200, JsonSerializer.Serialize(page));
    }

    private async Task GetAsync(StandInRequest request, string name)
    {
        StoredObject found = Bucket.Get(name, request.Number("ifGenerationMatch"));
        if (request.Query["alt"] != "media")
        {
            await request.AnswerAsync(200, JsonSerializer.Serialize(Resource(found)));
            return;
        }

        (int from, int to) = (0, found.Bytes.Length);
        bool isPart = request.Header("Range") is not null;
        if (request.Header("Range") is { } range)
        {
            string[] ends = range["bytes=".Length..].Split('-');
            long first = long.Parse(ends[0], CultureInfo.InvariantCulture);
            if (first >= found.Bytes.Length)
            {
                throw new Refusal(416, "Request range not satisfiable", "requestedRangeNotSatisfiable");
            }

            from = (int)first;
            to = ends[1].Length == 0 ? to : (int)Math.Min(to, long.Parse(ends[1], CultureInfo.InvariantCulture) + 1);
        }

        request.Context.Response.Headers["x-goog-generation"] = found.Generation.ToString(CultureInfo.InvariantCulture);
        request.Context.Response.Headers["x-goog-hash"] = $"crc32c={found.Crc},md5=AAAAAAAAAAAAAAAAAAAAAA==";
        request.Context.Response.Headers["Last-Modified"] = found.Updated.ToString("r", CultureInfo.InvariantCulture);
        await request.AnswerAsync(isPart ? 206 : 200, found.Bytes[from..to], "application/octet-stream");
    }

    private async Task DeleteAsync(StandInRequest request, string name)
    {
        Bucket.Delete(name, request.Number("ifGenerationMatch"));
        await request.AnswerAsync(204, []);
    }

    private async Task RewriteAsync(StandInRequest request, string from, string to)
    {
        StoredObject source = Bucket.Get(from, request.Number("ifSourceGenerationMatch"));

        // A large one takes several calls, and its token says how far it is.
        if (source.Bytes.Length > 1 << 20 && request.Query["rewriteToken"] is null)
        {
            await request.AnswerAsync(200, """{ "kind": "storage#rewriteResponse", "done": false, "rewriteToken": "half/way=" }""");
            return;
        }

        byte[] body = await request.ReadAsync();
        using JsonDocument? about = body.Length == 0 ? null : JsonDocument.Parse(body);
        StoredObject copy = Bucket.Put(to, source.Bytes, request.Number("ifGenerationMatch"), null, about is null ? source.About : AboutOf(about));
        await request.AnswerAsync(200, JsonSerializer.Serialize(new { kind = "storage#rewriteResponse", done = true, resource = Resource(copy) }));
    }

    private async Task BeginUploadAsync(StandInRequest request)
    {
        byte[] body = await request.ReadAsync();
        if (request.Query["uploadType"] == "resumable")
        {
            using var wanted = JsonDocument.Parse(body);
            string id = "CANARY-" + Guid.NewGuid().ToString("n");
            Interlocked.Increment(ref _begun);
            _sessions[id] = new StandInSession(wanted.RootElement.GetProperty("name").GetString()!, request.Number("ifGenerationMatch"), AboutOf(wanted));
            request.Context.Response.Headers["Location"] = $"http://{request.Header("Host")}/session/{id}";
            await request.AnswerAsync(200, []);
            return;
        }

        (JsonDocument metadata, byte[] content) = Split(body, request.Header("Content-Type")!);
        using (metadata)
        {
            string? crc = metadata.RootElement.TryGetProperty("crc32c", out JsonElement sum) ? sum.GetString() : null;
            StoredObject put = Bucket.Put(metadata.RootElement.GetProperty("name").GetString()!, content, request.Number("ifGenerationMatch"), crc, AboutOf(metadata));
            await request.AnswerAsync(200, JsonSerializer.Serialize(Resource(put)));
        }
    }

    /// <summary>The two parts of multipart/related.</summary>
    private static (JsonDocument Metadata, byte[] Content) Split(byte[] body, string type)
    {
        byte[] boundary = Encoding.ASCII.GetBytes("--" + type.Split("boundary=")[1].Trim('"'));
        int first = body.AsSpan().IndexOf(boundary) + boundary.Length;
        int second = first + body.AsSpan(first).IndexOf(boundary);
        int end = body.AsSpan().LastIndexOf(boundary);
        return (JsonDocument.Parse(Content(body.AsMemory(first, second - first))), Content(body.AsMemory(second + boundary.Length, end - second - boundary.Length)).ToArray());

        static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> part)
        {
            int start = part.Span.IndexOf("\r\n\r\n"u8) + 4;
            return part[start..^2];
        }
    }

    private async Task TakeChunkAsync(StandInRequest request, string id)
    {
        StandInSession session = _sessions.GetValueOrDefault(id) ?? throw new Refusal(404, "Not Found", "notFound");
        byte[] bytes = await request.ReadAsync();
        string[] range = request.Header("Content-Range")!["bytes ".Length..].Split('/');
        lock (session)
        {
            if (session.Finished is null)
            {
                Keep(session, bytes, range[0]);
                Finish(session, range[1]);
            }
        }

        if (session.Finished is { } done)
        {
            await request.AnswerAsync(200, JsonSerializer.Serialize(Resource(done)));
            return;
        }

        if (session.Received.Length > 0)
        {
            request.Context.Response.Headers["Range"] = $"bytes=0-{session.Received.Length - 1}";
        }

        await request.AnswerAsync(308, []);
    }

    private void Keep(StandInSession session, byte[] bytes, string range)
    {
        if (range == "*")
        {
            return;
        }

        long first = long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture);
        if (first > session.Received.Length)
        {
            throw new Refusal(503, "Invalid request: gap.", "backendError");
        }

        // What is held already is ignored.
        int known = (int)Math.Min(bytes.Length, session.Received.Length - first);
        int taken = Math.Min(bytes.Length - known, TakesAtMost);
        session.Received.Write(bytes, known, taken);
    }

    private void Finish(StandInSession session, string total)
    {
        if (total == "*" || session.Received.Length < long.Parse(total, CultureInfo.InvariantCulture))
        {
            // Between chunks only whole multiples are kept.
            session.Received.SetLength(session.Received.Length / Quantum * Quantum);
            session.Received.Position = session.Received.Length;
            return;
        }

        byte[] whole = session.Received.ToArray();
        whole[^1] ^= Damages ? (byte)1 : (byte)0;
        session.Finished = Bucket.Put(session.Name, whole, session.IfGeneration, null, session.About);
    }

    private async Task DropAsync(StandInRequest request, string id)
    {
        _sessions.TryRemove(id, out _);
        await request.AnswerAsync(499, []);
    }
}
