using Microsoft.AspNetCore.StaticAssets;

namespace LeadPlatform.Frontend.Site;

/// <summary>Where the public pages' one stylesheet is: the name with its fingerprint, so that a browser asks for it once.</summary>
internal sealed class Stylesheet(EndpointDataSource endpoints)
{
    private const string Name = "public.css";
    private string? _address;

    public string Address => _address ??= Find();

    private string Find()
    {
        var fingerprinted = endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>())
            .FirstOrDefault(asset => asset is not null && asset.Properties.Any(property => property is { Name: "label", Value: Name }));
        return $"/{fingerprinted?.Route ?? Name}";
    }
}
