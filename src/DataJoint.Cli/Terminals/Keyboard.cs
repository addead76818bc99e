using System.Runtime.Versioning;
using System.Text;

namespace DataJoint.Cli.Terminals;

/// <summary>Lines from the terminal of standard input, edited as the terminal edits lines, so that nothing about it changes but the echo.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Keyboard
{
    /// <summary>Reads a line; null when the input ends.</summary>
    public static string? ReadLine()
    {
        using DescriptorInput input = new(DescriptorInput.StandardInput);
        using MemoryStream line = new();
        byte[] block = new byte[Terminal.MaxLine + 1];
        while (true)
        {
            int read = input.Read(block, 0, block.Length);
            line.Write(block, 0, read);
            bool isWhole = read > 0 && block[read - 1] == '\n';
            if (read == 0 || isWhole)
            {
                return line.Length == 0 ? null : Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length - (isWhole ? 1 : 0));
            }
        }
    }

    /// <summary>Reads a line that the terminal does not show; null when the input ends.</summary>
    /// <param name="ask">Asks for it, once nothing that is typed is shown.</param>
    /// <param name="interruption">Ctrl-C.</param>
    /// <exception cref="OperationCanceledException">Ctrl-C instead of a line.</exception>
    /// <exception cref="IOException">The terminal cannot hide it.</exception>
    public static string? ReadHiddenLine(Action ask, CancellationToken interruption)
    {
        using HiddenEcho hidden = new();
        ask();
        string? line = Task.Run(ReadLine, CancellationToken.None).WaitAsync(interruption).GetAwaiter().GetResult();
        interruption.ThrowIfCancellationRequested(); // both may have come
        return line;
    }
}
