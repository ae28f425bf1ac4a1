using LeadPlatform.ApiGateway.Limits.Sharing;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>What one address may send at all, before anything is spent on its credentials.</summary>
internal sealed class AddressLimit(LimitSettings settings, Leases leases, RateGate gate, TimeProvider time)
{
    private readonly AddressBuckets _addresses = new("address", limits => limits.Address, settings, leases, time);

    /// <returns>False: it has been answered.</returns>
    public ValueTask<bool> LetsInAsync(HttpContext context) =>
        context.Features.Get<LetIn>() is null ? gate.LetsInAsync(context, _addresses.Of(context.Connection.RemoteIpAddress), tells: false) : new(true);

    /// <summary>The request has been let in and is asked no second time.</summary>
    public static void NotAgain(HttpContext context) => context.Features.Set(LetIn.Once);

    private sealed class LetIn
    {
        public static readonly LetIn Once = new();
    }
}

internal sealed class AddressLimitMiddleware(RequestDelegate next, AddressLimit limit)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (await limit.LetsInAsync(context))
            await next(context);
    }
}
