using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LeadPlatform.Benchmarks;
using Perfolizer.Horology;

// In this process: the projects BenchmarkDotNet would generate don't know this repository's rules for packages. Collector as the services have it.
BenchmarkSwitcher.FromAssembly(typeof(CaptureBenchmarks).Assembly).Run(
    args.Length == 0 ? ["--filter", "*"] : args,
    ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithWarmupCount(4).WithIterationCount(8).WithIterationTime(TimeInterval.FromMilliseconds(300)).WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(TargetMethodColumn.Method, StatisticColumn.Mean, StatisticColumn.Error)
        .AddColumnProvider(DefaultColumnProviders.Metrics)
        .AddLogger(ConsoleLogger.Default)
        .WithOptions(ConfigOptions.DisableLogFile)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "leadplatform-benchmarks")));
