namespace DataJoint.Cli.CommandLine;

/// <summary>The options that every command takes, before or after its name.</summary>
internal static class GlobalOptions
{
    public static readonly OptionDefinition Project = new(
        "--project", "DIR", "Look for the project from DIR instead of the current directory (beats DJ_CONFIG_FILE)")
    { Kind = WordKind.Directory };
    public static readonly OptionDefinition Environment = new("--env", "NAME", "Choose an environment: its files are read too (else DJ_ENV)")
    { Kind = WordKind.Environment };
    public static readonly OptionDefinition Set = new("--set", "KEY=VALUE",
        "Give a setting a value for this command, above all other layers; repeatable; not for secrets, which others could see")
    { IsRepeatable = true, Kind = WordKind.Assignment };
    public static readonly OptionDefinition Strict = new("--strict", null, "Treat every warning as an error (else DJ_STRICT)");
    public static readonly OptionDefinition Trust = new(
        "--trust", "HOST", "Let credentials from outside the project go to HOST (host or host:port) for this command; references: all that the project refers to; repeatable (else DJ_TRUST)")
    { IsRepeatable = true, Kind = WordKind.Destination };
    public static readonly OptionDefinition AllowExec = new(
        "--allow-exec", null, "Let ref+exec:// references run the programs that they name (else DJ_ALLOW_EXEC)");
    public static readonly OptionDefinition Format = new(
        "--format", "FORMAT", "Form of the result: text or json (check also: github; sql also: csv; scan also: github, sarif, junit, html)")
    { Kind = WordKind.Format };
    public static readonly OptionDefinition Color = new(
        "--color", "WHEN", "Colours: always, never, or auto: on a terminal (else NO_COLOR, FORCE_COLOR)")
    { Choices = ColorOption.Choices };
    public static readonly OptionDefinition NoColor = new("--no-color", null, "No colours, as with --color never");
    public static readonly OptionDefinition Verbose = new("--verbose", null, "Name the files that are read, on standard error; never a secret");
    public static readonly OptionDefinition Help = new("--help", null, "Show help for the command; also: djc help COMMAND") { Short = "-h" };
    public static readonly OptionDefinition Version = new("--version", null, "Show the version");

    public static IReadOnlyList<OptionDefinition> All { get; } = [Project, Environment, Set, Strict, Trust, AllowExec, Format, Color, NoColor, Verbose, Help, Version];
}
