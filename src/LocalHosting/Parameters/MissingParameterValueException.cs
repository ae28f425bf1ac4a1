namespace Aspire.Hosting;

/// <summary>A parameter without a value.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>Creates the exception without a sentence.</summary>
    public MissingParameterValueException() { }

    /// <summary>Creates the exception with its sentence.</summary>
    public MissingParameterValueException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public MissingParameterValueException(string message, Exception innerException) : base(message, innerException) { }
}
