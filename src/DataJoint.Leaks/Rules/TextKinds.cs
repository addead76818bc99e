using System.Collections.Frozen;

namespace DataJoint.Leaks.Rules;

/// <summary>What kind of text a file holds, by its name.</summary>
internal static class TextKinds
{
    private static readonly FrozenDictionary<string, TextKind> ByExtension = Create(
        (TextKind.Code, "py pyi pyw ipynb cs csx fs fsx vb m mlx java kt kts scala groovy gradle js mjs cjs jsx ts mts cts tsx vue go rs c h cc cpp cxx hpp rb php pl pm r rmd jl swift dart "
            + "lua ex exs clj hs ml tf hcl ps1 psm1 psd1 cshtml razor ino rhistory python_history pas pp lpr dpr f90 adb awk tcl erl nim zig cr v sv vhd"),
        (TextKind.Shell, "sh bash zsh fish ksh csh bat cmd envrc mk dockerfile containerfile bash_history zsh_history"),
        (TextKind.Prose, "md markdown rst txt adoc html htm tex org log"));

    /// <summary>Files for people that have no extension.</summary>
    private static readonly string[] ProseNames = ["README", "NEWS", "CHANGES", "CHANGELOG", "COPYRIGHT", "COPYING", "LICENSE", "NOTICE", "AUTHORS", "HISTORY", "TODO", "INSTALL"];

    /// <summary>The kind of a file.</summary>
    /// <param name="path">Its path, with <c>/</c>.</param>
    public static TextKind Find(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name is "Makefile" or "makefile" or "Containerfile" or "Justfile")
        {
            return TextKind.Shell;
        }

        bool isProse = !name.Contains('.', StringComparison.Ordinal) && Array.Exists(ProseNames, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        return isProse ? TextKind.Prose : ByExtension.GetValueOrDefault(Extension(name), TextKind.Settings);
    }

    private static string Extension(string name) => name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();

    private static FrozenDictionary<string, TextKind> Create(params (TextKind Kind, string Extensions)[] kinds) =>
        kinds.SelectMany(kind => kind.Extensions.Split(' ').Select(extension => KeyValuePair.Create(extension, kind.Kind))).ToFrozenDictionary(StringComparer.Ordinal);
}
