using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>
/// The files below a store's location, by checked names. No call follows a link out of it; all throw <see cref="StoreException"/>.
/// </summary>
internal interface IFileTree
{
    /// <summary>Looks a name up, links followed; nothing there is <see langword="null"/>.</summary>
    FileFacts? Stat(string name);

    /// <summary>The mark of the version that an open file is, or <see langword="null"/> where there are none.</summary>
    string? ETagOf(SafeFileHandle handle);

    /// <summary>Opens a file for reading; nothing there, or a folder, is <see langword="null"/>.</summary>
    SafeFileHandle? OpenRead(string name);

    /// <summary>Begins a file that shows under its name only once it is committed. Missing folders are made.</summary>
    IPendingFile Create(string name, bool overwrite);

    /// <summary>Removes a file, or the link that stands for one; nothing there, or a folder, is left alone.</summary>
    void Delete(string name);

    /// <summary>Opens a folder for listing (the empty name: the location itself); none there is <see langword="null"/>.</summary>
    IFolderReader? OpenFolder(string folder);

    /// <summary>Removes a folder when it is empty, else leaves it.</summary>
    void RemoveFolderIfEmpty(string folder);
}
