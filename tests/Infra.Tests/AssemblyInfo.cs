using Xunit.Sdk;
using Xunit.v3;

// The CDK speaks with its one Node process over a pipe that isn't safe for several threads.
[assembly: Parallelization(Mode = ParallelMode.None)]
