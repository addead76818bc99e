namespace DataJoint.Stores.Files;

/// <summary>Turns a name into the path it stands for, links resolved, and refuses one that leaves the location.</summary>
internal sealed class LinkResolver(string location, FileFaults faults)
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    private static readonly char[] Separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];

    /// <summary>The path of the file or folder that the name leads to; what does not exist is taken for no link.</summary>
    public string Resolve(string name)
    {
        var done = new Stack<string>();
        var ahead = new Stack<string>(name.Split('/').Reverse());
        for (int links = 0; ahead.TryPop(out string? segment);)
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment == "..")
            {
                _ = done.TryPop(out _) ? true : throw faults.Outside(name);
                continue;
            }

            done.Push(segment);
            if (new FileInfo(ToPath(done)).LinkTarget is not { } target)
            {
                continue;
            }

            // An absolute link is refused wherever it points, as the kernel does it on Linux.
            if (++links > MaxLinks || Path.IsPathRooted(target))
            {
                throw faults.Outside(name);
            }

            done.Pop();
            foreach (string step in target.Split(Separators).Reverse())
            {
                ahead.Push(step);
            }
        }

        return ToPath(done);
    }

    /// <summary>The path of the entry itself: links on the way are resolved, the last segment is not.</summary>
    public string ResolveParent(string name)
    {
        int slash = name.LastIndexOf('/');
        return slash < 0 ? Path.Combine(location, name) : Path.Combine(Resolve(name[..slash]), name[(slash + 1)..]);
    }

    private string ToPath(Stack<string> segments) => Path.Combine([location, .. segments.Reverse()]);
}
