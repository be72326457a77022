using AlexNet.Bench.Torch;

// prepare                               makes the native library loadable here
// serve NETWORK INPUT BATCH THREADS     stays warm and runs when a line on standard input says so
// train NETWORK INPUT BATCH THREADS     the same for training steps
// once-mapped, once-read NETWORK INPUT THREADS PASSES
//                                       first prediction, then more passes, then the peak of memory
switch (args)
{
    case ["prepare"]:
        OlderLibstdcxx.Prepare();
        Console.WriteLine(TorchSharp.torch.__version__);
        return 0;
    case ["serve", var network, var input, var batch, var threads]:
        Server.Run(network, input, int.Parse(batch), int.Parse(threads));
        return 0;
    case ["train", var network, var input, var batch, var threads]:
        TrainingServer.Run(network, input, int.Parse(batch), int.Parse(threads));
        return 0;
    case ["once-mapped" or "once-read", var network, var input, var threads, var passes]:
        FirstPrediction.Run(network, input, int.Parse(threads), int.Parse(passes), mapped: args[0] == "once-mapped");
        return 0;
    default:
        Console.Error.WriteLine("driven by AlexNet.Bench through pipes: ./build.sh bench");
        return 64;
}
