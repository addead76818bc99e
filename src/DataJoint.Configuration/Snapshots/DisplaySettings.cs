using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>The <c>display.*</c> settings of a snapshot.</summary>
public sealed class DisplaySettings
{
    internal DisplaySettings(ResolvedValues values)
    {
        Limit = values.Integer(SettingCatalogue.DisplayLimit);
        Width = values.Integer(SettingCatalogue.DisplayWidth);
        ShowTupleCount = values.Boolean(SettingCatalogue.ShowTupleCount);
        DiagramDirection = values.Text(SettingCatalogue.DiagramDirection)!;
        DiagramTheme = values.Text(SettingCatalogue.DiagramTheme)!;
    }

    /// <summary><c>display.limit</c>: rows shown, at least 1.</summary>
    public int Limit { get; }

    /// <summary><c>display.width</c>: characters of a column, at least 1.</summary>
    public int Width { get; }

    /// <summary><c>display.show_tuple_count</c>.</summary>
    public bool ShowTupleCount { get; }

    /// <summary><c>display.diagram_direction</c>: <c>TB</c> or <c>LR</c>.</summary>
    public string DiagramDirection { get; }

    /// <summary><c>display.diagram_theme</c>: <c>light</c>, <c>dark</c> or <c>auto</c>.</summary>
    public string DiagramTheme { get; }
}
