using System.Text;

namespace DataJoint.Leaks;

/// <summary>The hooks of git that scan what is committed and pushed. A hook that was there before is kept, and runs first.</summary>
public sealed class LeakGuard
{
    /// <summary>What follows the name of a hook that was there before.</summary>
    public const string KeptSuffix = ".before-djc";

    private const string Mark = "# Installed by djc guard install; djc guard uninstall removes it.";
    private const int LongestHook = 1 << 20;

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _directory;

    /// <summary>The hooks of a directory.</summary>
    /// <param name="directory">Where git takes hooks from.</param>
    public LeakGuard(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _directory = directory;
    }

    /// <summary>The hooks that are installed: <c>pre-commit</c> and <c>pre-push</c>.</summary>
    public static IReadOnlyList<string> Hooks { get; } = ["pre-commit", "pre-push"];

    /// <summary>What is there.</summary>
    /// <param name="hook">One of <see cref="Hooks"/>.</param>
    /// <returns>The state.</returns>
    public GuardState Find(string hook)
    {
        FileInfo file = new(PathOf(hook));
        return !file.Exists ? GuardState.Missing
            : file.Length is > 0 and <= LongestHook && File.ReadAllText(file.FullName).Contains(Mark, StringComparison.Ordinal) ? GuardState.Installed
            : GuardState.Other;
    }

    /// <summary>Whether another hook is kept that the guard runs first.</summary>
    /// <param name="hook">One of <see cref="Hooks"/>.</param>
    /// <returns>True when there is one.</returns>
    public bool KeepsOther(string hook) => File.Exists(PathOf(hook) + KeptSuffix);

    /// <summary>Installs a hook, in place of one that is kept; an older form of the guard is replaced.</summary>
    /// <param name="hook">One of <see cref="Hooks"/>.</param>
    /// <exception cref="IOException">It cannot be written, or two other hooks are there.</exception>
    public void Install(string hook)
    {
        Directory.CreateDirectory(_directory);
        string path = PathOf(hook);
        if (Find(hook) == GuardState.Other)
        {
            File.Move(path, path + KeptSuffix);
        }

        File.WriteAllText(path, Script(hook), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Executable);
        }
    }

    /// <summary>Removes the guard, and puts the hook back that was there before.</summary>
    /// <param name="hook">One of <see cref="Hooks"/>.</param>
    /// <returns>False when the guard was not there.</returns>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public bool Uninstall(string hook)
    {
        if (Find(hook) != GuardState.Installed)
        {
            return false;
        }

        string path = PathOf(hook);
        if (KeepsOther(hook))
        {
            File.Move(path + KeptSuffix, path, overwrite: true);
        }
        else
        {
            File.Delete(path);
        }

        return true;
    }

    private string PathOf(string hook) => Path.Combine(_directory, hook);

    /// <summary>The other hook gets the same arguments and input, and its failure counts.</summary>
    private static string Script(string hook) =>
        $"""
        #!/bin/sh
        {Mark}
        input=$({(hook == "pre-push" ? "cat" : "true")})
        other="$(dirname -- "$0")/{hook}{KeptSuffix}"
        if [ -x "$other" ]; then
            printf '%s\n' "$input" | "$other" "$@" || exit
        fi
        if ! command -v djc >/dev/null 2>&1; then
            echo 'djc is not on the PATH, so nothing was scanned for leaks; the option --no-verify of git goes on without it' >&2
            exit 1
        fi
        printf '%s\n' "$input" | djc scan {(hook == "pre-push" ? "--pushed -- \"$1\"" : "--staged")}

        """.ReplaceLineEndings("\n");
}
