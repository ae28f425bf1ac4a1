using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace LeadPlatform.Cli.Terminal;

/// <summary>Results go to standard output, one a line; everything else (progress, questions, errors) to standard error.</summary>
internal static class Say
{
    private static readonly Lock OneAtATime = new();

    /// <summary>For people: without colour where it is no terminal, or NO_COLOR is set.</summary>
    public static IAnsiConsole People { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = IsPlain ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = IsPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = IsPlain ? InteractionSupport.No : InteractionSupport.Detect,
    });

    /// <summary>Whether a question would reach a person.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    private static bool IsPlain => Console.IsErrorRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    public static void Result(string text)
    {
        lock (OneAtATime)
            Console.Out.WriteLine(Printable(text));
    }

    public static void Result<T>(T value, JsonTypeInfo<T> json)
    {
        var text = JsonSerializer.Serialize(value, json);
        lock (OneAtATime)
            Console.Out.WriteLine(text);
    }

    public static void Note(string text) => Write(text, Style.Plain);

    public static void Error(string text) => Write(text, new Style(Color.Red));

    private static void Write(string text, Style style)
    {
        lock (OneAtATime)
        {
            // Lines of a log are not to be folded at the width of a terminal that isn't there.
            if (IsPlain)
                Console.Error.WriteLine(Printable(text));
            else
                People.Write(new Text(Printable(text) + Environment.NewLine, style));
        }
    }

    /// <summary>What comes from a server must not steer the terminal.</summary>
    private static string Printable(string text) =>
        string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) && from[i] is not ('\n' or '\r' or '\t') ? '\uFFFD' : from[i];
        });
}
