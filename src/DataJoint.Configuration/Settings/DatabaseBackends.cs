namespace DataJoint.Configuration;

/// <summary>The kinds of database that <c>database.backend</c> may name: the built-in ones and those whose drivers a program registers.</summary>
public static class DatabaseBackends
{
    private static readonly object Gate = new();
    private static volatile IReadOnlyList<string> _names = ["mysql", "postgresql", "sqlite"];

    /// <summary>All names, the built-in ones first.</summary>
    public static IReadOnlyList<string> Names => _names;

    /// <summary>Makes a backend known to the configuration, so that it may be named. What brings its driver calls this; a name that is known already is left as it is.</summary>
    /// <param name="name">What <c>database.backend</c> is to call it, in lower case.</param>
    /// <remarks>Register before configurations are loaded.</remarks>
    public static void Register(string name)
    {
        if (name is null)
        {
            throw new ArgumentNullException(nameof(name));
        }

        lock (Gate)
        {
            if (!_names.Contains(name))
            {
                _names = [.. _names, name];
            }
        }
    }
}
