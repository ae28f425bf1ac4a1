using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace LeadPlatform.DataService.Graph.Neptune;

/// <summary>What AWS's own SDK finds: the role of the pod's service account, of the container or the machine, or the environment. It renews what expires.</summary>
internal sealed class SdkCredentials : IAwsCredentials
{
    private readonly Lazy<AWSCredentials> _found = new(() => DefaultAWSCredentialsIdentityResolver.GetCredentials());

    public async ValueTask<AwsKeys> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            var keys = await _found.Value.GetCredentialsAsync().WaitAsync(cancellationToken);
            return new AwsKeys(keys.AccessKey, keys.SecretKey, keys.UseToken ? keys.Token : null);
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException)
        {
            throw new GraphException("There are no credentials for Neptune.", isTransient: true, exception);
        }
    }
}
