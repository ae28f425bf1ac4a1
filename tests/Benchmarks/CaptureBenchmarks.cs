using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Places;
using LeadPlatform.TestHost;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.Benchmarks;

/// <summary>Time and bytes that one lead costs at each step of its capture, over 256 different leads.</summary>
[BenchmarkCategory("capture")]
public class CaptureBenchmarks
{
    private const int Leads = 256;
    private static readonly CaptureOrigin Origin = new(Guid.Empty, Guid.Empty, "");
    private readonly List<FieldError> _errors = [];
    private readonly ArrayBufferWriter<byte> _frames = new(1024 * 1024);
    private byte[][] _bodies = [];
    private LeadPost[] _posts = [];
    private List<CapturedLead> _captured = [];
    private LeadRules _rules = null!;
    private CaptureIntake _intake = null!;
    private PersonalSeal _seal = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var bodies = new LeadBodies("bench");
        _bodies = [.. (SampleLeads.Lines() ?? [.. Enumerable.Range(0, Leads).Select(bodies.Text)]).Take(Leads).Select(Encoding.UTF8.GetBytes)];
        _seal = BenchKeys.Seal();
        _rules = new LeadRules(ZipCodes.Load(), TimeProvider.System);
        var queue = new CaptureQueue(Options.Create(new DataService.Capture.CaptureOptions()));
        _intake = new CaptureIntake(_rules, new ContactKeys("a key for benchmarks, of 32 bytes"u8), queue, Options.Create(new DuplicateOptions()), TimeProvider.System);
        _posts = Array.ConvertAll(_bodies, body => LeadPostReader.Read(body, _errors));
        _captured = [.. _bodies.Select(body => _intake.Read(body, Origin).Lead ?? throw new InvalidOperationException("A lead of the sample is refused."))];
    }

    [Benchmark(OperationsPerInvoke = Leads, Description = "parse")]
    public void Parse()
    {
        foreach (var body in _bodies)
            LeadPostReader.Read(body, _errors);
    }

    [Benchmark(OperationsPerInvoke = Leads, Description = "normalise")]
    public void Normalise()
    {
        foreach (var post in _posts)
            _rules.Check(post, _errors);
    }

    [Benchmark(OperationsPerInvoke = Leads, Description = "parse, normalise, keys, event")]
    public void TakeIn()
    {
        foreach (var body in _bodies)
            _intake.Read(body, Origin);
    }

    [Benchmark(OperationsPerInvoke = Leads, Description = "batch: columns of 256 leads")]
    public NpgsqlBatch Batch()
    {
        var columns = new CaptureColumns(_captured.Count, _seal);
        for (var i = 0; i < _captured.Count; i++)
            columns.Set(i, _captured[i], Guid.Empty);
        var batch = new NpgsqlBatch();
        columns.AddCommands(batch);
        return batch;
    }

    [Benchmark(OperationsPerInvoke = Leads, Description = "frames: written by the gateway and read")]
    public int Frames()
    {
        _frames.ResetWrittenCount();
        foreach (var body in _bodies)
            CaptureFrames.Write(_frames, Guid.Empty, Guid.Empty, "", "", body);
        var (rest, read) = (_frames.WrittenMemory, 0);
        while (CaptureFrames.TryRead(ref rest, out _))
            read++;
        return read;
    }
}
