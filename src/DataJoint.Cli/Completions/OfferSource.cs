namespace DataJoint.Cli.Completions;

/// <summary>What a shell completes by itself, beside the words that djc gives.</summary>
internal enum OfferSource
{
    /// <summary>Nothing.</summary>
    Words,

    /// <summary>Names of files.</summary>
    Files,

    /// <summary>Names of directories.</summary>
    Directories,

    /// <summary>Everything: after <c>--</c> stands another command line.</summary>
    Command,
}
