namespace DataJoint.Fuzz;

/// <summary>The product broke a promise for some input.</summary>
internal sealed class FuzzFailure : Exception
{
    public FuzzFailure(string message)
        : base(message)
    {
    }

    public static void Unless(bool kept, string promise)
    {
        if (!kept)
        {
            throw new FuzzFailure(promise);
        }
    }
}
