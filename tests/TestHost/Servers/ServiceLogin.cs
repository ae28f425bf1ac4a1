using Npgsql;

namespace LeadPlatform.TestHost;

/// <summary>The role services connect as in tests, as they do everywhere: it owns nothing. A test itself connects as the owner.</summary>
public static class ServiceLogin
{
    public const string Name = "service_of_tests";
    public const string Password = "drawn-for-tests-4f1c";

    /// <summary>The connection string of a service to the database of its owner's.</summary>
    public static string To(string ownersConnection) => new NpgsqlConnectionStringBuilder(ownersConnection) { Username = Name, Password = Password }.ConnectionString;
}
