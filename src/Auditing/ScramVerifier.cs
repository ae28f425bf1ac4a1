using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.Auditing;

/// <summary>What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 7677): sent in its place, so that the password stands in no log of statements.</summary>
internal static class ScramVerifier
{
    // PostgreSQL's own.
    private const int Iterations = 4096;
    private const int SaltBytes = 16;

    /// <exception cref="InvalidOperationException">The password has other characters than ASCII's printable ones, which would have to be normalised first.</exception>
    public static string Of(string password)
    {
        if (password.Any(character => character is < ' ' or > '~'))
            throw new InvalidOperationException("The password of the service's connection string must be of ASCII's printable characters.");
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(Keyed("Client Key"));
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(Keyed("Server Key"))}";

        byte[] Keyed(string name) => HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes(name));
    }
}
