using DataJoint.Cli.Running;
using DataJoint.Configuration;

namespace DataJoint.Cli.Exports;

/// <summary>What a format writes.</summary>
internal sealed class ExportRequest
{
    public ExportRequest(IReadOnlyList<SettingVariable> variables) => Variables = variables;

    /// <summary>All variables, in the order of the reference.</summary>
    public IReadOnlyList<SettingVariable> Variables { get; }

    /// <summary>Those that are not secret.</summary>
    public IEnumerable<SettingVariable> Plain => Variables.Where(v => !v.IsSecret);

    /// <summary>Those that are secret, or hold secrets.</summary>
    public IEnumerable<SettingVariable> Secret => Variables.Where(v => v.IsSecret);

    /// <summary>Whether a format that can do without the text of secrets is to hold it.</summary>
    public bool Reveals { get; init; }

    /// <summary>Encrypts a credential for systemd: name and text in, lines of a unit out, or null where that cannot be done.</summary>
    public Func<string, string, string?> Encrypt { get; init; } = static (_, _) => null;

    /// <summary>Writes djc with the options that lead to the same configuration; asked only where a command is written.</summary>
    public Func<string> WriteProgram { get; init; } = static () => "djc";

    /// <summary>djc with the options that lead to the same configuration.</summary>
    public string Command => WriteProgram();

    /// <summary>The command that prints the text of a secret.</summary>
    public string PrintCommand(SettingVariable variable) =>
        !variable.IsGroup && ShellWord.From(variable.Key!) is string key ? $"{Command} config get {key} --reveal" : $"{Command} run -- printenv {variable.Name}";
}
