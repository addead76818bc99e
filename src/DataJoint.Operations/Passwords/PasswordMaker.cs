using System.Buffers;
using System.Security.Cryptography;
using DataJoint.Configuration;

namespace DataJoint.Operations.Passwords;

/// <summary>Makes passwords that nobody can guess, and that every file, shell, URL and connection string takes as they are.</summary>
internal static class PasswordMaker
{
    private const string Lower = "abcdefghijkmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";
    private const string Marks = "-_.";

    /// <summary>Letters that are easily taken for others (l, I, O, 0, 1) are left out: people do read passwords out.</summary>
    private const string All = Lower + Upper + Digits + Marks;

    private static readonly SearchValues<char>[] Kinds = [SearchValues.Create(Lower), SearchValues.Create(Upper), SearchValues.Create(Digits), SearchValues.Create(Marks)];

    /// <summary>A password with letters of both cases, digits and marks, as servers may demand, which begins and ends with a letter or digit.</summary>
    /// <remarks>Those that lack something are thrown away whole, so that all others stay equally likely.</remarks>
    public static Secret Make(int length)
    {
        Span<char> text = stackalloc char[length];
        do
        {
            RandomNumberGenerator.GetItems(All, text);
        }
        while (!IsMixed(text));

        Secret made = new(text.ToString());
        text.Clear();
        return made;
    }

    private static bool IsMixed(ReadOnlySpan<char> text)
    {
        foreach (SearchValues<char> kind in Kinds)
        {
            if (!text.ContainsAny(kind))
            {
                return false;
            }
        }

        return !Marks.Contains(text[0], StringComparison.Ordinal) && !Marks.Contains(text[^1], StringComparison.Ordinal);
    }
}
