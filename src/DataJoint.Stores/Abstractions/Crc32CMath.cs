namespace DataJoint.Stores.Abstractions;

/// <summary>CRC-32C as what it is, the remainder of a polynomial over two elements: with it, sums of neighbouring parts can be joined.</summary>
internal static class Crc32CMath
{
    // Bits reversed: the coefficient of x^0 is the highest bit.
    private const uint Polynomial = 0x82F63B78;
    private const uint One = 0x80000000;

    /// <summary>The sum of the same bytes with so many zero bytes after them, but for the inversions at both ends, which cancel out.</summary>
    public static uint ShiftByZeros(uint sum, long bytes) => Multiply(sum, FactorOfZeros(bytes));

    /// <summary>By what a sum is multiplied when so many zero bytes come after what was summed up.</summary>
    public static uint FactorOfZeros(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);

        // x^(8 * bytes) by squaring.
        uint factor = One;
        uint square = One >> 8;
        for (long rest = bytes; rest > 0; rest >>= 1)
        {
            factor = (rest & 1) == 0 ? factor : Multiply(factor, square);
            square = Multiply(square, square);
        }

        return factor;
    }

    public static uint Multiply(uint left, uint right)
    {
        uint product = 0u;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
            {
                product ^= right;
            }

            right = (right & 1) == 0 ? right >> 1 : (right >> 1) ^ Polynomial;
        }

        return product;
    }
}
