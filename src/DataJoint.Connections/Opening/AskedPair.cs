using System.Runtime.ExceptionServices;
using DataJoint.Connections.DataSources;

namespace DataJoint.Connections.Opening;

/// <summary>The pair of user and password that one opening was given where they are kept. After a refusal both are asked for once more; the same pair is not sent again.</summary>
internal sealed class AskedPair
{
    private string? _key;
    private Exception? _refusal;

    /// <summary>Notes what is about to be sent; throws the refusal again when that is the pair that was refused, and not its other form.</summary>
    public void Note(DataSourceVersion version)
    {
        string key = version.LoginKey;
        if (_refusal is not null && key == _key && !version.Context.TriesOtherForm)
        {
            ExceptionDispatchInfo.Capture(_refusal).Throw();
        }

        _key = key;
    }

    /// <summary>Notes that the pair was refused and is asked for again; null when it is not.</summary>
    public void NoteRefusal(Exception? refusal) => _refusal = refusal;
}
