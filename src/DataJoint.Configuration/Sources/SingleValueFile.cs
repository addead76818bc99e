using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Sources;

/// <summary>Reads a file that holds the value of one setting.</summary>
internal static class SingleValueFile
{
    /// <summary>Reads the file and checks its text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isDocument">Whether several lines are allowed.</param>
    /// <param name="subject">What diagnostics call it, and where they place it.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="facts">What stands at the path.</param>
    /// <returns>The text, or null when there is no usable value; that has been reported.</returns>
    public static SingleValueText? Read(string path, bool isDocument, Subject subject, DiagnosticBag diagnostics, out EntryFacts facts)
    {
        FileContent content = FileReading.Read(path, SingleValueText.MaxBytes);
        facts = content.Facts;
        if (content.Bytes is null)
        {
            ReportUnread(content, subject, diagnostics);
            return null;
        }

        if (!SingleValueText.TryDecode(content.Bytes, Path.GetFileName(path), out SingleValueText value))
        {
            diagnostics.Add(DiagnosticRules.NotUtf8, $"{subject.Name} is not UTF-8", "Save it as UTF-8.", subject.At(SingleValueText.PlaceOfInvalid(content.Bytes)));
            return null;
        }

        if (value.IsEmpty)
        {
            diagnostics.Add(
                DiagnosticRules.EmptySecretFile, $"{subject.Name} is empty and counts as unset",
                "Write the value into it, or remove it.", subject.At((1, 1)));
            return null;
        }

        if (value.HasSeveralLines && !isDocument && !value.LooksLikeDocument)
        {
            diagnostics.Add(
                DiagnosticRules.SeveralLines, $"{subject.Name} holds more than one line; a single-value file holds one credential",
                "Keep one line.", subject.At(value.PlaceOfNextLine()));
            return null;
        }

        return value;
    }

    public static void ReportUnread(FileContent content, Subject subject, DiagnosticBag diagnostics)
    {
        switch (content.Facts.Kind)
        {
            case EntryKind.Missing:
                diagnostics.Add(DiagnosticRules.UnreadableFile, $"{subject.Name} does not exist", "Create it, or correct the path.", subject.Origin);
                break;
            case EntryKind.BrokenLink:
                diagnostics.Add(
                    DiagnosticRules.UnreadableFile, $"{subject.Name} is a symbolic link that leads to no file", "Fix or remove the link.",
                    subject.Origin);
                break;
            case EntryKind.Directory:
                diagnostics.Add(DiagnosticRules.NotAFile, $"{subject.Name} is a directory, not a file", "Put a file in its place.", subject.Origin);
                break;
            case EntryKind.Fifo or EntryKind.Socket or EntryKind.CharacterDevice or EntryKind.BlockDevice or EntryKind.Other:
                diagnostics.Add(
                    DiagnosticRules.NotAFile, $"{subject.Name} is a pipe, socket or device, not a file", "Put a file in its place.",
                    subject.Origin);
                break;
            case EntryKind.File when content.Failure?.StartsWith("it is larger", StringComparison.Ordinal) == true:
                diagnostics.Add(
                    DiagnosticRules.FileTooLarge, $"{subject.Name} is not read: {content.Failure}", "Check that it is the right file.",
                    subject.Origin);
                break;
            default:
                diagnostics.Add(
                    DiagnosticRules.UnreadableFile, $"{subject.Name} cannot be read: {content.Failure ?? "permission denied"}",
                    "Give the current user read access.", subject.Origin);
                break;
        }
    }

    /// <summary>What a diagnostic about a file calls it, and where it places it.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Source">The file or the variable that its place names.</param>
    public readonly record struct Subject(string Name, string Source)
    {
        public Origin Origin => new(Source);

        /// <summary>A place in the file. For a file that a variable names, the place is the variable.</summary>
        public Origin At((int Line, int Column) place) => Name == Source ? new(Source, place.Line, place.Column) : Origin;
    }
}
