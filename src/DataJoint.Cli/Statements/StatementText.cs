using System.Text;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Statements;

/// <summary>Takes the statement from the command line or standard input.</summary>
internal static class StatementText
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const string FromInput = "-";

    /// <exception cref="CommandException">There is none.</exception>
    public static string Read(CommandContext context)
    {
        string? given = context.Arguments.Count == 0 ? null : context.Arguments[0];
        if (given is not null and not FromInput)
        {
            return given;
        }

        if (given is null && context.Terminal.IsInputTerminal)
        {
            throw CommandException.UsageError("djc sql needs a statement", "djc sql 'SELECT 1', or a statement on standard input");
        }

        using Stream input = context.Terminal.OpenInput();
        return Decode(ReadAll(input));
    }

    private static ReadOnlySpan<byte> ReadAll(Stream input)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        for (int read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            all.Write(buffer, 0, read);
            if (all.Length > MaxBytes)
            {
                throw CommandException.UsageError("the statement is larger than 16 MiB", "load large data with the client of the database, see djc conn");
            }
        }

        return all.GetBuffer().AsSpan(0, (int)all.Length);
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw CommandException.UsageError("the statement on standard input is not UTF-8");
        }
    }
}
