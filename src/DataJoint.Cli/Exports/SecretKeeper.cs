using System.Text.Json;

namespace DataJoint.Cli.Exports;

/// <summary>A program that keeps secrets by their names, for the repository in whose folder it is called.</summary>
internal sealed class SecretKeeper
{
    private readonly string _member;

    /// <summary>Describes it.</summary>
    /// <param name="program">What it is called.</param>
    /// <param name="question">The words with which it describes that repository as a JSON object.</param>
    /// <param name="member">The member of it that is the repository's address.</param>
    public SecretKeeper(string program, IReadOnlyList<string> question, string member)
    {
        Tool = program;
        Question = question;
        _member = member;
    }

    public string Tool { get; }

    public IReadOnlyList<string> Question { get; }

    /// <summary>The address of the repository in an answer; null when there is none in it.</summary>
    public string? FindRepository(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(_member, out JsonElement address)
                && address.ValueKind == JsonValueKind.String && address.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
