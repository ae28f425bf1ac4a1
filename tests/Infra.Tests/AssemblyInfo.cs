// The CDK speaks with its one Node process over a pipe that isn't safe for several threads.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
