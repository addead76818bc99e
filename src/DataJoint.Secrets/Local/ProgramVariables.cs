namespace DataJoint.Secrets.Local;

/// <summary>Which variables of the environment a program gets.</summary>
internal static class ProgramVariables
{
    private const string Own = "DJ_";

    private static readonly string[] OnePasswordPrefixes = ["OP_", "XDG_", "LC_"];

    private static readonly HashSet<string> OnePasswordNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TERM", "TZ", "TMPDIR", "SSH_AUTH_SOCK",

        // The desktop application is asked, and it asks the user.
        "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS",

        // How it gets to its servers.
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",

        // What programs need on Windows.
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles", "ProgramFiles(x86)",
        "USERPROFILE", "USERNAME", "USERDOMAIN", "HOMEDRIVE", "HOMEPATH", "PROCESSOR_ARCHITECTURE", "NUMBER_OF_PROCESSORS", "OS",
    };

    /// <summary>Everything but our own variables, which may be secrets: for programs that the user chose.</summary>
    public static bool IsForeign(string name) => !name.StartsWith(Own, StringComparison.OrdinalIgnoreCase);

    /// <summary>What 1Password's program needs, so that it gets no credentials of anybody else.</summary>
    public static bool IsOnePasswords(string name) =>
        OnePasswordNames.Contains(name) || Array.Exists(OnePasswordPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
