using System.Diagnostics;

namespace DataJoint.Tests;

/// <summary>A program of samples/, as the tests' build left it.</summary>
internal static class SampleProgram
{
    /// <summary>Where the tests were built.</summary>
    public static string Checkout { get; } = FindCheckout();

    /// <summary>
    /// Runs a sample in a project's directory, without the variables of this process; again where a busy machine took longer than the time that an opening has.
    /// </summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, string folder)
    {
        (int ExitCode, string Output) run = await RunOnceAsync(name, folder);
        for (int i = 0; i < 10 && run.Output.Contains("DJ3013", StringComparison.Ordinal); i++)
        {
            run = await RunOnceAsync(name, folder);
        }

        return run;
    }

    /// <summary>The folder with what the build made of a sample.</summary>
    public static string FolderOf(string name) => Path.Combine(Checkout, "artifacts", "bin", name, new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>Starts a sample in a project's directory, with these variables in place of the <c>DJ_*</c> of this process.</summary>
    public static Process Start(string name, string folder, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(FolderOf(name), name + ".dll")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        foreach ((string variable, string value) in variables)
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<(int ExitCode, string Output)> RunOnceAsync(string name, string folder)
    {
        using Process process = Start(name, folder, new Dictionary<string, string>());
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static string FindCheckout()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "DataJoint.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests run below the checkout.");
    }
}
