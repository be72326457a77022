# The words of Get-Help. Build-Help.ps1 joins them with the cmdlets' parameters into ../../en-US/AlexNet.PowerShell.dll-Help.xml, where PowerShell looks for it: beside the manifest.
# Examples are run by tests/Pester/Help.Tests.ps1 in a folder with the photos of samples/, some of them by class in photos/, and a small model.safetensors.
@{
    'Invoke-AlexNetClassify' = @{
        Synopsis    = 'Says what is on photos.'
        Description = @(
            'Sends photos through an AlexNet and puts out one object for each, in the order in which they came: the likeliest label, its probability, and the likeliest classes as Predictions. The next photos are decoded while the network computes, and memory stays the same however many photos there are.'
            'The objects bind to the next command by PSPath, so that photos can be sorted into folders by pipelines. A file that is no photo is an error that names it; the rest goes on.'
            'A photo is JPEG, PNG, WebP, BMP or GIF, known by its content and not by its name. Its EXIF orientation is followed. What happens to it then (size, crop, colours, mean) belongs to the model.'
            'As long as the project has no trained model, the default is the network of the paper with random weights. A warning says of every untrained model, once a session, that its answers are not meaningful.'
        )
        Parameters  = @{
            Path             = 'Photos, patterns such as *.jpg, or folders. Of a folder that is named, the files ending in jpg, jpeg, png, webp, bmp and gif are taken; a folder that only matches a pattern is entered with -Recurse.'
            LiteralPath      = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem bind here when piped; folders that it sends are passed over unless -Recurse is given.'
            InputObject      = 'The bytes of one encoded photo (byte[]) or a stream, which is read to its end and stays open. Bytes are piped as one object: ,$bytes | Invoke-AlexNetClassify.'
            Recurse          = 'Takes the photos in subfolders too, with a pattern such as *.jpg those whose names match it. Links to folders are not followed. Folders that Get-ChildItem sends are entered with -Recurse only: without it, what is in them is left to Get-ChildItem.'
            Model            = 'Who answers: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network (paper, source2012, bvlc, caffenet, onetower).'
            Top              = 'How many predictions a photo gets: 5, or all classes of a network that has fewer.'
            BatchSize        = 'Photos that go through the network together at most, up to 1024. auto, the default, or 0 chooses (16). It changes speed and memory, never the answers but for rounding.'
            TenView          = 'Averages the answers for ten views of each photo, the four corners and the centre, each also mirrored (section 4.1 of the paper). Ten times the work for a somewhat better answer.'
            ReducedDecoding  = 'Lets the codec decode a large JPEG at a fraction of its size where at least twice the needed pixels remain. Faster, but the answer may move: over 41 photographs of 1 to 24 megapixels a colour level (0 to 255) of the networks'' inputs moved by 0.28 in the mean and by 19 at most, a logit by 0.02 standard deviations of a photograph''s logits, a probability by 7e-7, and no first answer changed (networks paper, bvlc and onetower with seeded random weights).'
            ThrottleLimit    = 'Photos decoded at the same time. 0, the default, takes one a core.'
            ComputeThreads   = 'Threads that compute the network. 0, the default, takes one a core. It never changes the answers but for rounding. Commands that run side by side share the cores.'
            Algorithm        = 'What must compute the convolutions: the name of an algorithm for every convolution that it can compute, or a hashtable of layers and names, such as @{ conv1 = ''SpaceToDepth''; conv2 = ''Winograd4x4'' }. All other layers are chosen for: by what Measure-AlexNetPerformance -Tune found on this machine, else by measured rules. All algorithms give the same answers but for rounding.'
            ExcludeAlgorithm = 'Algorithms that must not be chosen: names, or patterns such as *Winograd*. What -Algorithm asks for is used nevertheless, and ImplicitGemm, which computes anything, stays as the last resort.'
            DeviceCount      = 'Devices that the network is cut over, as the paper cut it over two: 1, 2 or 4. The cores are shared out among them; each holds its share of every layer''s outputs and weights, and they exchange maps where a layer needs them. The answers are the same bits.'
            DeviceKind       = 'Where the devices compute: Thread, in this process, or Process, in processes of their own that share memory and hold nothing but their share of the weights. Processes take a moment to start, and end with the command.'
            Timeline         = 'Records what the devices do, for Get-AlexNetTimeline and Export-AlexNetTimeline.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'System.Byte[]', 'System.IO.Stream')
        Outputs     = @('AlexNet.Engine.Inference.Classification')
        Examples    = @(
            @{ Code = 'Invoke-AlexNetClassify samples -Model model.safetensors'; Remarks = 'Classifies the photos in a folder.' }
            @{ Code = 'Get-ChildItem samples/*.jpg | Invoke-AlexNetClassify -Model model.safetensors -Top 3 | Sort-Object Probability -Descending'; Remarks = 'The surest first, with three predictions each.' }
            @{ Code = "`$null = New-Item flowers -ItemType Directory -Force`nInvoke-AlexNetClassify samples/*.jpg -Model model.safetensors |`n    Where-Object Label -eq 'sunflower' |`n    Move-Item -Destination flowers -WhatIf"; Remarks = 'Shows which photos of sunflowers would be moved to another folder; without -WhatIf they are.' }
            @{ Code = "`$bytes = [System.IO.File]::ReadAllBytes((Convert-Path samples/fig.jpg))`n,`$bytes | Invoke-AlexNetClassify -Model model.safetensors | Format-List"; Remarks = 'Classifies a photo from memory and shows all predictions.' }
            @{ Code = 'Invoke-AlexNetClassify samples/fig.jpg -Model model.safetensors -Algorithm ImplicitGemm'; Remarks = 'Computes every convolution as a matrix product, to compare answers or times.' }
            @{ Code = "Invoke-AlexNetClassify samples/fig.jpg -Model model.safetensors -DeviceCount 2 -Timeline`nGet-AlexNetTimeline"; Remarks = 'Runs the two towers of the paper on a device each, and shows what they did.' }
        )
        Links       = @('Import-AlexNetModel', 'Get-AlexNetModel', 'Measure-AlexNetPerformance', 'Get-AlexNetDevicePlan', 'Get-AlexNetTimeline')
    }
    'Measure-AlexNetPerformance' = @{
        Synopsis    = 'Measures how fast a model is on this machine, and finds its fastest algorithms.'
        Description = @(
            'Times forward passes on made-up images, for each number of threads and each batch size, and puts out an object for each: the median and the least time an image, images a second, billions of operations a second (a multiply-add is two). With -PerLayer it puts out an object a layer instead; a nonlinearity counts with the layer before it.'
            'With -Tune it times every algorithm of every convolution, in turns, so that a disturbance of the machine meets them all. The least median wins; the choice of the built-in rules stays where it is within 5 %. What won is kept in a file and used from then on by Invoke-AlexNetClassify, by this cmdlet and in what Get-AlexNetLayer shows, for convolutions of the same shape, threads and images that go through them together.'
            'The file is in the user''s cache folder: $XDG_CACHE_HOME/alexnetshell or ~/.cache/alexnetshell, on macOS ~/Library/Caches/alexnetshell, on Windows alexnetshell in the local application data; the environment variable ALEXNET_CACHE names another folder. -Verbose says where it is. Delete it to go back to the rules. A damaged file is a warning and is not used.'
            'Other work on the machine makes all times longer. Ctrl-C ends it at once; what was measured so far has been put out, and nothing is kept.'
        )
        Parameters  = @{
            Model            = 'The model: an object, the name of a built-in network or the path of a model file. Times do not depend on whether it is trained.'
            BatchSize        = 'Images that go through the network together; several sizes are measured one after the other.'
            ThreadCount      = 'Threads that compute; several numbers are measured one after the other. 0, the default, takes one a core.'
            Algorithm        = 'What must compute the convolutions: the name of an algorithm for every convolution that it can compute, or a hashtable of layers and names, such as @{ conv1 = ''SpaceToDepth''; conv2 = ''Winograd4x4'' }. All other layers are chosen for.'
            ExcludeAlgorithm = 'Algorithms that must not be chosen, or with -Tune not be measured: names, or patterns such as *Winograd*. ImplicitGemm, which computes anything, stays as the last resort.'
            Repeat           = 'Passes that are timed, or with -Tune turns of all algorithms. 0, the default, goes by -Seconds.'
            Seconds          = 'Seconds that each object of the output, or with -Tune each layer, is measured, after a warm-up. Three passes are timed at least. It does not count where -Repeat is given.'
            PerLayer         = 'Puts out an object for each layer.'
            Tune             = 'Times every algorithm of every convolution and keeps the fastest.'
            WhatIf           = 'With -Tune: measures, but keeps nothing.'
            Confirm          = 'With -Tune: asks before it keeps what was measured.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('AlexNet.Engine.Inference.Measuring.Performance', 'AlexNet.Engine.Inference.Measuring.LayerPerformance', 'AlexNet.Engine.Inference.Planning.AlgorithmTime')
        Examples    = @(
            @{ Code = 'Measure-AlexNetPerformance model.safetensors -BatchSize 1, 4 -ThreadCount 1, 2 -Seconds 0.2'; Remarks = 'Four combinations of batch and threads.' }
            @{ Code = "Measure-AlexNetPerformance model.safetensors -BatchSize 1 -PerLayer -Repeat 5 |`n    Sort-Object Share -Descending | Select-Object -First 3"; Remarks = 'The three layers that take longest.' }
            @{ Code = "'ImplicitGemm', 'Winograd4x4' | ForEach-Object {`n    Measure-AlexNetPerformance model.safetensors -BatchSize 1 -Algorithm `$_ -Seconds 0.2`n} | Format-List Algorithms, MillisecondsPerImage"; Remarks = 'Compares two algorithms over the whole network.' }
            @{ Code = 'Measure-AlexNetPerformance model.safetensors -Tune -BatchSize 1 -Seconds 0.2 -WhatIf | Where-Object IsChosen'; Remarks = 'Shows what would be chosen on this machine; without -WhatIf it is kept.' }
        )
        Links       = @('Get-AlexNetLayer', 'Invoke-AlexNetClassify')
    }
    'Import-AlexNetModel' = @{
        Synopsis    = 'Opens model files.'
        Description = @('Opens safetensors files that Export-AlexNetModel wrote, with the network, the labels and the preprocessing inside, and files of other programs: Caffe''s .caffemodel and ONNX. What a file is, is told by its content. The weights are mapped into memory: they are read when the network first needs them. A file that is damaged, or of another network than an AlexNet, is refused with the place and the reason.'
            'Files of other programs bring the preprocessing that they were trained with, and ImageNet''s labels when they have 1000 classes. docs/model-formats.md says what is read.'
            'With -WeightPrecision the weights of the fully connected layers, most of the network, are copied into a smaller type. One photo alone takes as long as those weights take to be read, so Int8 saves most of that time and three quarters of the memory, for answers that differ slightly; docs/performance.md has the numbers.')
        Parameters  = @{
            Path            = 'Model files, or patterns such as *.safetensors.'
            NetworkFile     = 'Caffe''s description of the network, deploy.prototxt, for a .caffemodel that does not describe it itself.'
            MeanFile        = 'A mean image to subtract from photos, Caffe''s .binaryproto or NumPy''s .npy, in place of the mean pixel of ImageNet.'
            Architecture    = 'The network, for a file that leaves it open: bare weights of bvlc and caffenet have the same names and shapes.'
            LiteralPath     = 'Model files; no character is a wildcard. Files of Get-ChildItem bind here when piped.'
            WeightPrecision = 'What the weights of the fully connected layers become: Float32, Float16, BFloat16, or Int8 with one scale for each output. Rounding is to nearest; a weight that the type cannot hold is an error. Convolutions and biases stay as they are, and arithmetic is always single precision. By default every weight stays as it is in the file.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Models.Model')
        Examples    = @(
            @{ Code = "`$model = Import-AlexNetModel model.safetensors`nInvoke-AlexNetClassify samples/cat.png -Model `$model"; Remarks = 'Opens a model once, to be used often.' }
            @{ Code = 'Import-AlexNetModel *.safetensors | Get-AlexNetModel'; Remarks = 'Describes the models in a folder.' }
            @{ Code = "Import-AlexNetModel model.safetensors | Export-AlexNetModel model.caffemodel -Force`nImport-AlexNetModel model.caffemodel -NetworkFile model.prototxt | Get-AlexNetModel"; Remarks = 'Opens a file of Caffe, with the description of its network.' }
            @{ Code = "`$small = Import-AlexNetModel model.safetensors -WeightPrecision Int8`nInvoke-AlexNetClassify samples/cat.png -Model `$small"; Remarks = 'Classifies with the fully connected layers in a quarter of the memory.' }
        )
        Links       = @('Export-AlexNetModel', 'Get-AlexNetModel')
    }
    'Export-AlexNetModel' = @{
        Synopsis    = 'Writes a model to a file.'
        Description = @('Writes one safetensors file with the weights, the network, the labels and the preprocessing: everything that an answer depends on. The file is written beside its target and put there when it is whole. Numbers are in docs/model-file.md.'
            'It also writes files of other programs, with single-precision weights: ONNX, and Caffe''s .caffemodel with the .prototxt beside it. They hold labels and preprocessing too and come back as they were; docs/model-formats.md says how.')
        Parameters  = @{
            Model     = 'The model, or the name of a built-in network, or the path of another model file.'
            Path      = 'The file to write.'
            Format    = 'What the file is: Safetensors, Onnx or Caffe. By default its extension says so: .onnx or .caffemodel, and any other is safetensors.'
            Precision = 'Converts the weights: Float32, Float16, BFloat16 or Int8. The two of 16 bits halve the file; biases stay as they are. Int8 converts the fully connected layers only and makes the file about a quarter. By default every weight stays as it is.'
            Force     = 'Replaces a file that is already there.'
            PassThru  = 'Puts out the file.'
            WhatIf    = 'Says what would be written, and writes nothing.'
            Confirm   = 'Asks before it writes.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'New-AlexNetModel -FullyConnectedWidth 64 -Class cat, dog | Export-AlexNetModel pets.safetensors -Force -PassThru'; Remarks = 'Makes a small untrained network and writes it.' }
            @{ Code = "`$model = New-AlexNetModel -FullyConnectedWidth 64 -Class cat, dog`nExport-AlexNetModel `$model pets.safetensors -Force"; Remarks = 'The same in two steps: first the model, then the file.' }
            @{ Code = 'Import-AlexNetModel model.safetensors | Export-AlexNetModel model.onnx -Force'; Remarks = 'Writes a model for ONNX Runtime.' }
            @{ Code = 'Import-AlexNetModel model.safetensors | Export-AlexNetModel half.safetensors -Precision Float16 -Force'; Remarks = 'Writes a model in half precision.' }
        )
        Links       = @('Import-AlexNetModel', 'New-AlexNetModel')
    }
    'New-AlexNetModel' = @{
        Synopsis    = 'Makes an untrained model.'
        Description = @('Makes a network with weights as they are before training. Its answers mean nothing yet; it is there to be trained, measured and looked at. The sizes may be scaled; a size at which the maps of some layer would vanish is refused with the name of the layer.')
        Parameters  = @{
            Architecture        = 'The variant: paper (the text of 2012), source2012 (the authors'' program), bvlc and caffenet (Caffe''s two), or onetower (2014, torchvision).'
            Class               = 'The names of the classes, in the order of the network''s outputs.'
            ClassCount          = 'How many classes, where names do not matter. 1000 get the names of ImageNet.'
            FullyConnectedWidth = 'Neurons in each of the fully connected layers but the last: 4096.'
            InputSize           = 'Height and width of the network''s input in pixels.'
            Activation          = 'The nonlinearity in place of ReLU: Identity, Relu, Sigmoid or Tanh. The paper compares Relu with Tanh in its figure 1.'
            Seed                = 'The same seed gives the same weights, on every machine.'
            WeightPrecision     = 'What the weights of the fully connected layers become, as with Import-AlexNetModel.'
            Initialization      = 'Distribution draws the weights as the authors did. He draws them by the width of each layer (He et al. 2015). Formula makes them by a formula that any language can repeat, for comparing implementations.'
        }
        Inputs      = @('None')
        Outputs     = @('AlexNet.Engine.Models.Model')
        Examples    = @(
            @{ Code = 'New-AlexNetModel -FullyConnectedWidth 256 -Class cat, dog, flower -Seed 1'; Remarks = 'A small network for three classes.' }
            @{ Code = "`$tanh = New-AlexNetModel onetower -FullyConnectedWidth 64 -ClassCount 10 -Activation Tanh`nGet-AlexNetLayer -Model `$tanh"; Remarks = 'The one-tower network with tanh, as a list of layers.' }
        )
        Links       = @('Export-AlexNetModel', 'Get-AlexNetLayer', 'Start-AlexNetTraining')
    }
    'Get-AlexNetModel' = @{
        Synopsis    = 'Describes models.'
        Description = @('Without parameters it lists the built-in networks, the default marked with a star. With -Model or -Path it describes those: classes, parameters, size, type of the weights, preprocessing in words, and whether the weights come from training.')
        Parameters  = @{
            Name        = 'Names of built-in networks.'
            Model       = 'The model to describe: an object, a name or a path.'
            Path        = 'Model files, or patterns.'
            LiteralPath = 'Model files; no character is a wildcard. Files of Get-ChildItem bind here when piped.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Models.ModelInfo')
        Examples    = @(
            @{ Code = 'Get-AlexNetModel'; Remarks = 'The built-in networks.' }
            @{ Code = 'Get-AlexNetModel -Path *.safetensors | Format-List'; Remarks = 'Everything about the model files in a folder.' }
        )
        Links       = @('Get-AlexNetLayer', 'Import-AlexNetModel')
    }
    'Get-AlexNetLayer' = @{
        Synopsis    = 'Lists the layers of a network.'
        Description = @(
            'One object for each layer: its kind, its window (kernel/stride, p for padding, g for groups in the table), the shapes that go in and come out, its parameters and multiply-adds for one photo, the sizes of the im2col matrix of one group, the bytes of weights and of the maps it makes, and the device that computes it.'
            'A convolution also has the Algorithm that would compute it, for a batch size and a number of threads, and all Algorithms that could. It is what Measure-AlexNetPerformance -Tune found on this machine, else what measured rules say.'
            'The table leaves out some of this; Format-Table -View Sizes has the sizes, Format-List everything. No weights are made for a network given by name.'
        )
        Parameters  = @{
            Name             = 'Names of layers, or patterns such as conv*.'
            Architecture     = 'The variant of the network: paper, source2012, bvlc, caffenet or onetower.'
            Model            = 'The model whose layers are listed: an object, a name or a path.'
            Algorithm        = 'What must compute the convolutions: the name of an algorithm for every convolution that it can compute, or a hashtable of layers and names, such as @{ conv1 = ''SpaceToDepth''; conv2 = ''Winograd4x4'' }. All other layers are chosen for.'
            ExcludeAlgorithm = 'Algorithms that must not be chosen: names, or patterns such as *Winograd*. ImplicitGemm, which computes anything, stays as the last resort.'
            BatchSize        = 'Photos that go through the network together, for which algorithms are chosen: 1, where Invoke-AlexNetClassify by itself takes 16.'
            ThreadCount      = 'Threads for which algorithms are chosen. 0, the default, takes one a core.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('AlexNet.Engine.Architectures.LayerInfo')
        Examples    = @(
            @{ Code = 'Get-AlexNetLayer conv*'; Remarks = 'The convolutions of the network of the paper.' }
            @{ Code = 'Get-AlexNetLayer -Architecture onetower | Measure-Object Parameters, MultiplyAdds -Sum'; Remarks = 'The totals: 61,100,840 parameters and 0.71 billion multiply-adds.' }
            @{ Code = 'Get-AlexNetLayer conv* -BatchSize 16 | Format-Table Name, Algorithm, Algorithms'; Remarks = 'What computes the convolutions, and what could.' }
        )
        Links       = @('Get-AlexNetModel', 'New-AlexNetModel', 'Measure-AlexNetPerformance')
    }
    'Get-AlexNetDevice' = @{
        Synopsis    = 'Lists the devices that this machine''s cores make.'
        Description = @('One object for each device that the network could be cut over: its cores, whether the system keeps threads on them, its caches in bytes, the instruction sets that kernels can use, and two limits that are measured in half a second: multiply-adds in registers, and reads of memory that no cache holds. Other work on the machine makes the limits lower.')
        Parameters  = @{
            DeviceCount    = 'How many devices the cores are shared out among: 1, 2 or 4.'
            DeviceKind     = 'Where they would compute: Thread or Process.'
            ComputeThreads = 'Threads of all devices together. 0, the default, takes one a core; every device has at least one.'
            NoMeasurement  = 'Leaves out the limits.'
        }
        Inputs      = @('None')
        Outputs     = @('AlexNet.Engine.Devices.Hardware.DeviceInfo')
        Examples    = @(
            @{ Code = 'Get-AlexNetDevice'; Remarks = 'Two devices, as the paper had.' }
            @{ Code = 'Get-AlexNetDevice 1 -NoMeasurement | Format-List'; Remarks = 'Everything about the machine as one device, at once.' }
        )
        Links       = @('Get-AlexNetDevicePlan', 'Invoke-AlexNetClassify')
    }
    'Get-AlexNetDevicePlan' = @{
        Synopsis    = 'Shows how a network is cut over devices.'
        Description = @(
            'One object for each layer, as in figure 2 of the paper: what each device computes, which maps the layer reads (Own, a Halo of a neighbour''s, those of its Group or of All devices), the bytes that one image moves between devices before it, and the weights and maps of each device. In the table, | stands where the devices do not talk, <-> where they exchange all maps, and <2> where two maps each way.'
            'The plan follows from the layers: groups of convolutions and the edges of normalization decide what crosses. Of the paper''s network only conv3 and the fully connected layers exchange anything; of the one-tower network every layer with weights does.'
        )
        Parameters  = @{
            Architecture = 'The variant of the network.'
            Model        = 'The model whose network it is: an object, a name or a path.'
            DeviceCount  = 'Number of devices: 1, 2 or 4.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('AlexNet.Engine.Devices.Partitioning.DeviceLayer')
        Examples    = @(
            @{ Code = 'Get-AlexNetDevicePlan'; Remarks = 'The paper''s network on two devices.' }
            @{ Code = "'paper', 'bvlc', 'onetower' | ForEach-Object { Get-AlexNetDevicePlan `$_ | Measure-Object ExchangedBytes -Sum }"; Remarks = 'Why the paper''s wiring is cheap: bytes an image between the devices.' }
            @{ Code = 'Get-AlexNetDevicePlan bvlc -DeviceCount 4 | Where-Object ExchangedBytes | Select-Object Layer -ExpandProperty Exchanges'; Remarks = 'Every message of an image between four devices.' }
        )
        Links       = @('Invoke-AlexNetClassify', 'Get-AlexNetDevice', 'Get-AlexNetLayer')
    }
    'Get-AlexNetTimeline' = @{
        Synopsis    = 'Shows what the devices did.'
        Description = @('Puts out what the last Invoke-AlexNetClassify -Timeline of this process recorded: an object for each layer that a device computed (Compute), what of a layer it did before the other''s maps had come (Prepare), each message (Send) and each wait for one (Wait). Times are milliseconds from the first start.')
        Parameters  = @{ Call = 'The number of one forward pass, of whose start times are then counted. 0, the default, stands for all.' }
        Inputs      = @('None')
        Outputs     = @('AlexNet.Engine.Devices.Timelines.DeviceSpan')
        Examples    = @(
            @{ Code = "`$null = Invoke-AlexNetClassify samples/fig.jpg -Model model.safetensors -DeviceCount 2 -Timeline`nGet-AlexNetTimeline | Where-Object Kind -eq Send"; Remarks = 'The messages of one photo.' }
            @{ Code = "`$null = Invoke-AlexNetClassify samples -Model model.safetensors -DeviceCount 2 -Timeline`nGet-AlexNetTimeline -Call 1 | Group-Object Device, Kind | Select-Object Name, @{ n = 'ms'; e = { (`$_.Group | Measure-Object Duration -Sum).Sum } }"; Remarks = 'How long each device computed, sent and waited.' }
        )
        Links       = @('Export-AlexNetTimeline', 'Invoke-AlexNetClassify')
    }
    'Export-AlexNetTimeline' = @{
        Synopsis    = 'Writes what the devices did, as a drawing or a trace.'
        Description = @('Writes the timeline of the last Invoke-AlexNetClassify -Timeline of this process: to a name that ends in .svg a drawing with a row a device, a bar a layer and an arrow a message; to one that ends in .json a trace that chrome://tracing and ui.perfetto.dev read.')
        Parameters  = @{
            Path     = 'The file to write, .svg or .json.'
            Call     = 'The number of one forward pass. 0, the default, stands for all.'
            Force    = 'Replaces a file that is already there.'
            PassThru = 'Puts out the file.'
            WhatIf   = 'Says what would be written, and writes nothing.'
            Confirm  = 'Asks before it writes.'
        }
        Inputs      = @('None')
        Outputs     = @('System.IO.FileInfo')
        Examples    = @(
            @{ Code = "`$null = Invoke-AlexNetClassify samples/fig.jpg -Model model.safetensors -DeviceCount 2 -Timeline`nExport-AlexNetTimeline timeline.svg -Call 1 -PassThru"; Remarks = 'Draws one forward pass.' }
            @{ Code = "`$null = Invoke-AlexNetClassify samples -Model model.safetensors -DeviceCount 2 -DeviceKind Process -Timeline`nExport-AlexNetTimeline timeline.json -Force -PassThru"; Remarks = 'A trace of two processes at work.' }
        )
        Links       = @('Get-AlexNetTimeline')
    }
    'Start-AlexNetTraining' = @{
        Synopsis    = 'Trains a model on your own photos.'
        Description = @(
            'Trains a network on photos that lie in a folder for each class, and writes a model file that Invoke-AlexNetClassify takes. The defaults are the paper''s (section 5): stochastic gradient descent with momentum, weight decay, dropout, random crops, mirror images and colour noise; but the learning rate falls along half a cosine, which needs nobody to watch it. One object comes out for each epoch as it ends.'
            'Every photo is decoded once before the first step and stays in memory as far as there is room (-CacheMegabytes). One that cannot be read is an error that names it, and is left out. The same file among the training photos and among those kept apart (-Validation, -Exclude) is an error, or with -DropDuplicate is left out of training.'
            'With -Checkpoint the run is kept in a file from time to time, at the end, and on Ctrl-C. With -Resume it goes on there, and ends with the very bits of a run that was never cut. A checkpoint is a model file too: it can be classified with. Beside it lies the learning curve as a picture (.svg).'
            'The model remembers how it was trained: Get-AlexNetTrainingHistory. When the loss is no number any more training stops with an error; the last checkpoint is good.'
        )
        Parameters  = @{
            Path                = 'A folder with a folder of photos for each class, named as the class and searched to its depth; or a CSV file of two columns, a photo''s path (relative to the file) and its class.'
            LiteralPath         = 'The same; no character is a wildcard. Folders of Get-Item bind here when piped.'
            OutPath             = 'The model file that is written at the end.'
            Validation          = 'Photos that are not trained on and show after every epoch how well it goes: a fraction of each class, such as 0.1, or another folder or CSV file.'
            Exclude             = 'A text file that names photos to keep out, one a line, relative to the folder with forward slashes, as Split-AlexNetDataset gives them: the photos for testing later.'
            PhotosPerClass      = 'Photos of each class that are trained on at most; the seed draws them. 0, the default, takes all.'
            DropDuplicate       = 'Leaves training photos out that are also among those kept apart, with a warning, where it would be an error.'
            Architecture        = 'The variant of the network: paper, source2012, bvlc, caffenet or onetower.'
            FullyConnectedWidth = 'Neurons in each of the fully connected layers but the last: 4096 by default. Few photos need no more than a few hundred.'
            InputSize           = 'Height and width of the network''s input in pixels: 224 by default (227 for Caffe''s).'
            Initialization      = 'Where the first weights come from: Distribution draws them as the authors did, He by the width of each layer (He et al. 2015), which trains faster without their patience. Formula is for comparing implementations.'
            ScaleColour         = 'Divides the colours by their standard deviation, after the mean is subtracted. The paper subtracts the mean only.'
            Epochs              = 'How often each photo is shown, in all: the paper''s are roughly 90.'
            BatchSize           = 'Photos that a step takes: 128.'
            LearningRate        = 'The largest learning rate: 0.01.'
            Schedule            = 'How the learning rate goes. Cosine: to 0 along half a cosine over all epochs. Plateau: times -RateFactor when the validation error (the training loss, where there are no photos for validation) has not improved for -Patience epochs, three times at most; the paper''s. Step: times -RateFactor every -StepEpochs epochs. Exponential: times -RateFactor in every epoch, a little each step. Constant: as it is.'
            WarmupEpochs        = 'Epochs in which the rate rises from nothing to -LearningRate, whatever the schedule: 1. 0 begins with the whole rate, as the paper does.'
            RateFactor          = 'What the rate is multiplied by at a plateau or step: 0.1 by default. For Exponential in each epoch: by default such that a hundredth is left at the end.'
            StepEpochs          = 'Epochs from one step of the rate to the next with -Schedule Step; by default a third of all.'
            Patience            = 'Epochs without improvement that -Schedule Plateau waits for: 3.'
            Optimizer           = 'The rule that turns gradients into new weights: Momentum, the paper''s, or AdamW (Loshchilov and Hutter 2019), which wants a smaller -LearningRate.'
            Momentum            = 'Share of the last change of a weight that is made again: 0.9.'
            WeightDecay         = 'Share of a weight that a step takes off it, times the learning rate: 0.0005.'
            Dropout             = 'Rate of the dropout layers: 0.5.'
            LabelSmoothing      = 'Share of each target that is spread over all classes, so that the network grows less sure: 0.'
            WeightAverage       = 'Decay of a running average of the weights that is validated and becomes the model, such as 0.999; 0, the default, for none.'
            Crop                = 'Where the network''s square is cut from a training photo. Random: anywhere in the central square of the resized photo, as in the paper. RandomResized: a part of random size and shape, resized, which helps where photos are few. Centre: as when classifying.'
            LeastArea           = 'Least share of the photo that -Crop RandomResized shows: 0.35.'
            NoMirror            = 'Leaves out mirror images: for photos of writing, or of left and right shoes.'
            ColourNoise         = 'Standard deviation of the noise along the principal components of the colours, in standard deviations of the pixels: 0.1.'
            ScaleNoise          = 'Divides what noise was added to by 1 + -ColourNoise, as the authors'' program did.'
            CropChunk           = 'Consecutive images of a batch that share the place of their crop and whether they are mirrored, as in the authors'' program; 1 lets each have its own.'
            Erasing             = 'Probability that a rectangle of a training image is erased (Zhong et al. 2017): 0.'
            Mixup               = 'Blends each training image with another, and its target too (Zhang et al. 2017): 0 for none, or alpha of the Beta distribution that draws the shares, such as 0.2.'
            Seed                = 'Decides everything that chance does: first weights, parts, order, crops and dropout. The same seed and photos give the same model, on any number of threads.'
            ThreadCount         = 'Threads that compute. 0, the default, takes one a core. It never changes the result.'
            Checkpoint          = 'The file that the run is kept in, so that it can go on after a cut.'
            CheckpointInterval  = 'Minutes from one checkpoint to the next: 10.'
            Resume              = 'Goes on where the checkpoint stands; where there is none yet, begins. Epochs, rates and augmentation may be others than before, photos and batch size not.'
            CacheMegabytes      = 'Memory for decoded photos. By default a quarter of what there is; photos that find no room are decoded each time.'
            Force               = 'Replaces a model file and a checkpoint that are there already.'
            WhatIf              = 'Says what would be trained, and does nothing.'
            Confirm             = 'Asks before it begins.'
        }
        Inputs      = @('System.String', 'System.IO.DirectoryInfo')
        Outputs     = @('AlexNet.Engine.Training.EpochResult')
        Examples    = @(
            @{ Code = 'Start-AlexNetTraining photos pets.safetensors -WhatIf'; Remarks = 'Says what would be trained; without -WhatIf the network of the paper is trained on the folders in photos.' }
            @{ Code = "Start-AlexNetTraining photos pets.safetensors -Validation 0.25 -Epochs 2 -BatchSize 4 -FullyConnectedWidth 32 -InputSize 67 -Force"; Remarks = 'Trains a very small network for a moment, and tells after each epoch how it does on a quarter of the photos.' }
            @{ Code = "`$run = @{ Path = 'photos'; OutPath = 'pets.safetensors'; Checkpoint = 'run.safetensors'; BatchSize = 4; FullyConnectedWidth = 32; InputSize = 67; Force = `$true }`nStart-AlexNetTraining @run -Epochs 1`nStart-AlexNetTraining @run -Epochs 2 -Resume"; Remarks = 'Trains for one epoch, and later for another.' }
        )
        Links       = @('Split-AlexNetDataset', 'Test-AlexNetModel', 'Get-AlexNetTrainingHistory', 'Invoke-AlexNetClassify')
    }
    'Split-AlexNetDataset' = @{
        Synopsis    = 'Divides labelled photos into those for training and those for testing.'
        Description = @(
            'Divides the photos of each class, and puts out an object for each photo with its path, its class and the part it is in. No file is moved or opened. Which photo goes where follows from the seed and the photo''s own name: it stays the same on every machine, and a new photo leaves the others where they were.'
            'The relative paths of one part, one a line, make the list that Start-AlexNetTraining keeps out with -Exclude and Test-AlexNetModel tests on with -TestList.'
        )
        Parameters  = @{
            Path             = 'A folder with a folder of photos for each class, or a CSV file of paths and classes.'
            TestFraction     = 'Share of each class that is for testing: 0.2. A class of two photos or more gives one at least.'
            Together         = 'Classes whose photos of the same file name stay in one part, because they are twins: Faces and Faces_easy of Caltech-101.'
            TrainingPerClass = 'Instead of a fraction, so many photos of each class for training. A class that has too few to leave one for testing is an error that names it.'
            TestPerClass     = 'With -TrainingPerClass: photos of each class for testing at most, of those that are left. Others are in neither part and do not come out.'
            Seed             = 'The same seed gives the same parts.'
        }
        Inputs      = @('System.String')
        Outputs     = @('AlexNet.PowerShell.Training.SplitPhoto')
        Examples    = @(
            @{ Code = 'Split-AlexNetDataset photos | Group-Object Label, Part -NoElement'; Remarks = 'How many photos of each class are for training and for testing.' }
            @{ Code = "(Split-AlexNetDataset photos -TestFraction 0.25 | Where-Object Part -eq Test).RelativePath | Set-Content test.txt`nGet-Content test.txt"; Remarks = 'Writes the list of a quarter of the photos, for -Exclude and -TestList.' }
        )
        Links       = @('Start-AlexNetTraining', 'Test-AlexNetModel')
    }
    'Test-AlexNetModel' = @{
        Synopsis    = 'Says how often a model is right on labelled photos.'
        Description = @(
            'Classifies labelled photos as Invoke-AlexNetClassify does and puts out one object for each model: the top-1 and top-5 error, each with the interval in which the true one lies 19 times in 20 (Wilson 1927), the accuracy of each class and their mean, and which class was taken for which. ConfusionMatrix has the photos of each class (rows) by what was answered (columns), in the order of the model''s classes.'
            'Test on photos that the model was not trained on: keep them out with -Exclude of Start-AlexNetTraining, and give the same list here as -TestList. Classes are matched with the model''s by name, whatever their order; a class that the model has not is an error. A photo that cannot be read is an error that names it and counts under Failed alone.'
        )
        Parameters  = @{
            Path           = 'A folder with a folder of photos for each class, or a CSV file of paths and classes.'
            LiteralPath    = 'The same; no character is a wildcard.'
            Model          = 'Who answers: a model, the path of a model file, or the name of a built-in network. Several are piped.'
            TestList       = 'A text file that names the photos that count, one a line, relative to the folder with forward slashes.'
            TenView        = 'Averages the answers for ten views of each photo, as the paper does for its error rates (section 4.1).'
            BatchSize      = 'Photos that go through the network together at most. auto, the default, or 0 chooses.'
            ThrottleLimit  = 'Photos decoded at the same time. 0, the default, takes one a core.'
            ComputeThreads = 'Threads that compute the network. 0, the default, takes one a core.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model', 'System.String', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Evaluation.ModelAccuracy')
        Examples    = @(
            @{ Code = 'Test-AlexNetModel photos -Model model.safetensors | Format-List'; Remarks = 'The errors of a model on photos that lie in folders named as its classes.' }
            @{ Code = "(Test-AlexNetModel photos -Model model.safetensors).Classes | Sort-Object Accuracy | Select-Object -First 3"; Remarks = 'The classes that it knows least.' }
            @{ Code = "(Split-AlexNetDataset photos | Where-Object Part -eq Test).RelativePath | Set-Content test.txt`nGet-ChildItem *.safetensors | Test-AlexNetModel photos -TestList test.txt -TenView"; Remarks = 'Compares the models in a folder on the test part, each photo seen in ten views.' }
        )
        Links       = @('Start-AlexNetTraining', 'Split-AlexNetDataset', 'Invoke-AlexNetClassify')
    }
    'Get-AlexNetTrainingHistory' = @{
        Synopsis    = 'Tells how a model was trained.'
        Description = @('Reads from a model file or a checkpoint how Start-AlexNetTraining made it: one object for each run, in order; a run ends where training was resumed with other settings or photos. Each has the name and a hash of the photos, the settings, and its epochs with rate, loss and errors. A model that was not trained here has none.')
        Parameters  = @{
            Path        = 'Model files and checkpoints, or patterns such as *.safetensors.'
            LiteralPath = 'The same; no character is a wildcard.'
            Model       = 'The model: an object, or a path. Files of Get-ChildItem bind here when piped.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model', 'System.String', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Training.TrainingRun')
        Examples    = @(
            @{ Code = "`$null = Start-AlexNetTraining photos pets.safetensors -Epochs 2 -BatchSize 4 -FullyConnectedWidth 32 -InputSize 67 -Force`nGet-AlexNetTrainingHistory pets.safetensors | Format-List"; Remarks = 'Trains a very small network for a moment and shows what its file tells of it.' }
            @{ Code = "`$null = Start-AlexNetTraining photos pets.safetensors -Epochs 2 -BatchSize 4 -FullyConnectedWidth 32 -InputSize 67 -Force`n(Get-AlexNetTrainingHistory pets.safetensors).Epochs | Select-Object Epoch, LearningRate, Loss, Top1Error | ConvertTo-Csv"; Remarks = 'The learning curve as a table for another program.' }
        )
        Links       = @('Start-AlexNetTraining', 'Get-AlexNetModel')
    }
}
