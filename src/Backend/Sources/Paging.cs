using System.Buffers.Text;
using System.ComponentModel;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Sources;

/// <summary>A page of what has ids that sort by time, newest first.</summary>
internal readonly record struct Paging(
    [property: FromQuery(Name = "limit"), Description("Items a page, 1 to 200; default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("nextCursor of the page before.")] string? Cursor)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public int Size => Limit ?? DefaultLimit;

    public (Guid? Before, List<FieldError> Errors) Check()
    {
        var errors = new List<FieldError>();
        if (Limit is < 1 or > MaxLimit)
            errors.Add(new FieldError("limit", "range", $"1 to {MaxLimit}."));
        Guid? before = null;
        Span<byte> bytes = stackalloc byte[24];
        if (Cursor is { Length: 22 } && Base64Url.TryDecodeFromChars(Cursor, bytes, out var length) && length == 16)
            before = new Guid(bytes[..16]);
        else if (Cursor is not null)
            errors.Add(new FieldError("cursor", "format", "Pass nextCursor of the page before, unchanged."));
        return (before, errors);
    }

    /// <param name="rows">Newest first, those of the page and one more.</param>
    public async Task<Page<TView>> ReadAsync<TRow, TView>(IQueryable<TRow> rows, Func<TRow, Guid> id, Func<TRow, TView> view, CancellationToken cancellationToken)
    {
        var found = await rows.Take(Size + 1).ToListAsync(cancellationToken);
        var items = found.Take(Size).ToList();
        return new Page<TView>(items.ConvertAll(row => view(row)), found.Count > items.Count ? Base64Url.EncodeToString(id(items[^1]).ToByteArray()) : null);
    }
}
