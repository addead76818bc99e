using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Config;

/// <summary>Says in words why a value wins.</summary>
internal static class WinningReasons
{
    public static IReadOnlyList<string> Explain(ConfigurationSnapshot snapshot, SettingExplanation explanation)
    {
        List<string> reasons = [Comparison(explanation)];
        Origin? origin = explanation.Setting.Origin;
        if (explanation.Setting.Key == "database.port" && origin is not null
            && snapshot.Find("database.host").Origin?.ToString() == origin.ToString())
        {
            reasons.Add("The port is part of database.host there.");
        }

        foreach (Origin replaced in explanation.Replaced)
        {
            reasons.Add($"DJ_STORES replaces the stores of the project's files, so {Display.Sanitize(replaced.ToString(), 4096)} does not count.");
        }

        return reasons;
    }

    private static string Comparison(SettingExplanation explanation)
    {
        IReadOnlyList<SettingCandidate> candidates = explanation.Candidates;
        if (candidates.Count == 0)
        {
            return "Why: no layer gives a value, and there is no default.";
        }

        SettingCandidate winner = candidates[0];
        string layer = SettingJson.NameOf(winner.Layer);
        if (winner.Layer == SettingLayer.Default)
        {
            return "Why: no layer gives a value, so the default applies.";
        }

        if (candidates.Count == 1 || candidates[1].Layer == SettingLayer.Default)
        {
            return $"Why: no other layer than {layer} gives a value.";
        }

        SettingCandidate next = candidates[1];
        return next.Layer == winner.Layer
            ? $"Why: within {layer}, {Show(winner)} is above {Show(next)}."
            : $"Why: {layer} is above {SettingJson.NameOf(next.Layer)} (the order: {string.Join(", ", SettingExplanation.Layers.Select(SettingJson.NameOf))}).";
    }

    private static string Show(SettingCandidate candidate) => Display.Sanitize(candidate.Origin?.ToString() ?? "", 4096);
}
