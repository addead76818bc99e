using System.Data.Common;
using System.Text.Json;

namespace Laboratory;

/// <summary>What the function does with an event.</summary>
internal sealed class LoginFunction(DbDataSource source)
{
    public async Task<Login> HandleAsync(byte[] text)
    {
        Question question = JsonSerializer.Deserialize(text, Json.Default.Question) ?? throw new JsonException("The event is null.");
        await using DbConnection connection = await source.OpenConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT CURRENT_USER()";
        return new Login($"{await command.ExecuteScalarAsync()}", $"Hello {question.Name}");
    }
}
