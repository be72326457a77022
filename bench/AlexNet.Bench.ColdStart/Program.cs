using System.Globalization;
using System.Runtime.InteropServices;
using AlexNet.Bench.ColdStart;

// ENGINE MODEL IMAGE THREADS PASSES: what a program does that is started for one photo. It loads the model, runs once and prints an answer;
// the parent holds the watch. With more passes after it, the peak of memory is a second line.
if (args is not [var engine, var model, var image, var threadCount, var passCount])
{
    Console.Error.WriteLine("driven by AlexNet.Bench: ./build.sh bench --only cold");
    return 64;
}
var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(image));
var threads = int.Parse(threadCount, CultureInfo.InvariantCulture);
var passes = int.Parse(passCount, CultureInfo.InvariantCulture);
using IPredictor predictor = engine == "ours" ? new OurPredictor(model, values, threads) : new OnnxRuntimePredictor(model, values, threads);
Console.WriteLine(predictor.Run());
Console.Out.Flush();
for (var pass = 0; pass < passes; pass++) predictor.Run();
if (passes > 0) Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)));
return 0;
