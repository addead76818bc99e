using System.Text;

namespace DataJoint.Cli.Tests;

/// <summary>A Markdown page with console blocks: <c>$ command</c>, continued on lines that start with <c>&gt; </c>, followed by what it prints.</summary>
internal sealed class ConsoleDocument
{
    private const string Opening = "```console";
    private const string Closing = "```";
    private readonly string[] _lines;

    private ConsoleDocument(string[] lines) => _lines = lines;

    public static ConsoleDocument Read(string path) => new(File.ReadAllText(path).Split('\n'));

    /// <summary>The page with the output of every command as the shell gives it now.</summary>
    /// <param name="shell">Runs a command.</param>
    /// <param name="serve">Starts the server that the page asks for from there on.</param>
    public string Replay(Func<string, string> shell, Action<string> serve)
    {
        StringBuilder page = new();
        for (int i = 0; i < _lines.Length; i++)
        {
            Append(page, _lines[i]);
            if (PageServer.Order(_lines[i]) is string order)
            {
                serve(order);
            }
            else if (_lines[i] == Opening)
            {
                i = ReplayBlock(page, i + 1, shell);
            }
        }

        page.Length--;
        return page.ToString();
    }

    private int ReplayBlock(StringBuilder page, int line, Func<string, string> shell)
    {
        while (_lines[line] != Closing)
        {
            if (!_lines[line].StartsWith("$ ", StringComparison.Ordinal))
            {
                line++; // output, which is made again
                continue;
            }

            Append(page, _lines[line]);
            StringBuilder command = new(_lines[line++][2..]);
            for (; _lines[line].StartsWith("> ", StringComparison.Ordinal) || _lines[line] == ">"; line++)
            {
                Append(page, _lines[line]);
                command.Append('\n').Append(_lines[line].Length > 2 ? _lines[line][2..] : "");
            }

            string output = shell(command.ToString()).TrimEnd('\n');
            if (output.Length > 0)
            {
                Append(page, output);
            }
        }

        Append(page, Closing);
        return line;
    }

    private static void Append(StringBuilder page, string line) => page.Append(line).Append('\n');
}
