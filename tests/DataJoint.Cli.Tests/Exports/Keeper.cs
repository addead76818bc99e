using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>A stand-in for gh and glab: it keeps what it reads under the name that it is told, and its command line. As glab does, it replaces only with update.</summary>
internal static class Keeper
{
    /// <summary>The repository that it says it is in.</summary>
    public const string Repository = "https://git.example.com/lab/pipeline";

    private const string Created = "created.";

    /// <summary>The beginning of a stand-in that says so.</summary>
    public const string Answer = $$"""
        if [ "$1" = repo ]; then echo '{"url":"{{Repository}}","web_url":"{{Repository}}"}'; exit 0; fi

        """;

    /// <summary>Puts it into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="refusal">What it says when it refuses everything, or null.</param>
    public static void Install(string folder, string name, string? refusal = null) => InstallScript(
        folder, name,
        Answer + (refusal is null
            ? $$"""
                printf '%s\n' "$*" >> '{{folder}}/lines'
                /usr/bin/env > '{{folder}}/environment'
                case "{{name}} $2" in
                    'glab set') if [ -e '{{folder}}/{{Created}}'$3 ]; then echo "{key: [($3) has already been taken]}" >&2; exit 1; fi ;;
                    'glab update') if [ ! -e '{{folder}}/{{Created}}'$3 ]; then echo '404 Variable Not Found' >&2; exit 1; fi ;;
                esac
                exec /bin/cat > '{{folder}}/{{Created}}'$3

                """
            : $"read -r text\necho \"{refusal} $text\" >&2\nexit 1\n"));

    /// <summary>Puts a program for the shell into a folder.</summary>
    public static void InstallScript(string folder, string name, string body)
    {
        ExecutableFile.Write(Path.Combine(folder, name), "#!/bin/sh\n" + body);
    }

    public static Dictionary<string, string> ListCreated(string folder) =>
        Directory.GetFiles(folder, Created + "*").ToDictionary(file => Path.GetFileName(file)[Created.Length..], File.ReadAllText);
}
