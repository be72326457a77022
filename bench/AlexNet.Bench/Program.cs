using AlexNet.Bench;
using AlexNet.Bench.Training;

try
{
    // A process of its own, so that its memory can be told from the benchmark's: driven by TrainingContender.
    if (args is ["train", var network, var batch, var threads])
    {
        TrainingServer.Run(network, int.Parse(batch), int.Parse(threads));
        return 0;
    }
    var options = BenchOptions.Parse(args);
    if (options.ShowHelp) Console.WriteLine(BenchOptions.Help);
    else Benchmarks.Run(options);
    return 0;
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
catch (Exception error) when (error is NotSupportedException or InvalidOperationException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
