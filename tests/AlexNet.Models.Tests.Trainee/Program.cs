using AlexNet.Models;
using AlexNet.Models.Tests.Trainee;
using AlexNet.Models.Training;

// CHECKPOINT MODEL EPOCHS: trains and saves. After each step it says its number and waits for a line, as long as its input is open.
var options = TinyRun.Options(int.Parse(args[2]), args[0]);
using var trainer = TinyRun.Start(options);
foreach (var _ in trainer.Run(new Steps())) { }
ModelFile.Save(trainer.ToModel(), args[1], new SaveOptions { Overwrite = true });

internal sealed class Steps : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        Console.WriteLine(value.Step);
        Console.ReadLine();
    }
}
