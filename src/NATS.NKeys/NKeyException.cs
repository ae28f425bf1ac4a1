namespace NATS.NKeys;

/// <summary>A seed that can't be read. The message says what is wrong and never quotes the seed.</summary>
public sealed class NKeyException : Exception
{
    /// <summary>Creates the exception with its sentence.</summary>
    public NKeyException(string message) : base(message) { }

    /// <summary>Creates the exception without a sentence.</summary>
    public NKeyException() { }

    /// <summary>Creates the exception with its cause.</summary>
    public NKeyException(string message, Exception innerException) : base(message, innerException) { }
}
