using System.Text;
using System.Xml.Linq;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace LeadPlatform.Backend.Storage;

/// <summary>Keys of cookies and of links in mail lie in the database wrapped with the platform's key.</summary>
internal sealed class CookieKeyEncryptor(PlatformKeyRing platform) : IXmlEncryptor
{
    public const string Purpose = "data-protection-key";
    public const string KeyAttribute = "platformKey";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var wrapped = platform.Current.Wrap(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose);
        return new EncryptedXmlInfo(
            new XElement("wrapped", new XAttribute(KeyAttribute, platform.Current.Id), Convert.ToBase64String(wrapped)), typeof(CookieKeyDecryptor));
    }
}

/// <summary>Made by data protection, which knows its type by the stored key.</summary>
internal sealed class CookieKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = services.GetRequiredService<PlatformKeyRing>().Get((string?)encryptedElement.Attribute(CookieKeyEncryptor.KeyAttribute) ?? "");
        return XElement.Parse(Encoding.UTF8.GetString(key.Unwrap(Convert.FromBase64String(encryptedElement.Value), CookieKeyEncryptor.Purpose)));
    }
}
