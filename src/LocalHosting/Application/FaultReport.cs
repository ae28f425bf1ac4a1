namespace Aspire.Hosting;

/// <summary>Shows a mistake in the description of an application, or a missing server, as a sentence instead of a stack trace.</summary>
internal static class FaultReport
{
    private static int _installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += (_, e) => Show(e.ExceptionObject);
    }

    private static void Show(object fault)
    {
        if (fault is not DistributedApplicationException and not ArgumentException { ParamName: "name" })
            return;

        Console.Error.WriteLine($"error: {((Exception)fault).Message}");
        Environment.Exit(1);
    }
}
