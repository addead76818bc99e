namespace DataJoint.Leaks.Purging;

/// <summary>Signs objects.</summary>
internal interface ISignature
{
    /// <summary>Signs bytes.</summary>
    /// <returns>The signature, in lines of ASCII.</returns>
    /// <exception cref="PurgeException">There is no key, or the program refuses.</exception>
    byte[] Sign(byte[] bytes);
}
