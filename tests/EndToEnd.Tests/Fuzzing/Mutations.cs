using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.EndToEnd.Tests.Fuzzing;

/// <summary>Changes to right values that have broken programs before.</summary>
internal static class Mutations
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "\r\nX-Injected: 1", "\u0085\u2028", "\u202Eabc", "é", "e\u0301", "🏳️‍🌈", "\uFEFF", "\uFFFF", "İ", "ß", "null", "true", "-1", "NaN", "Infinity",
        "' OR '1'='1", "'; DROP TABLE leads; --", "\\'; SELECT pg_sleep(5); --", "%' AND 1=1", "$(id)", "`id`", "| id", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "%s%s%n", "%00", "%",
        "../../../../etc/passwd", "..\\..\\windows\\win.ini", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "@SUM(1)",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "*)(uid=*", "0", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "9999-12-31T23:59:60Z", "0000-00-00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00", "+1 (212) 555-0123", "1e308", "eyJpZCI6MX0", "AAAA", "W10", "bnVsbA",
    ];

    private static readonly string[] Numbers = ["0", "-0", "-1", "1.5", "2147483648", "-2147483649", "9223372036854775808", "1e400", "1e-400", "0.1e1", "123456789012345678901234567890", "1E+2"];

    public static string Text(Random random) => random.Next(12) switch
    {
        0 => new string((char)random.Next(32, 0x3000), random.Next(1, 5_000)),
        1 => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(long.MinValue, long.MaxValue)}"),
        2 => SomeId(random),
        _ => Texts[random.Next(Texts.Length)],
    };

    private static string SomeId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>A body as bytes, with some of it changed.</summary>
    public static byte[] Json(Random random, JsonNode? example)
    {
        var body = example?.DeepClone();
        for (var changes = random.Next(0, 4); changes > 0; changes--)
            body = Change(random, body);
        var text = body?.ToJsonString(Lenient) ?? "null";
        return random.Next(8) switch
        {
            0 => Bytes(random, Encoding.UTF8.GetBytes(text)),
            1 => Encoding.UTF8.GetBytes(text[..random.Next(text.Length + 1)]),
            2 => Encoding.UTF8.GetBytes(text.Replace("\"text\"", Numbers[random.Next(Numbers.Length)], StringComparison.Ordinal).Replace(":1", $":{Numbers[random.Next(Numbers.Length)]}", StringComparison.Ordinal)),
            3 => Encoding.UTF8.GetBytes(Odd(random, text)),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static readonly JsonSerializerOptions Lenient = new() { MaxDepth = 10_000 };

    private static string Odd(Random random, string text) => random.Next(7) switch
    {
        0 => new string('[', 20_000),
        1 => string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000),
        2 => text.StartsWith('{') && text.Length > 2 ? $"{text[..^1]},{text[1..]}" : text + text,
        3 => "\uFEFF" + text,
        4 => text.Replace("\"", "'", StringComparison.Ordinal),
        5 => text.StartsWith('{') ? "{\"\\ud800\":\"\\udfff\"," + text[1..] : "\"\\ud800\"",
        _ => "/* */" + text + " // end",
    };

    private static byte[] Bytes(Random random, byte[] bytes)
    {
        for (var i = 0; i < 1 + (bytes.Length / 40); i++)
        {
            if (bytes.Length > 0)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static JsonNode? Change(Random random, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } one when random.Next(6) > 0:
                var name = one.ElementAt(random.Next(one.Count)).Key;
                var member = one[name];
                switch (random.Next(8))
                {
                    case 0:
                        one.Remove(name);
                        break;
                    case 1:
                        one[Text(random)] = member?.DeepClone();
                        break;
                    case 2:
                        one["__proto__"] = new JsonObject { ["role"] = "admin" };
                        break;
                    case 3:
                        one.Remove(name);
                        one[name.ToUpperInvariant()] = member;
                        break;
                    default:
                        one.Remove(name);
                        one[name] = Change(random, member);
                        break;
                }

                return one;
            case JsonArray { Count: > 0 } many when random.Next(4) > 0:
                var item = many[random.Next(many.Count)]?.DeepClone();
                for (var copies = random.Next(3) == 0 ? 1_000 : 1; copies > 0; copies--)
                    many.Add(copies == 1 ? Change(random, item?.DeepClone()) : item?.DeepClone());
                return many;
            default:
                return random.Next(8) switch
                {
                    0 => null,
                    1 => new JsonArray(),
                    2 => new JsonObject(),
                    3 => random.Next(2) == 0,
                    4 => random.NextInt64(long.MinValue, long.MaxValue),
                    5 => random.NextDouble() * 1e18,
                    _ => Text(random),
                };
        }
    }
}
