Console.WriteLine("AlexNetShell");
