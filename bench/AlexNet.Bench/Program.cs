using AlexNet.Bench;

try
{
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
