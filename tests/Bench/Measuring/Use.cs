namespace LeadPlatform.Bench.Measuring;

/// <summary>What processes have used: of a time span, the difference of two.</summary>
/// <param name="CpuSeconds">User and system.</param>
/// <param name="BytesWritten">Handed to the disk, by the kernel's count; null where it may not be read.</param>
internal readonly record struct Use(double CpuSeconds, long? BytesWritten)
{
    public static Use operator -(Use after, Use before) => new(after.CpuSeconds - before.CpuSeconds, after.BytesWritten - before.BytesWritten);

    public static Use operator +(Use one, Use other) => new(one.CpuSeconds + other.CpuSeconds, one.BytesWritten + other.BytesWritten);
}
