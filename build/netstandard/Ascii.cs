namespace DataJoint;

/// <summary>Characters below 128.</summary>
internal static class Ascii
{
    public static bool IsValid(string text) => text.All(one => one < 128);
}
