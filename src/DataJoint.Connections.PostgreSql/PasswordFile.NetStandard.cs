using System.Runtime.InteropServices;

namespace DataJoint.Connections.PostgreSql;

/// <content>Who can read the file: elsewhere than on Windows this build cannot tell, and a file of which that is not known does not count.</content>
internal static partial class PasswordFile
{
    private static bool BelongsToUserAlone(string path) => path.Length > 0 && RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
}
