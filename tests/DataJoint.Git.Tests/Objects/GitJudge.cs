using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DataJoint.Git.Tests;

/// <summary>What git itself says of the objects of a repository.</summary>
internal static class GitJudge
{
    /// <summary>Every object, with its kind and its content.</summary>
    public static SortedDictionary<string, (string Kind, byte[] Content)> ReadAll(string directory)
    {
        ProcessStartInfo start = new("git", ["cat-file", "--batch", "--batch-all-objects", "--buffer"]) { WorkingDirectory = directory, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        using MemoryStream output = new();
        git.StandardOutput.BaseStream.CopyTo(output);
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        SortedDictionary<string, (string, byte[])> objects = new(StringComparer.Ordinal);
        ReadOnlySpan<byte> rest = output.ToArray();
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            string[] words = Encoding.ASCII.GetString(rest[..end]).Split(' ');
            int size = int.Parse(words[2], CultureInfo.InvariantCulture);
            objects.Add(words[0], (words[1], rest.Slice(end + 1, size).ToArray()));
            rest = rest[(end + size + 2)..];
        }

        return objects;
    }

    /// <summary>What a command prints.</summary>
    public static string Ask(string directory, IEnumerable<string> words, string input = "")
    {
        ProcessStartInfo start = new("git", words) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardInput = true };
        using Process git = Process.Start(start)!;
        git.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
        git.StandardInput.Close();
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        return output;
    }

    /// <summary>Makes a history of one text, which takes one process.</summary>
    public static void Import(string directory, string stream)
    {
        ProcessStartInfo start = new("git", ["-c", "fastimport.unpackLimit=1000", "fast-import", "--quiet"]) { WorkingDirectory = directory, RedirectStandardInput = true };
        using Process git = Process.Start(start)!;
        git.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(stream));
        git.StandardInput.Close();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }

    /// <summary>A store has the same, however it is asked.</summary>
    public static void ShouldAgree(string directory, string gitDirectory)
    {
        SortedDictionary<string, (string Kind, byte[] Content)> expected = ReadAll(directory);
        using var store = GitObjectStore.Open(gitDirectory);
        store.Faults.ShouldBeEmpty();
        IReadOnlyList<GitObjectId> ids = store.Ids();
        ids.Select(id => id.ToString()).ShouldBe(expected.Keys);
        foreach (GitObjectId id in ids)
        {
            (string kind, byte[] content) = expected[id.ToString()];
            store.TryFind(id, out GitObjectHeader header).ShouldBeTrue();
            (header.Id, header.Size, header.Kind.ToString().ToLowerInvariant()).ShouldBe((id, content.Length, kind));
            store.TryRead(id, out GitObjectHeader read, out ReadOnlyMemory<byte> bytes).ShouldBeTrue();
            read.ShouldBe(header);
            bytes.Span.SequenceEqual(content).ShouldBeTrue();
            using Stream stream = store.OpenRead(id, out GitObjectHeader opened).ShouldNotBeNull();
            opened.ShouldBe(header);
            using MemoryStream copied = new();
            stream.CopyTo(copied);
            copied.ToArray().AsSpan().SequenceEqual(content).ShouldBeTrue();
        }
    }
}
