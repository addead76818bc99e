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
    /// <returns>The state. A link is a hook of somebody else, wherever it leads.</returns>
    public GuardState Find(string hook)
    {
        string path = PathOf(hook);
        if (Place(hook) is not null)
        {
            return GuardState.Installed;
        }

        FileInfo file = new(path);
        return file.LinkTarget is null && !file.Exists ? GuardState.Missing
            : Read(path)?.Contains(Mark, StringComparison.Ordinal) == true ? GuardState.Changed
            : GuardState.Other;
    }

    /// <summary>Whether another hook is kept that the guard runs first.</summary>
    /// <param name="hook">One of <see cref="Hooks"/>.</param>
    /// <returns>True when there is one.</returns>
    public bool KeepsOther(string hook) => File.Exists(PathOf(hook) + KeptSuffix);

    /// <summary>Installs a hook, in place of one that is kept. What is installed already, or was changed by hand, stays as it is.</summary>
    /// <param name="hook">One of <see cref="Hooks"/>.</param>
    /// <exception cref="IOException">It cannot be written, or a hook is kept already.</exception>
    public void Install(string hook)
    {
        GuardState state = Find(hook);
        if (state is GuardState.Installed or GuardState.Changed)
        {
            return;
        }

        if (KeepsOther(hook))
        {
            throw new IOException($"{hook}{KeptSuffix} is there already");
        }

        Directory.CreateDirectory(_directory);
        string path = PathOf(hook);
        if (state == GuardState.Other)
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
    /// <returns>False when the guard was not there, or has lines of somebody else, which stay.</returns>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public bool Uninstall(string hook)
    {
        if (Place(hook) is not string path || Read(path) != Script(hook))
        {
            return false;
        }

        if (KeepsOther(hook))
        {
            File.Move(PathOf(hook) + KeptSuffix, path, overwrite: true);
        }
        else
        {
            File.Delete(path);
        }

        return true;
    }

    /// <summary>Where the guard is that git runs; lines of somebody else may follow it. The pre-commit framework moves it aside, and runs it first.</summary>
    private string? Place(string hook)
    {
        string path = PathOf(hook);
        string moved = path + ".legacy";
        return Begins(path, hook) ? path
            : Read(path)?.Contains("pre-commit.com", StringComparison.Ordinal) == true && Begins(moved, hook) ? moved
            : null;
    }

    private static bool Begins(string path, string hook) => Read(path)?.StartsWith(Script(hook), StringComparison.Ordinal) == true;

    /// <summary>The text of a file that is no link; null for anything else.</summary>
    private static string? Read(string path) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 and <= LongestHook } ? File.ReadAllText(path) : null;

    private string PathOf(string hook) => Path.Combine(_directory, hook);

    /// <summary>The other hook gets the same arguments and input, and its failure counts; so does a leak where somebody adds lines.</summary>
    private static string Script(string hook) => (hook == "pre-push" ? PushScript : CommitScript).ReplaceLineEndings("\n");

    private const string Search =
        """
        if ! command -v djc >/dev/null 2>&1; then
            echo 'djc is not on the PATH, so nothing was scanned for leaks; the option --no-verify of git goes on without it' >&2
            exit 1
        fi
        """;

    /// <summary>A shell reads the other hook under the hook's own name, by which some find what they run; other programs are started under the name that it is kept by.</summary>
    private const string Keep =
        """
        keep() {
            first=
            IFS= read -r first <"$other" || :
            case $first in
                '#!'*/sh | '#!'*/bash | '#!'*/dash | '#!'*/sh' '-* | '#!'*/bash' '-* | '#!'*/env' 'sh | '#!'*/env' 'bash)
                    ${first#??} -c 'kept=$1; shift; . "$kept"' "$0" "$other" "$@" ;;
                *) "$other" "$@" ;;
            esac
        }
        """;

    private const string CommitScript =
        $"""
        #!/bin/sh
        {Mark}
        other="$(dirname -- "$0")/pre-commit{KeptSuffix}"
        {Keep}
        if [ -x "$other" ]; then
            keep "$@" || exit
        fi
        {Search}
        djc scan --staged || exit

        """;

    private const string PushScript =
        $$"""
        #!/bin/sh
        {{Mark}}
        input=$(cat)
        give() {
            [ -z "$input" ] || printf '%s\n' "$input"
        }
        other="$(dirname -- "$0")/pre-push{{KeptSuffix}}"
        {{Keep}}
        if [ -x "$other" ]; then
            give | keep "$@" || exit
        fi
        {{Search}}
        give | djc scan --pushed -- "$1" || exit

        """;
}
