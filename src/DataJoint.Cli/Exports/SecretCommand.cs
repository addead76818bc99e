using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>A program that keeps a secret, which it reads from its standard input.</summary>
internal sealed class SecretCommand
{
    public SecretCommand(string program, SettingVariable secret, params IReadOnlyList<IReadOnlyList<string>> attempts)
    {
        Tool = program;
        Secret = secret;
        Attempts = attempts;
    }

    public string Tool { get; }

    public SettingVariable Secret { get; }

    /// <summary>Words that no shell acts on: those that keep the secret, and those for the case that they fail, since there is one of this name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Attempts { get; }

    /// <summary>The commands as they are typed.</summary>
    public IEnumerable<string> Lines => Attempts.Select(words => string.Join(' ', [Tool, .. words]));
}
