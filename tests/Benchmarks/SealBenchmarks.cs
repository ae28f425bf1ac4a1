using BenchmarkDotNet.Attributes;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.Benchmarks;

/// <summary>Time and bytes that sealing adds to a lead, beside writing the same document in the clear.</summary>
[BenchmarkCategory("seal")]
public class SealBenchmarks
{
    private static readonly Guid LeadId = Guid.CreateVersion7();

    private readonly PersonalDocument _person = new(
        "Ada", "Byron", "ada.byron@example.com", "+12125550123", new DateOnly(1961, 2, 3), "12 Main Street", "New York", null, "203.0.113.9",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36");

    private PersonalSeal _seal = null!;
    private byte[] _plain = [];
    private byte[] _sealed = [];

    [GlobalSetup]
    public void Prepare()
    {
        _seal = BenchKeys.Seal();
        (_plain, _sealed) = (_person.ToBytes(), _seal.Seal(LeadId, _person));
    }

    [Benchmark(Description = "write in the clear")]
    public byte[] WritePlain() => _person.ToBytes();

    [Benchmark(Description = "write sealed")]
    public byte[] WriteSealed() => _seal.Seal(LeadId, _person);

    [Benchmark(Description = "read what is in the clear")]
    public object ReadPlain() => _seal.OpenDocument(LeadId, _plain);

    [Benchmark(Description = "read what is sealed")]
    public object ReadSealed() => _seal.OpenDocument(LeadId, _sealed);
}
