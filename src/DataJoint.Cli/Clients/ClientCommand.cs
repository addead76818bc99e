using DataJoint.Configuration;

namespace DataJoint.Cli.Clients;

/// <summary>A database's own command-line program, called for the configured database.</summary>
/// <param name="Program">The name of the program.</param>
/// <param name="Arguments">Its arguments; none of them is ever the password.</param>
/// <param name="PasswordVariable">The variable that the program takes the password from, or null when it takes none.</param>
/// <param name="Password">The password, only where the user asked to see it.</param>
internal sealed record ClientCommand(string Program, IReadOnlyList<string> Arguments, string? PasswordVariable, Secret? Password)
{
    /// <summary>What is set in front of the program: a variable is seen by the user and root, an argument by everybody.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables =>
        PasswordVariable is null || Password is null ? [] : [(PasswordVariable, Password.Reveal())];
}
