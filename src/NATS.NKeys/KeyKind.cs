namespace NATS.NKeys;

/// <summary>What a key belongs to; the value is the five bits that make the first letter of its text.</summary>
internal enum KeyKind : byte
{
    /// <summary>A…</summary>
    Account = 0,

    /// <summary>C…</summary>
    Cluster = 2,

    /// <summary>N…</summary>
    Server = 13,

    /// <summary>O…</summary>
    Operator = 14,

    /// <summary>U…</summary>
    User = 20,
}
