using System.Globalization;

namespace DataJoint.Configuration.Settings;

/// <summary>A name as people see it: without characters that no editor shows, so that one with a zero-width space is judged as it looks.</summary>
internal static class VisibleName
{
    /// <summary>The name without what is invisible; the same text when nothing is.</summary>
    public static string From(string name)
    {
        foreach (char c in name)
        {
            if (!IsVisible(c))
            {
                return string.Concat(name.Where(IsVisible));
            }
        }

        return name;
    }

    private static bool IsVisible(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control);
}
