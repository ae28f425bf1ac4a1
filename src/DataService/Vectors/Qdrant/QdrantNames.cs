using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadPlatform.DataService.Vectors.Qdrant;

/// <summary>
/// What alias and collections are called. Vectors of two models must not meet in a collection, so each model has an alias of its own: the built-in one that of the settings, another
/// <c>{alias}_{model}_{dimensions}_{hash of both}</c>. Collections are called after their alias, with the time they were made.
/// </summary>
internal sealed partial class QdrantNames
{
    private const int ModelLetters = 40;
    private const string Time = "yyyyMMddHHmmssfff";
    private readonly string _configured;

    private QdrantNames(string configured, string alias) => (_configured, Alias) = (configured, alias);

    public string Alias { get; }

    public static QdrantNames Of(string configured, VectorOptions vectors) => new(configured, vectors.IsLocalModel ? configured : $"{configured}_{Suffix(vectors)}");

    public string NewCollection(DateTimeOffset now) => $"{Alias}-{now.ToString(Time, CultureInfo.InvariantCulture)}";

    public bool IsOfThisModel(string collection) => AliasOf(collection) == Alias;

    /// <summary>Others may keep collections on the same server, also ones whose names begin alike.</summary>
    public bool IsOfAnotherModel(string collection) =>
        AliasOf(collection) is { } alias && alias != Alias && (alias == _configured || (alias.StartsWith(_configured + "_", StringComparison.Ordinal) && OfModel().IsMatch(alias.AsSpan(_configured.Length))));

    private static string? AliasOf(string collection) =>
        collection.LastIndexOf('-') is > 0 and var dash && collection.Length - dash == Time.Length + 1 && !collection.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9') ? collection[..dash] : null;

    private static string Suffix(VectorOptions vectors)
    {
        var model = string.Concat(vectors.Model.ToLowerInvariant().Take(ModelLetters).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{vectors.Model}\n{vectors.Dimensions}")));
        return string.Create(CultureInfo.InvariantCulture, $"{model}_{vectors.Dimensions}_{Convert.ToHexStringLower(hash.AsSpan(0, 4))}");
    }

    [GeneratedRegex("^_[a-z0-9-]{1,40}_[0-9]{1,4}_[0-9a-f]{8}$")]
    private static partial Regex OfModel();
}
