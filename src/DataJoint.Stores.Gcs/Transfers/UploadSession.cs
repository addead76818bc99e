using DataJoint.Stores.Gcs.Requests;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>A session in which an object is written, and what is kept of it.</summary>
/// <param name="address">Where it is. Who has it can write the object, so it is a secret.</param>
/// <param name="writeToken">The token of the write, where it has one.</param>
/// <param name="loss">Hears of answers that were lost.</param>
/// <param name="memory">Where it is kept for a later attempt, or <see langword="null"/>.</param>
internal sealed class UploadSession(Uri address, WriteToken? writeToken, LostResponse loss, ResumeState? memory)
{
    public Uri Address => address;

    public LostResponse Loss => loss;

    /// <summary>Whether a later attempt goes on with it.</summary>
    public bool IsKept => memory is not null;

    /// <summary>Keeps how far it is.</summary>
    public void Keep(long sent, Checksum sum) => memory?.Keep(new UploadNote(new(address.OriginalString), writeToken?.Text, sent, sum));

    /// <summary>It is at its end.</summary>
    public void Forget() => memory?.Forget();
}
