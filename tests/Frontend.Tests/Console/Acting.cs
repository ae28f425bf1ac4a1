using Bunit;
using Microsoft.AspNetCore.Components;

namespace LeadPlatform.Frontend.Tests.Console;

internal static class Acting
{
    /// <summary>
    /// Finds and acts in one go on the renderer's own thread. A render between the two, of a lead that comes in at that moment, would leave the test with the
    /// handler of an element that is no longer there.
    /// </summary>
    public static void Act<TComponent>(this IRenderedComponent<TComponent> page, Action act) where TComponent : IComponent =>
        page.InvokeAsync(act).GetAwaiter().GetResult();
}
