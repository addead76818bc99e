using System.Collections;
using System.Globalization;

namespace DataJoint.Connections.Tests;

/// <summary>Looks for a password where it must not be.</summary>
internal static class Secrecy
{
    /// <summary>Looks through everything that an exception and those inside it show.</summary>
    public static T ShouldNotTell<T>(this T error, string password)
        where T : Exception
    {
        for (Exception? each = error; each is not null; each = each.InnerException)
        {
            each.ToString().ShouldNotContain(password);
            each.Message.ShouldNotContain(password);
            foreach (DictionaryEntry entry in each.Data)
            {
                Convert.ToString(entry.Value, CultureInfo.InvariantCulture)!.ShouldNotContain(password);
            }
        }

        return error;
    }

    /// <summary>The usual claims about a failure: its id, a remedy, and no password.</summary>
    public static ConnectionException ShouldBe(this ConnectionException error, string id, string password)
    {
        error.Diagnostic.Id.ShouldBe(id, error.ToString());
        error.Diagnostics[0].Hint.ShouldNotBeNullOrWhiteSpace();
        error.Message.ShouldStartWith(id + ": ");
        return error.ShouldNotTell(password);
    }
}
