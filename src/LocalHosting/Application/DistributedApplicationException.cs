namespace Aspire.Hosting;

/// <summary>The application is described wrongly or can't be started; the message says what to do.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates the exception without a sentence.</summary>
    public DistributedApplicationException() { }

    /// <summary>Creates the exception with its sentence.</summary>
    public DistributedApplicationException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner) { }
}
