using System.Buffers;
using System.Text;

namespace DataJoint.Cli.Clients;

/// <summary>A command as it is typed into a shell: POSIX, or PowerShell on Windows.</summary>
internal static class ShellLine
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:+=,");

    public static string Format(ClientCommand command, bool isWindows)
    {
        IEnumerable<string> variables = command.Variables.Select(v => isWindows ? $"$env:{v.Name} = {Quote(v.Value, isWindows)};" : $"{v.Name}={Quote(v.Value, isWindows)}");
        return string.Join(' ', [.. variables, command.Program, .. command.Arguments.Select(a => IsPlain(a) ? a : Quote(a, isWindows))]);
    }

    /// <summary>In single quotes, between which neither shell acts on anything; PowerShell takes typographic ones for the same.</summary>
    private static string Quote(string word, bool isWindows)
    {
        StringBuilder quoted = new("'");
        foreach (char c in word)
        {
            _ = isWindows
                ? quoted.Append(c, c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? 2 : 1)
                : quoted.Append(c == '\'' ? "'\\''" : c.ToString());
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>Whether no shell acts on any of it.</summary>
    private static bool IsPlain(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain);
}
