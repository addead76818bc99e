namespace DataJoint.Cli.CommandLine;

/// <summary>The form that results are printed in.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs; version 1 of the documents that the reference describes.</summary>
    Json,

    /// <summary>Annotations of a GitHub workflow.</summary>
    GitHub,

    /// <summary>Comma-separated values, for a result of rows.</summary>
    Csv,

    /// <summary>SARIF, which code scanning reads.</summary>
    Sarif,

    /// <summary>JUnit's XML, which CI shows as tests.</summary>
    JUnit,

    /// <summary>One page for a browser.</summary>
    Html,
}
