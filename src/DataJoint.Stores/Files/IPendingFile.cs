using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>A file that is being written. Disposed of without a commit, it leaves nothing behind.</summary>
internal interface IPendingFile : IDisposable
{
    /// <summary>Where the content goes.</summary>
    SafeFileHandle Handle { get; }

    /// <summary>Has the disk begin with a part that was written, so that it works while the next part is still on its way.</summary>
    void BeginWriteBack(long offset, long length);

    /// <summary>Makes the content lasting, then shows it under its name, then makes that lasting.</summary>
    FileFacts Commit();
}
