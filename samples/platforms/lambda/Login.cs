namespace Laboratory;

/// <summary>The answer: as whom the function is logged in at the database.</summary>
internal sealed record Login(string Account, string Greeting);
