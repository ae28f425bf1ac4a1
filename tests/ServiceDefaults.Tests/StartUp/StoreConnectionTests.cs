using LeadPlatform.ServiceDefaults.StartUp;

namespace LeadPlatform.ServiceDefaults.Tests.StartUp;

public class StoreConnectionTests
{
    [Theory]
    [InlineData("Host=db.internal;Username=leads;Password=x;Database=leads;SSL Mode=Require")]
    [InlineData("Host=db-1.internal,db-2.internal;SslMode=VerifyFull;Database=leads")]
    [InlineData("host=db.internal;ssl mode=verify-ca")]
    [InlineData("cache.internal:6379,password=x,ssl=true,abortConnect=false")]
    [InlineData("cache.internal,SSL=True")]
    [InlineData("rediss://cache.internal:6379")]
    [InlineData("tls://backend:x@nats.internal:4222,tls://nats-2.internal:4222")]
    [InlineData("https://neptune.internal:8182")]
    [InlineData("Endpoint=https://qdrant.internal:6333;Key=x")]
    public void Tls_that_may_not_be_left_out_is_encrypted(string text) => StoreConnection.Parse(text).Encrypted.ShouldBeTrue();

    [Theory]
    [InlineData("Host=db.internal;Database=leads")]
    [InlineData("Host=db.internal;Database=leads;SSL Mode=Prefer")]
    [InlineData("Host=db.internal;Database=leads;SSL Mode=Allow")]
    [InlineData("Host=localhost,db.internal;Database=leads")]
    [InlineData("cache.internal:6379,password=x")]
    [InlineData("cache.internal:6379,password=x,ssl=false")]
    [InlineData("redis:6379")]
    [InlineData("nats://nats.internal:4222")]
    [InlineData("tls://nats.internal:4222,nats://nats-2.internal:4222")]
    [InlineData("http://qdrant.internal:6333")]
    [InlineData("Endpoint=http://qdrant.internal:6333;Key=x")]
    [InlineData("not://an address")]
    public void Whatever_may_go_without_tls_is_plain_and_not_local(string text)
    {
        var connection = StoreConnection.Parse(text);
        connection.Encrypted.ShouldBeFalse();
        connection.Local.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=5432;Database=leads")]
    [InlineData("Host=localhost;Database=leads")]
    [InlineData("Host=/var/run/postgresql;Database=leads")]
    [InlineData("127.0.0.1:6379,password=x")]
    [InlineData("[::1]:6379")]
    [InlineData("nats://nats:x@127.0.0.1:4222")]
    [InlineData("http://[::1]:6333")]
    [InlineData("Endpoint=http://127.0.0.1:6333;Key=x")]
    public void A_store_of_this_machine_is_local(string text) => StoreConnection.Parse(text).Local.ShouldBeTrue();
}
