using System.Runtime.InteropServices;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <content>Who can use the file: elsewhere than on Windows this build cannot tell, and a file of which that is not known does not count.</content>
internal static partial class PasswordFile
{
    private static IgnoredFile? FindOthers(string path, string shown) =>
        path.Length > 0 && RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? null : new IgnoredFile(
            $"{shown} is ignored: this build cannot tell whether others may use it", "Programs on modern .NET use it.");
}
