namespace AlexNet.Imaging.Tests.Classification;

/// <summary>Tests that look at the whole process, its threads and its memory, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ProcessCollection
{
    public const string Name = "The whole process";
}
