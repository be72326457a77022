using AlexNet.Engine.Devices.Processes;

if (args is not [{ Length: > 0 } pipe])
{
    Console.Error.WriteLine("AlexNet.Worker is started by AlexNet itself, for a device of kind Process: Invoke-AlexNetClassify -DeviceKind Process.");
    return 64;
}
return DeviceWorker.Run(pipe);
