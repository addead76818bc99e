namespace DataJoint.Cli.Rendering;

/// <summary>How wide the columns of a table are on a terminal: whole where they fit, else some dropped and others shortened.</summary>
internal static class TableLayout
{
    public const int Gap = 2;

    /// <summary>What is left of any cell before the last resort.</summary>
    private const int Readable = 16;

    /// <summary>The widths that fit.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="natural">The width of the widest cell of each.</param>
    /// <param name="room">The columns of the terminal.</param>
    /// <returns>A width for each column; zero for one that is dropped.</returns>
    public static int[] Fit(IReadOnlyList<TableColumn> columns, IReadOnlyList<int> natural, int room)
    {
        int[] whole = [.. natural];
        if (Surplus(whole, room) <= 0)
        {
            return whole;
        }

        foreach (ColumnDrop drop in (ColumnDrop[])[ColumnDrop.First, ColumnDrop.Last])
        {
            for (int i = columns.Count - 1; i >= 0 && Surplus(whole, room) > 0; i--)
            {
                if (columns[i].Drop != drop)
                {
                    continue;
                }

                if (drop == ColumnDrop.Last && Lower(whole, room, i => columns[i].Least) is int[] shortened)
                {
                    return shortened;
                }

                whole[i] = 0;
            }
        }

        return Surplus(whole, room) <= 0 ? whole
            : Lower(whole, room, i => columns[i].Least) ?? Lower(whole, room, _ => Readable) ?? Lower(whole, room, _ => 1) ?? whole;
    }

    /// <summary>Takes columns away, from the widest first, until the rest fits; null when that is not enough.</summary>
    private static int[]? Lower(int[] widths, int room, Func<int, int?> least)
    {
        int[] lowered = [.. widths];
        for (int surplus = Surplus(lowered, room); surplus > 0; surplus--)
        {
            int widest = -1;
            for (int i = 0; i < lowered.Length; i++)
            {
                bool gives = least(i) is int limit && lowered[i] > limit;
                widest = gives && (widest < 0 || lowered[i] > lowered[widest]) ? i : widest;
            }

            if (widest < 0)
            {
                return null;
            }

            lowered[widest]--;
        }

        return lowered;
    }

    private static int Surplus(int[] widths, int room) => widths.Sum() + (Gap * (widths.Count(w => w > 0) - 1)) - room;
}
