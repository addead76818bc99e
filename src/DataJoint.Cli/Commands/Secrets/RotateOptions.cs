using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>The options of <c>djc secrets rotate</c>.</summary>
internal static class RotateOptions
{
    public static readonly OptionDefinition Grace = new("--grace", "TIME", "For how long the former credential goes on working, such as 30s, 10m, 12h; 10s by default");
    public static readonly OptionDefinition Admin = new("--admin", "DIR", "The project of an administrator, who changes the accounts or the keys") { Kind = WordKind.Directory };
    public static readonly OptionDefinition Length = new("--length", "N", "Of a password: its characters, 16 to 128; 32 by default");
    public static readonly OptionDefinition Alternate = new("--alternate", null, "Of a password: two users take turns; the other one gets the new password and is written too");
    public static readonly OptionDefinition Other = new("--other", "USER", "The other of the two users; by default NAME_b for NAME_a, and NAME_a for NAME_b");
    public static readonly OptionDefinition IamEndpoint = new("--iam-endpoint", "URL", "Of a store: where a service answers that makes keys as AWS IAM does");
    public static readonly OptionDefinition Replace = new("--replace", "KEYID", "Of a store: delete this key first where the user has as many as it can");
    public static readonly OptionDefinition ByHand = new("--by-hand", null, "Of a store: ask for a key that you make at the server, and say what to do there");
    public static readonly OptionDefinition NewPair = new("--new-pair-stdin", null, "The same, with the new key on standard input: the id, and the secret on the next line");
    public static readonly OptionDefinition DryRun = new("--dry-run", null, "Log in and show what would be done; change nothing");
    public static readonly OptionDefinition Yes = new("--yes", null, "Rotate without asking");

    private static readonly OptionDefinition[] OfDatabase = [Length, Alternate, Other];
    private static readonly OptionDefinition[] OfStore = [IamEndpoint, Replace, ByHand, NewPair];

    public static OptionDefinition[] All => [Grace, Admin, .. OfDatabase, .. OfStore, DryRun, Yes];

    /// <exception cref="CommandException">An option belongs to the other kind of credential.</exception>
    public static void Check(CommandContext context, bool isStore)
    {
        if ((isStore ? OfDatabase : OfStore).FirstOrDefault(context.Has) is { } foreign)
        {
            throw CommandException.UsageError($"{foreign.Name} is for {(isStore ? "database.password" : "the key of a store")}");
        }
    }
}
