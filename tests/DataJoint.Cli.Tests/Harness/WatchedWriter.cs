namespace DataJoint.Cli.Tests;

/// <summary>Keeps a text and tells somebody of each piece when it is written.</summary>
internal sealed class WatchedWriter(Action<string>? told) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        told?.Invoke(value ?? "");
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        base.Write(buffer);
        told?.Invoke(buffer.ToString());
    }

    public override void Write(char[] buffer, int index, int count)
    {
        base.Write(buffer, index, count);
        told?.Invoke(new string(buffer, index, count));
    }
}
