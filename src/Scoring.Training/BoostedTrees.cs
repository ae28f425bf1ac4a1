using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.LightGbm;

namespace LeadPlatform.Scoring.Training;

/// <summary>LightGBM, which grows boosted trees, as far as it loads here.</summary>
public static class BoostedTrees
{
    private const string Gomp = "libgomp.so.1";

    /// <summary>
    /// Whether it does. There is one for x64 alone, and on Linux it needs GCC's OpenMP runtime: the system's, or where there is none the one that was published beside it (LightGbm.targets).
    /// </summary>
    public static bool AreHere { get; } =
        (!OperatingSystem.IsLinux() || LoadGomp()) && NativeLibrary.TryLoad("lib_lightgbm", typeof(LightGbmBinaryTrainer).Assembly, searchPath: null, out _);

    // Once it is loaded, LightGBM's own need of it is met by its name, wherever it lies.
    private static bool LoadGomp() => NativeLibrary.TryLoad(Gomp, out _) || Folders().Any(folder => NativeLibrary.TryLoad(Path.Combine(folder, Gomp), out _));

    private static IEnumerable<string> Folders() =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Prepend(AppContext.BaseDirectory);
}
