namespace DataJoint.Checks.Runs;

/// <summary>What messages call the program and what it was asked not to do.</summary>
/// <param name="Program">The program.</param>
/// <param name="NoContact">Why nothing is contacted.</param>
/// <param name="NoWriting">Why nothing is written.</param>
internal sealed record CheckWords(string Program, string NoContact, string NoWriting)
{
    public static CheckWords Usual { get; } = new("this program", "servers are not contacted", "stores are only read");
}
