namespace AlexNet.Engine.Devices;

/// <summary>One forward pass, as every device of it is told.</summary>
/// <param name="Number">Counts the calls of a session, from 1.</param>
/// <param name="Images">Images of it.</param>
/// <param name="ImagesTogether">Images that go through a spatial stage together; 0 lets each stage choose.</param>
/// <param name="Records">Whether spans are recorded.</param>
internal readonly record struct DeviceCall(uint Number, int Images, int ImagesTogether, bool Records);
