using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Contacts;

internal static class ContactsExtensions
{
    public static WebApplicationBuilder AddContacts(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PersonalDataOptions>().BindConfiguration(PersonalDataOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new ContactKeys(HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Encoding.UTF8.GetBytes(services.GetRequiredService<IOptions<PersonalDataOptions>>().Value.Key!),
            outputLength: 32,
            info: "contact-keys-1"u8.ToArray())));
        return builder;
    }
}
