using DataJoint;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace Laboratory;

/// <summary>Reading settings, asking where they come from, and changing them for this program.</summary>
internal static class Settings
{
    public static void Show()
    {
        DJ.Config["database.user"] = "ana";
        string? user = DJ.Config.Database.User;             // typed
        string? same = DJ.Config["database.user"].AsText(); // by key
        Console.WriteLine($"{user} is {same}");

        DJ.Config["database.password"] = "example-password";
        Console.WriteLine(DJ.Config["database.password"]);          // ********
        Secret? password = DJ.Config.Database.Password;             // a secret prints as ******** wherever it goes
        Console.WriteLine(password?.Reveal().Length);               // its text comes out only where it is asked for

        Secret kept = new(new LaboratorySafe(), "shelf 7");         // asked for when its text is needed, and not before
        DJ.Config["database.password"] = kept;
        Console.WriteLine(kept.Resolve().Reveal().Length);          // await kept.ResolveAsync() where one can await

        Console.WriteLine(DJ.Config);
        Console.WriteLine(DJ.Config.Explain("database.user"));

        using (DJ.Config.Override(("safemode", false)))
        {
            Console.WriteLine($"safemode in here: {DJ.Config.SafeMode}");
        }

        Console.WriteLine($"and out here: {DJ.Config.SafeMode}");
        DJ.Config.Clear();

        try
        {
            _ = DJ.Config["database.hots"];
        }
        catch (KeyNotFoundException error)
        {
            Console.WriteLine(error.Message); // … Did you mean database.host?
        }

        foreach (FileEdit edit in ConfigTemplate.Save(Directory.CreateDirectory("new-project").FullName))
        {
            Console.WriteLine($"{edit.Outcome}: {edit.Path}");
        }
    }
}
