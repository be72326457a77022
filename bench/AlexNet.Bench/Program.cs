Console.WriteLine("AlexNet.Bench");
