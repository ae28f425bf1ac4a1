using FsCheck.Xunit;
using LeadPlatform.DataService.Vectors;

namespace LeadPlatform.DataService.Tests.Vectors;

public sealed class VectorBytesTests
{
    [Property]
    public void What_is_kept_reads_as_it_was(float[] some, byte gaps)
    {
        // With many zeros and with few.
        var vector = some.SelectMany(number => Enumerable.Repeat(0f, gaps % 5).Append(number)).Append(1f).ToArray();
        // Equal as NaN is to itself, and 0 to -0.
        VectorBytes.Read(VectorBytes.Of(vector), vector.Length)!.Zip(vector).ShouldAllBe(pair => pair.First.Equals(pair.Second));
    }

    [Property]
    public void Any_bytes_are_read_as_a_vector_of_that_length_or_as_none(byte[] bytes) => (VectorBytes.Read(bytes, 16)?.Length ?? 16).ShouldBe(16);

    [Fact]
    public void A_vector_of_few_features_takes_a_fraction_of_a_full_one()
    {
        var few = new float[384];
        few[3] = few[200] = 0.7f;
        VectorBytes.Of(few).Length.ShouldBe(13);
        VectorBytes.Of([.. Enumerable.Repeat(0.1f, 384)]).Length.ShouldBe(1 + (384 * 4));
    }

    [Fact]
    public void Nothing_and_a_vector_of_another_length_are_none()
    {
        VectorBytes.Read([], 384).ShouldBeNull();
        VectorBytes.Read(VectorBytes.Of([1, 2, 3]), 4).ShouldBeNull();
    }
}
