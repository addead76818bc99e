using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Operations;
using DataJoint.Secrets;
using DataJoint.Secrets.Aws;
using DataJoint.Stores;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>The rotation of the key of a store: by AWS IAM, by a Ceph gateway, or by hand.</summary>
internal static class KeyRotating
{
    public const string Prefix = "stores.";

    private const string AmazonHost = ".amazonaws.com";

    public static async Task<Rotating> CreateAsync(CommandContext context, DataJointConfig config, string store, RotationText text)
    {
        ConfigurationSnapshot snapshot = config.Snapshot;
        StoreSpec spec = snapshot.Stores[store];
        DestinationConsent.Require(context, snapshot, snapshot.FlowsOf(store));
        StoreRotation rotation = new(config, store, await CreateOptionsAsync(context, spec)) { OnStep = text.Add };
        return new Rotating(rotation.PlanAsync, rotation.RunAsync);
    }

    /// <summary>How the key of a store is rotated, as the command line says.</summary>
    /// <exception cref="CommandException">An option does not fit.</exception>
    public static async Task<StoreRotationOptions> CreateOptionsAsync(CommandContext context, StoreSpec spec)
    {
        KeyPrompts prompts = new(context, spec);
        return new StoreRotationOptions
        {
            Service = await FindServiceAsync(context, spec),
            Grace = NumberOption.ReadTime(context, RotateOptions.Grace),
            ReplacedKey = context.Line.TryGet(RotateOptions.Replace, out string? replaced) ? CheckReplaced(replaced, spec) : null,
            AskNew = prompts.AskNewAsync,
            AskEnded = prompts.AskEndedAsync,
        };
    }

    /// <summary>The store that a key such as <c>stores.main</c> means.</summary>
    /// <exception cref="CommandException">It means an attribute: all that belong together are rotated.</exception>
    public static string NameIn(ConfigurationSnapshot snapshot, string key)
    {
        string name = key[Prefix.Length..];
        int dot = name.LastIndexOf('.');
        return dot > 0 && !snapshot.Stores.Contains(name) && snapshot.Stores.Contains(name[..dot])
            ? throw CommandException.UsageError(
                $"{Display.Sanitize(key)} cannot be rotated alone: what belongs to a key changes together", $"name the store: djc secrets rotate {Display.Sanitize(Prefix + name[..dot])}")
            : name;
    }

    private static async Task<IAccessKeyService?> FindServiceAsync(CommandContext context, StoreSpec spec)
    {
        bool namesEndpoint = context.Line.TryGet(RotateOptions.IamEndpoint, out string? endpoint);
        if (context.Has(RotateOptions.ByHand) || context.Has(RotateOptions.NewPair))
        {
            return namesEndpoint || context.Has(RotateOptions.Admin)
                ? throw CommandException.UsageError("--by-hand and --new-pair-stdin ask no service: --iam-endpoint and --admin do not go with them")
                : null;
        }

        if (spec.Protocol != "s3")
        {
            return namesEndpoint || context.Has(RotateOptions.Admin)
                ? throw CommandException.UsageError("--iam-endpoint and --admin are for stores of protocol s3", "without them the command takes a key that you make by hand")
                : null;
        }

        Uri address = AddressOf(spec);
        (StoreSpec Spec, AccessKeyPair Keys)? administrator = await LoadAdministratorAsync(context, spec);
        bool isAmazon = address.Host.EndsWith(AmazonHost, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(AmazonHost + ".cn", StringComparison.OrdinalIgnoreCase);
        if (isAmazon || namesEndpoint)
        {
            return CreateIam(context, address.Host, endpoint, administrator?.Keys);
        }

        return administrator is not var (other, keys) ? null
            : AddressOf(other) == address ? CreateCeph(context, address, keys)
            : throw CommandException.UsageError($"--admin: its store {Display.Sanitize(spec.Name)} is at {AddressOf(other)}, and the one to rotate at {address}", "name a project of the same server");
    }

    private static CephAccessKeys CreateCeph(CommandContext context, Uri address, AccessKeyPair administrator)
    {
        try
        {
            return new CephAccessKeys(address, administrator, context.HostEnvironment);
        }
        catch (ArgumentException)
        {
            throw CommandException.UsageError($"{address} has no TLS, and its administration would send secrets in clear", "rotate by hand: leave --admin out; or give the store TLS (secure)");
        }
    }

    private static IamAccessKeys CreateIam(CommandContext context, string host, string? endpoint, AccessKeyPair? administrator)
    {
        string? region = host.EndsWith(".cn", StringComparison.OrdinalIgnoreCase) ? "cn-north-1" : host.Contains("us-gov-", StringComparison.OrdinalIgnoreCase) ? "us-gov-west-1" : null;
        try
        {
            return new IamAccessKeys(region, endpoint is null ? null : new Uri(endpoint, UriKind.Absolute), administrator, context.HostEnvironment);
        }
        catch (Exception refused) when (refused is UriFormatException or ArgumentException)
        {
            throw CommandException.UsageError($"--iam-endpoint: {Display.Quote(endpoint!)} is not the address of a service", "write https:// and a host; without TLS only this machine is asked");
        }
    }

    private static async Task<(StoreSpec Spec, AccessKeyPair Keys)?> LoadAdministratorAsync(CommandContext context, StoreSpec spec)
    {
        if (AdministratorProject.Load(context) is not { } snapshot)
        {
            return null;
        }

        if (!snapshot.Stores.Contains(spec.Name))
        {
            throw CommandException.UsageError($"--admin: the project has no store {Display.Sanitize(spec.Name)}", "give it one of the same name and server, with the administrator's keys");
        }

        DestinationConsent.Require(context, snapshot, snapshot.FlowsOf(spec.Name));
        StoreSpec found = await snapshot.Stores[spec.Name].ResolveAsync(context.Cancellation);
        return found is { Protocol: "s3" } && found.GetSecret("access_key") is { } id && found.GetSecret("secret_key") is { } secret && found.GetSecret("session_token") is null
            ? (found, new AccessKeyPair(id.Reveal(), secret))
            : throw CommandException.UsageError($"--admin: its store {Display.Sanitize(spec.Name)} has no access_key and secret_key that last", "store them there: djc secrets set");
    }

    private static string CheckReplaced(string id, StoreSpec spec) => id.Length == 0 || spec.GetSecret("access_key") is { IsResolved: true } own && own.Reveal() == id
        ? throw CommandException.UsageError("--replace names the key of the store itself", "name the other one, which the message about it has")
        : id;

    private static Uri AddressOf(StoreSpec spec) => Uri.TryCreate(
        HttpEndpoint.Complete(spec.GetText("endpoint")!.Trim(), spec["secure"].AsBoolean() ? Uri.UriSchemeHttps : Uri.UriSchemeHttp), UriKind.Absolute, out Uri? address)
        ? new Uri(address.GetLeftPart(UriPartial.Authority))
        : throw StoreAttributes.CreateException(spec, "endpoint", "it must be a host, optionally with a port");
}
