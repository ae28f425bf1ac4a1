using System.Globalization;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Mappings;

/// <summary>What a mapping may look like. Every wrong member is told at once.</summary>
internal static class MappingRules
{
    public const int MaxMembers = 200;
    public const int MaxPath = 200;
    public const int MaxConstant = 10_000;
    public const int MaxValues = 500;
    public const int MaxWord = 200;
    public const int MaxFormat = 40;
    public const int MaxSplit = 5;

    public static List<FieldError> Check(SourceMapping mapping)
    {
        var errors = new List<FieldError>();
        if (mapping.Members.Count > MaxMembers)
            errors.Add(new FieldError("members", "too_many", $"At most {MaxMembers} members."));
        foreach (var (path, member) in mapping.Members.Take(MaxMembers))
            Check(path, member, new Errors($"members.{(path.Length > 60 ? path[..60] : path)}", errors));
        foreach (var required in MappedPaths.Required.Where(required => !mapping.Members.ContainsKey(required)))
            errors.Add(new FieldError($"members.{required}", "required", "Must be filled for every lead."));
        if (!mapping.Members.ContainsKey("contact.email") && !mapping.Members.ContainsKey("contact.phone"))
            errors.Add(new FieldError("members.contact.email", "required", "Fill contact.email or contact.phone, or both."));
        return errors;
    }

    private static void Check(string path, MemberMapping? member, Errors errors)
    {
        var isDetail = path.StartsWith(MappedPaths.Details, StringComparison.Ordinal) && !path.Split('.').Contains("");
        var isList = MappedPaths.Lists.Contains(path);
        if (!isDetail && !isList && !MappedPaths.Texts.Contains(path))
            errors.Add("", "unknown_member", "There is no such member of a lead; details.NAME takes any other.");
        if (member is null)
        {
            errors.Add("", "required", "Must be an object with from or constant.");
            return;
        }

        if (member.From is null == member.Constant is null)
            errors.Add("", "required", "Give from or constant, one of them.");
        if (member.From is { } from && !IsPath(from))
            errors.Add(".from", "format", $"A path of at most {MaxPath} characters, such as applicant.phones[0].number.");
        if (member.Constant is { Length: 0 or > MaxConstant })
            errors.Add(".constant", "length", $"1 to {MaxConstant} characters.");
        if (member.Values is { } values && (values.Count is 0 or > MaxValues || values.Any(pair => pair.Value is null || pair.Key.Length > MaxWord || pair.Value.Length > MaxWord)))
            errors.Add(".values", "length", $"1 to {MaxValues} words of at most {MaxWord} characters.");
        if (member.DateFormat is { } format && (isList || !IsDateFormat(format)))
            errors.Add(".dateFormat", "format", $"A date format of at most {MaxFormat} characters, such as MM/dd/yyyy; not for lists.");
        if (member.Split is { } split && (!isList || split.Length is 0 or > MaxSplit))
            errors.Add(".split", "format", $"1 to {MaxSplit} characters between the items of a list; for lists only.");
        CheckWords(member, isDetail, errors);
    }

    private static void CheckWords(MemberMapping member, bool isDetail, Errors errors)
    {
        if (member.True is null && member.False is null)
            return;
        var (yes, no) = (member.True ?? [], member.False ?? []);
        if (!isDetail || member.DateFormat is not null)
            errors.Add(".true", "not_allowed", "For details only, and not with dateFormat.");
        if (yes.Count == 0 || no.Count == 0 || yes.Count + no.Count > MaxValues || yes.Concat(no).Any(word => word is null or { Length: > MaxWord }) || yes.Intersect(no).Any())
            errors.Add(".true", "format", $"Give words for true and others for false, at most {MaxValues} of at most {MaxWord} characters.");
    }

    private static bool IsPath(string path) => path.Length is > 0 and <= MaxPath && !path.Any(char.IsControl) && !path.Split('.').Contains("");

    private static bool IsDateFormat(string format)
    {
        if (format.Length is 0 or > MaxFormat)
            return false;
        try
        {
            var text = new DateTime(2026, 1, 31, 17, 5, 0, DateTimeKind.Utc).ToString(format, CultureInfo.InvariantCulture);
            return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year == 2026 && read.Day == 31;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private readonly struct Errors(string path, List<FieldError> errors)
    {
        public void Add(string member, string code, string message) => errors.Add(new FieldError(path + member, code, message));
    }
}
