using System.Text;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.DataService.Importing;

/// <summary>The file in a request: the body itself, or the part <c>file</c> of a form. It goes to the folder as it comes, never through memory.</summary>
internal static class ImportBody
{
    private const int MaxMappingBytes = 262_144;
    private const int MaxBoundary = 100;

    /// <returns>The bytes kept (null where they were too many) and what the form said beside it; or what is wrong with the request.</returns>
    public static async Task<(long? Bytes, string? Mapping, string? FileName, IResult? Wrong)> KeepAsync(
        HttpRequest request, ImportFolder folder, Guid importId, CancellationToken cancellationToken)
    {
        try
        {
            if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is not true)
                return (await folder.KeepAsync(importId, request.Body, cancellationToken), null, null, null);
            return await KeepPartAsync(request, folder, importId, cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, null, null, Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, "The file is too large."));
        }
        catch (InvalidDataException)
        {
            return (null, null, null, Wrong("The form can't be read."));
        }
    }

    private static async Task<(long?, string?, string?, IResult?)> KeepPartAsync(HttpRequest request, ImportFolder folder, Guid importId, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary)
            return (null, null, null, Wrong("The form has no boundary."));
        var parts = new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
        string? mapping = null;
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            var disposition = part.GetContentDispositionHeader();
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value;
            if (name == "mapping")
                mapping = await TextAsync(part.Body, cancellationToken);
            else if (name == "file")
                return (await folder.KeepAsync(importId, part.Body, cancellationToken), mapping, HeaderUtilities.RemoveQuotes(disposition!.FileName).Value, null);
        }

        return (null, null, null, Wrong("The form has no part named file."));
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxMappingBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxMappingBytes ? "" : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static IResult Wrong(string message) => Problem.InvalidRequest(new FieldError("body", "format", message));
}
