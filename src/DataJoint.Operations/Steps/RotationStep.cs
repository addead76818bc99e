namespace DataJoint.Operations;

/// <summary>Something that a rotation has done, or would do. Contains no credential.</summary>
/// <param name="Kind">What kind of step it is.</param>
/// <param name="Subject">What it was done to: an account at a server, a file.</param>
/// <param name="Note">What there is to say about it; empty when there is nothing.</param>
public sealed record RotationStep(RotationStepKind Kind, string Subject, string Note = "")
{
    /// <summary>The step as people read it.</summary>
    /// <returns>For example <c>changed 'ana'@'%' at db.example.com:3306 (the former password works, too)</c>.</returns>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Subject}{(Note.Length == 0 ? "" : $" ({Note})")}";
}
