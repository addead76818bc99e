using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>Walks somebody through a rotation whose keys people make: says what to do at the server, and takes the new key.</summary>
internal sealed class KeyPrompts(CommandContext context, StoreSpec spec)
{
    private bool IsPiped => context.Has(RotateOptions.NewPair);

    /// <summary>Takes the new values of some settings, all on standard input or one after the other from a hidden prompt.</summary>
    /// <exception cref="CommandException">There is nobody to ask, or something is missing.</exception>
    public Task<IReadOnlyDictionary<string, Secret>> AskNewAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        string[] values = IsPiped ? ReadInput(settings) : Ask(settings);
        return Task.FromResult<IReadOnlyDictionary<string, Secret>>(
            settings.Zip(values).ToDictionary(pair => pair.First, pair => new Secret(pair.Second), StringComparer.Ordinal));
    }

    /// <summary>Says how a key is ended, and asks whether that is done.</summary>
    public Task<bool> AskEndedAsync(string key, CancellationToken cancellationToken)
    {
        context.Output.Flush();
        context.WriteNote($"both keys work; now end {key}: {KeyAdvice.For(spec).End}");
        return Task.FromResult(!IsPiped && Question.CanBeAsked(context.Terminal) && Question.Ask(context, "Is it ended?"));
    }

    private string[] Ask(IReadOnlyList<string> settings)
    {
        if (!Question.CanBeAsked(context.Terminal))
        {
            throw CommandException.UsageError("cannot prompt: no terminal", "add --new-pair-stdin to give the new key on standard input");
        }

        context.WriteNote(KeyAdvice.For(spec).Make);
        return [.. settings.Select(setting => HiddenLine.Ask(context, setting, $"new {Display.Sanitize(setting)} (hidden): ").Trim())];
    }

    /// <summary>A line for each; one alone may be a document of many lines.</summary>
    private string[] ReadInput(IReadOnlyList<string> settings)
    {
        byte[] buffer = new byte[ProjectEditor.MaxSecretBytes + 1];
        using Stream input = context.Terminal.OpenInput();
        int length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Secret? read = EditReport.Guard(() => ProjectEditor.ReadSecret(settings[^1], buffer[..length]));
        string[] lines = settings.Count == 1 ? [read?.Reveal() ?? ""]
            : [.. (length > ProjectEditor.MaxSecretBytes ? "" : Encoding.UTF8.GetString(buffer, 0, length)).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return lines.Length == settings.Count && lines.All(line => line.Length > 0)
            ? lines
            : throw CommandException.UsageError($"standard input does not give {string.Join(" and ", settings.Select(setting => Display.Sanitize(setting)))}", "write each on a line of its own, in this order");
    }
}
