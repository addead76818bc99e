using DataJoint.Cli.Running;

namespace DataJoint.Cli.Exports;

/// <summary>A program that keeps a secret, which it reads from its standard input.</summary>
internal sealed class SecretCommand
{
    public SecretCommand(string program, IReadOnlyList<string> arguments, SettingVariable secret)
    {
        Program = program;
        Arguments = arguments;
        Secret = secret;
    }

    public string Program { get; }

    /// <summary>Words that no shell acts on.</summary>
    public IReadOnlyList<string> Arguments { get; }

    public SettingVariable Secret { get; }

    /// <summary>The command as it is typed.</summary>
    public string Line => string.Join(' ', [Program, .. Arguments]);
}
