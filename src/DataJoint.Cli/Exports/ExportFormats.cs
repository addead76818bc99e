namespace DataJoint.Cli.Exports;

/// <summary>All formats, in the order of help. A new one is one class and one line here.</summary>
internal static class ExportFormats
{
    public static IReadOnlyList<IExportFormat> All { get; } =
    [
        new DotenvFormat(),
        new ShellFormat(),
        new FishFormat(),
        new PowerShellFormat(),
        new DockerFormat(),
        new ComposeFormat(),
        new KubernetesFormat(),
        new GitHubFormat(),
        new GitLabFormat(),
        new SystemdFormat(),
        new JsonFormat(),
    ];
}
