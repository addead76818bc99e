namespace DataJoint.Cli.Exports;

/// <summary>One form that the variables of a configuration are exported in.</summary>
internal interface IExportFormat
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What takes it, for help.</summary>
    string Summary { get; }

    /// <summary>The program that keeps secrets by their names and creates them from its standard input, or null.</summary>
    SecretKeeper? Keeper => null;

    /// <summary>The program that encrypts secrets, where it is installed, or null.</summary>
    string? Encryptor => null;

    /// <summary>Whether a secret of a store is to have a variable of its own.</summary>
    bool SplitsStores { get; }

    /// <summary>Whether secrets are copied, into what it writes or by the commands that it names; otherwise they are taken from where they are at each start.</summary>
    bool CopiesSecrets => true;

    /// <summary>Whether the text of secrets stands in what it writes; otherwise that names where they are.</summary>
    /// <param name="reveals">Whether the user wants it to.</param>
    bool HoldsSecrets(bool reveals) => false;

    /// <summary>Writes it.</summary>
    /// <exception cref="CommandLine.CommandException">A value cannot be expressed.</exception>
    string Write(ExportRequest request);

    /// <summary>The commands that put the secrets where they belong; none for most.</summary>
    IReadOnlyList<SecretCommand> ListCommands(ExportRequest request) => [];
}
