using System.Text;
using LeadPlatform.DataService.PersonalData;

namespace LeadPlatform.DataService.Tests.PersonalData;

public sealed class SealedFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"leadplatform-{Guid.NewGuid():N}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFile.FrameSize)]
    [InlineData(SealedFile.FrameSize + 1)]
    [InlineData((3 * SealedFile.FrameSize) + 100)]
    public async Task A_file_of_any_size_is_read_as_it_was_written_from_any_place(int size)
    {
        var (seal, id, content) = (await KeysOf.SealAsync("one"), Guid.CreateVersion7(), Content(size));
        await WriteAsync(seal, id, content);

        await using var file = SealedFile.Open(_path, seal, id);
        file.Length.ShouldBe(size);
        foreach (var from in new[] { 0, size / 2, Math.Max(0, size - 1) })
        {
            file.Position = from;
            using var read = new MemoryStream();
            await file.CopyToAsync(read, 10_000, Cancellation);
            read.ToArray().ShouldBe(content[from..]);
        }
    }

    [Fact]
    public async Task What_lies_in_the_file_tells_nothing()
    {
        await WriteAsync(await KeysOf.SealAsync("one"), Guid.CreateVersion7(), "first,last\nAda,Byron\n"u8.ToArray());
        Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_path, Cancellation)).ShouldNotContain("Byron");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(SealedFile.StoredFrameSize)]
    public async Task A_file_that_was_cut_off_is_found_out(int bytes)
    {
        var (seal, id) = (await KeysOf.SealAsync("one"), Guid.CreateVersion7());
        await WriteAsync(seal, id, Content(2 * SealedFile.FrameSize));
        await using (var cut = new FileStream(_path, FileMode.Open))
            cut.SetLength(cut.Length - bytes);

        await using var file = SealedFile.Open(_path, seal, id);
        await Should.ThrowAsync<InvalidDataException>(() => file.CopyToAsync(Stream.Null, Cancellation));
    }

    [Fact]
    public async Task A_file_from_before_files_were_sealed_is_read_as_it_is()
    {
        await File.WriteAllTextAsync(_path, "first,last\n", Cancellation);
        using var file = new StreamReader(SealedFile.Open(_path, await KeysOf.SealAsync("one"), Guid.CreateVersion7()));
        (await file.ReadToEndAsync(Cancellation)).ShouldBe("first,last\n");
    }

    public void Dispose() => File.Delete(_path);

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31 % 251))];

    private async Task WriteAsync(PersonalSeal seal, Guid id, byte[] content)
    {
        await using var file = new FileStream(_path, FileMode.Create);
        using var writer = await SealedFileWriter.BeginAsync(file, seal, id, Cancellation);
        foreach (var part in content.Chunk(40_000))
            await writer.WriteAsync(part, Cancellation);
        await writer.CompleteAsync(Cancellation);
        writer.Length.ShouldBe(content.Length);
    }
}
