using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Sources;

/// <summary>Reads a JSON file with settings.</summary>
internal static class JsonFile
{
    /// <summary>The largest JSON file that is read, in bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="facts">What stands at the path.</param>
    /// <returns>The values, or null when there is no file. One that cannot be read gives none; that has been reported.</returns>
    public static ValueTable? Read(SettingsFile file, DiagnosticBag diagnostics, out EntryFacts facts)
    {
        FileContent content = FileReading.Read(file.Path, MaxBytes);
        facts = content.Facts;
        if (content.IsMissing)
        {
            return null;
        }

        if (content.Bytes is null)
        {
            SingleValueFile.ReportUnread(content, new(file.Name, file.Name), diagnostics);
            return new ValueTable(file.Layer);
        }

        return JsonSettings.Read(JsonSource.File(content.Bytes, file.Name, file.Layer, file.Environment), diagnostics);
    }
}
