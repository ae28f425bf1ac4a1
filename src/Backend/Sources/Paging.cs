using System.Buffers.Text;
using System.ComponentModel;
using System.Linq.Expressions;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
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

    /// <param name="id">Its column.</param>
    public async Task<Results<Ok<Page<TView>>, ProblemHttpResult>> AnswerAsync<TRow, TView>(
        IQueryable<TRow> rows, Expression<Func<TRow, Guid>> id, Func<TRow, TView> view, CancellationToken cancellationToken) where TRow : class, IManaged
    {
        var (before, errors) = Check();
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);
        if (before is { } last)
        {
            // As a parameter of the query, not as a part of its text.
            Expression<Func<Guid>> cursor = () => last;
            rows = rows.Where(Expression.Lambda<Func<TRow, bool>>(Expression.LessThan(id.Body, cursor.Body), id.Parameters));
        }

        var size = Limit ?? DefaultLimit;
        var found = await rows.AsNoTracking().OrderByDescending(id).Take(size + 1).ToListAsync(cancellationToken);
        var items = found.Take(size).ToList();
        return TypedResults.Ok(new Page<TView>(items.ConvertAll(row => view(row)), found.Count > items.Count ? Base64Url.EncodeToString(items[^1].Id.ToByteArray()) : null));
    }

    private (Guid? Before, List<FieldError> Errors) Check()
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
}
