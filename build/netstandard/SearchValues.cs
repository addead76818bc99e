namespace DataJoint;

/// <summary>Characters to look for.</summary>
internal static class SearchValues
{
    public static SearchValues<char> Create(string characters) => new(characters.ToCharArray());

    public static bool ContainsAny(this ReadOnlySpan<char> text, SearchValues<char> any) => text.IndexOfAny(any.Items) >= 0;

    public static bool ContainsAnyExcept(this ReadOnlySpan<char> text, SearchValues<char> any) => text.IndexOfAnyExcept(any) >= 0;

    public static int IndexOfAny(this ReadOnlySpan<char> text, SearchValues<char> any) => text.IndexOfAny(any.Items);

    public static int IndexOfAnyExcept(this ReadOnlySpan<char> text, SearchValues<char> any)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (Array.IndexOf(any.Items, text[i]) < 0)
            {
                return i;
            }
        }

        return -1;
    }
}
