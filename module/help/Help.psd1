# The words of Get-Help. Build-Help.ps1 joins them with the cmdlets' parameters into ../../en-US/AlexNet.PowerShell.dll-Help.xml, where PowerShell looks for it: beside the manifest.
# Examples are run by tests/Pester/Help.Tests.ps1 in a folder with the photos of samples/, some of them by class in photos/, and a small model.safetensors.
@{
    'Invoke-AlexNetClassify' = @{
        Synopsis    = 'Says what is on photos.'
        Description = @(
            'Sends photos through an AlexNet and puts out one object for each, in the order in which they came: the likeliest label, its probability, and the likeliest classes as Predictions. The next photos are decoded while the network computes, and memory stays the same however many photos there are.'
            'The objects bind to the next command by PSPath, so that photos can be sorted into folders by pipelines. A file that is no photo is an error that names it; the rest goes on.'
            'A photo is JPEG, PNG, WebP, BMP or GIF, known by its content and not by its name. Its EXIF orientation is followed. What happens to it then (size, crop, colours, mean) belongs to the model.'
            'Without -Model the model answers that ships with the module: the network of the paper, trained on the 101 classes of Caltech-101. Set-AlexNetDefaultModel chooses another.'
            '-Verbose says at the end what computed each layer and how many milliseconds that took; only then are they counted.'
        )
        Parameters  = @{
            Path             = 'Photos, patterns such as *.jpg, or folders. Of a folder that is named, the files ending in jpg, jpeg, png, webp, bmp and gif are taken; a folder that only matches a pattern is entered with -Recurse.'
            LiteralPath      = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem bind here when piped; folders that it sends are passed over unless -Recurse is given.'
            InputObject      = 'The bytes of one encoded photo (byte[]) or a stream, which is read to its end and stays open. Bytes are piped as one object: ,$bytes | Invoke-AlexNetClassify.'
            Recurse          = 'Takes the photos in subfolders too, with a pattern such as *.jpg those whose names match it. Links to folders are not followed. Folders that Get-ChildItem sends are entered with -Recurse only: without it, what is in them is left to Get-ChildItem.'
            Model            = 'Who answers: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, the name of an installed model (Install-AlexNetModel; imagenet for the best of them), or of an untrained built-in network (paper, source2012, bvlc, caffenet, onetower), or the address of a file (file:) or of a public model that is installed.'
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
            Timeline         = 'Records what the devices do, for Get-AlexNetTimeline and Export-AlexNetTimeline. One device that records takes a batch''s images through the network together, where one that does not gives each thread an image of its own; so it is slower.'
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
        Description = @('Opens model files of every kind that is known, told apart by what they hold: safetensors that Export-AlexNetModel wrote, with the network, the labels and the preprocessing inside; Caffe''s caffemodel; ONNX; PyTorch''s state dicts (.pth, old and new); NumPy''s .npy and .npz; pickles of cuda-convnet; safetensors with the names of PyTorch or Caffe. Nothing in a file is run. The weights are mapped into memory, not copied: they are read when the network first needs them. A file that is damaged is refused with the place and the reason.'
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
            Model     = 'The model, or the name of a built-in network or an installed model, or the path of another model file. When the model comes by the pipeline, a single argument is the file.'
            Path      = 'The file to write.'
            InputObject = 'The model, by the pipeline.'
            Format    = 'What the file is: Safetensors, Onnx, Caffe or PyTorch, which is safetensors with the names of a state dict. By default its extension says so: .onnx or .caffemodel, and any other is safetensors.'
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
            @{ Code = 'Export-AlexNetModel model.safetensors model.caffemodel -Force'; Remarks = 'Makes a file of Caffe of another model file.' }
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
        Description = @('Without parameters it lists the built-in networks and the installed models, the default marked with a star. With -Model or -Path it describes those: classes, parameters, size, type of the weights, preprocessing in words, and whether the weights come from training.')
        Parameters  = @{
            Name        = 'Names of built-in networks and of installed models (Install-AlexNetModel), or patterns.'
            Model       = 'The model to describe: an object, a name or a path.'
            Path        = 'Model files, or patterns.'
            LiteralPath = 'Model files; no character is a wildcard. Files of Get-ChildItem bind here when piped.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Models.ModelInfo')
        Examples    = @(
            @{ Code = 'Get-AlexNetModel'; Remarks = 'The built-in networks and the installed models.' }
            @{ Code = 'Get-AlexNetModel -Path *.safetensors | Format-List'; Remarks = 'Everything about the model files in a folder.' }
        )
        Links       = @('Get-AlexNetLayer', 'Import-AlexNetModel')
    }
    'Get-AlexNetLayer' = @{
        Synopsis    = 'Lists the layers of a network.'
        Description = @(
            'One object for each layer: its kind, its window (kernel/stride, p for padding, g for groups in the table), the shapes that go in and come out, its parameters and multiply-adds for one photo, the sizes of the im2col matrix of one group, and the bytes of weights and of the maps it makes. Get-AlexNetDevicePlan says how devices share the layers.'
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
        Description = @('Writes the timeline of the last Invoke-AlexNetClassify -Timeline of this process: to a name that ends in .svg or .png a drawing with a row a device, a bar a layer and an arrow a message; to one that ends in .json a trace that chrome://tracing and ui.perfetto.dev read.')
        Parameters  = @{
            Path     = 'The file to write, .svg, .png or .json.'
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
            DeviceCount         = 'Devices that the network is cut over: 1, or the paper''s 2. Each holds its half of the weights, and what training remembers of them, and has its half of the cores. It never changes the result, and may change on -Resume.'
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
    'New-AlexNetClassifier' = @{
        Synopsis    = 'Makes a classifier of your own classes out of a trained network, in about the time that it takes to look at each photo once.'
        Description = @(
            'Sends every photo once through a trained network, up to what its last layer reads (fc7 of the paper''s), and fits a new last layer to your classes: softmax regression by L-BFGS. Photos lie in a folder for each class. Writes a model file that Invoke-AlexNetClassify takes, and puts out a report of how it does on photos that it was not trained on: top-1 and top-5 error with the interval in which the true one lies 19 times in 20 (Wilson 1927), the confusion matrix, precision and recall of each class, and the worst mistakes.'
            'A fifth of each class is held out (-Validation). On these photos the weight decay is chosen, from strong to weak, until weaker ones no longer help; so the error on wholly new photos may be a little higher: -Exclude keeps photos for a test with Test-AlexNetModel. With -FineTune deeper layers are trained further at a low rate on what the first of them reads, until the loss on the photos held out stops falling; the layers before it stay as they are.'
            'What the network saw of a photo is kept in a cache, under a hash of the file and of the network: another run, with other classes or options, begins where looking ends. Any number of commands may use it at once; a damaged entry is computed again, and of a gigabyte the entries longest not used go.'
            'A photo that cannot be read is an error that names it, and is left out. Copies of a photo, byte by byte, are held out together or trained on together; a file that lies in two classes, or is also among those kept out, is left out with a warning. A class with too few photos is an error that names it. Ctrl-C ends it at once; a file is written wholly or not at all.'
        )
        Parameters  = @{
            Path         = 'A folder with a folder of photos for each class, named as the class and searched to its depth; or a CSV file of two columns, a photo''s path (relative to the file) and its class.'
            LiteralPath  = 'The same; no character is a wildcard. Folders of Get-Item bind here when piped.'
            OutPath      = 'The model file that is written.'
            Model        = 'The trained network: a model, the path of a model file, or the name of a built-in network. It keeps its preprocessing.'
            Validation   = 'Photos that are not trained on and show how well it does: a fraction of each class, 0.2 by default, or another folder or CSV file.'
            Exclude      = 'A text file that names photos to keep out altogether, one a line, relative to the folder with forward slashes, as Split-AlexNetDataset gives them: the photos for testing later.'
            FineTune     = 'The first layer that is trained further together with the last one, such as fc7 or fc6. Earlier ones need more memory: all photos'' values of what the layer reads are in it.'
            Epochs       = 'With -FineTune: how often each photo is shown at most, 20. It ends after three epochs in a row that do not better the loss on the photos held out, and the best model is taken.'
            LearningRate = 'With -FineTune: the learning rate, 0.001.'
            Seed         = 'Decides which photos are held out, and with -FineTune the order of the photos and what dropout drops. The same seed and photos give the same model, on any number of threads.'
            ReportPath   = 'A page (.html) with the report and small pictures of the worst mistakes. It needs no other file, holds no script and fetches nothing.'
            MistakeCount = 'How many of the worst mistakes are reported: 20.'
            Cache        = 'The folder in which what the network saw of each photo is kept. By default in the user''s cache folder, or in that of the environment variable ALEXNET_CACHE.'
            ThreadCount  = 'Threads that compute. 0, the default, takes one a core. It never changes the result.'
            Force        = 'Replaces a model file and a page that are there already.'
            PassThru     = 'Puts out the model in place of the report.'
            WhatIf       = 'Says what would be made, and does nothing.'
            Confirm      = 'Asks before it begins.'
        }
        Inputs      = @('System.String', 'System.IO.DirectoryInfo')
        Outputs     = @('AlexNet.Engine.Evaluation.ClassifierReport', 'AlexNet.Engine.Models.Model')
        Examples    = @(
            @{ Code = 'New-AlexNetClassifier photos pets.safetensors -Model model.safetensors -ReportPath pets.html -Force | Format-List'; Remarks = 'Makes a classifier of the folders in photos, shows how it does, and writes a page with its worst mistakes.' }
            @{ Code = "`$report = New-AlexNetClassifier photos pets.safetensors -Model model.safetensors -Force`n`$report.Classes | Sort-Object Recall | Select-Object -First 3`n`$report.Mistakes"; Remarks = 'The classes that it finds least, and the photos that it was most sure of and wrong about.' }
            @{ Code = 'New-AlexNetClassifier photos pets.safetensors -Model model.safetensors -FineTune fc7 -Epochs 2 -Force'; Remarks = 'Trains the layer before the last one further, too.' }
            @{ Code = 'New-AlexNetClassifier photos pets.safetensors -Model model.safetensors -PassThru -Force | ForEach-Object { Invoke-AlexNetClassify samples -Model $_ }'; Remarks = 'Makes a classifier and asks it about other photos.' }
        )
        Links       = @('Invoke-AlexNetClassify', 'Test-AlexNetModel', 'Start-AlexNetTraining', 'Split-AlexNetDataset', 'Get-AlexNetTrainingHistory')
    }
    'Compress-AlexNetModel' = @{
        Synopsis    = 'Makes a model''s file some 30 times smaller, and says what that costs.'
        Description = @(
            'Deep Compression (Han, Mao, Dally 2016): the smallest weights of each layer are pruned, the others share a few values, and what is left is stored as those values, the indexes of them and the gaps between the weights that remain, each coded by Brotli. The file is a model file like any other; what it holds is expanded when it is loaded. The defaults are the paper''s for AlexNet.'
            'With photos (-Path) the model learns to do without what is pruned: over the first half of the epochs ever more weights are pruned, for the last sixth values are shared and go on being trained. What is shared are the means of the weights over many steps before. A model that was compressed before keeps its zeros, so another run trains it further. Photos are varied as they were when the model was trained, if its history knows. Without photos all is done at once; then keep larger shares.'
            'One object comes out: bytes before and after, each layer''s share, bits and bytes, and, where photos are kept apart from training, the errors before and after, as Test-AlexNetModel measures them. They are measured on the photos of -Validation, else on those of -Exclude; with -Epochs 0 and neither of them, on all.'
            'The model remembers it: Get-AlexNetTrainingHistory has one run more. Ctrl-C ends it at once, and leaves no file or a whole one.'
        )
        Parameters  = @{
            Model                   = 'The model: an object, a path of a model file, or the name of a built-in network.'
            OutPath                 = 'The model file to write.'
            Path                    = 'Photos to train the model further on: a folder with a folder for each class, or a CSV file of paths and classes. The classes are found in the model by their names.'
            LiteralPath             = 'The same; no character is a wildcard.'
            Validation              = 'Photos that are not trained on, and that errors are measured on: a fraction of each class, such as 0.1, or another folder or CSV file. The same -Seed and fraction as in training keep the same photos apart.'
            Exclude                 = 'A text file that names photos to keep out of training, one a line, relative to the folder with forward slashes: the photos for testing. Errors are measured on them, unless -Validation is given.'
            DropDuplicate           = 'Leaves training photos out that are also among those kept apart, with a warning, where it would be an error.'
            Epochs                  = 'How often each photo is shown in further training: 6. 0 trains nothing: the photos are there to measure errors with.'
            BatchSize               = 'Photos that a step takes: 64.'
            LearningRate            = 'The first learning rate: 0.003, a third of what Start-AlexNetTraining begins with. It falls to 0 along half a cosine.'
            Dropout                 = 'Rate of the dropout layers in further training. Without it the model''s own, times the square root of the share of the weights behind them that stays (Han et al. 2015): what is pruned can learn less by heart. The answers make up for the new rate.'
            FirstConvolutionDensity = 'Share of the weights that stays in the first convolution, which sees the colours: 0.84.'
            ConvolutionDensity      = 'Share that stays in the other convolutions: 0.37.'
            FullyConnectedDensity   = 'Share that stays in the fully connected layers but the last: 0.09. They hold most of the weights: this decides the size.'
            ClassifierDensity       = 'Share that stays in the last fully connected layer: 0.25.'
            LayerDensity            = 'Shares of single layers in place of those of their kind: @{ fc6 = 0.05 }.'
            ConvolutionBits         = 'Bits that name one of the values that the weights of a convolution share, 1 to 8: 8, for 255 values (zero is the one left).'
            FullyConnectedBits      = 'Bits for the weights of a fully connected layer, 1 to 8: 5, for 32 values.'
            Seed                    = 'Decides parts, order, crops and dropout of further training. The same seed gives the same file, on any number of threads.'
            ThreadCount             = 'Threads that train and classify. 0, the default, takes one a core. It never changes the result.'
            CacheMegabytes          = 'Memory for decoded photos. By default a quarter of what there is.'
            Force                   = 'Replaces a file that is already there.'
            PassThru                = 'Puts out the compressed model, as loaded from its file, in place of the result.'
            WhatIf                  = 'Says what would be compressed, and does nothing.'
            Confirm                 = 'Asks before it begins.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('AlexNet.Engine.Models.CompressionResult', 'AlexNet.Engine.Models.Model')
        Examples    = @(
            @{ Code = 'Compress-AlexNetModel model.safetensors small.safetensors -FullyConnectedDensity 0.3 -Force'; Remarks = 'Compresses a model at once, without photos, keeping more than usual.' }
            @{ Code = "`$model = New-AlexNetModel -FullyConnectedWidth 32 -InputSize 67 -Class sunflower, cat, dog`n`$model | Compress-AlexNetModel -OutPath small.safetensors -Path photos -Epochs 2 -BatchSize 4 -Validation 0.25 -Force | Format-List"; Remarks = 'Trains the model further meanwhile, and tells its errors on a quarter of the photos, before and after.' }
            @{ Code = "(Compress-AlexNetModel model.safetensors small.safetensors -LayerDensity @{ fc6 = 0.05; conv1 = 1 } -Force).Layers"; Remarks = 'Sets the shares of two layers, and shows what is left of each.' }
        )
        Links       = @('Start-AlexNetTraining', 'Test-AlexNetModel', 'Export-AlexNetModel', 'Get-AlexNetTrainingHistory')
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
            TrainingPerClass = 'Instead of a fraction, so many photos of each class for training. A class that has too few to leave one for testing is an error that names it, unless -LeastTestPerClass says what it leaves.'
            TestPerClass     = 'With -TrainingPerClass: photos of each class for testing at most, of those that are left. Others are in neither part and do not come out.'
            LeastTestPerClass = 'With -TrainingPerClass: photos that every class leaves for testing, though fewer than asked for are then for training. 0, the default, makes such classes an error.'
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
            Path        = 'Model files and checkpoints, or patterns such as *.safetensors. A model''s name will do where there is no such file.'
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
    'Find-AlexNetModel' = @{
        Synopsis    = 'Lists the public models that can be installed.'
        Description = @(
            'Lists the models of the catalogue: what people trained on ImageNet''s 1000 classes and published, with the address, size, hash and licence of the file and the accuracy that its publishers state. Nothing is asked of the network.'
            'A file that the environment variable ALEXNET_MODEL_CATALOGUE names adds models of your own; docs/models.md has its form.'
        )
        Parameters  = @{
            Name = 'Names, or patterns such as *caffenet*. imagenet stands for the recommended model.'
        }
        Inputs      = @('System.String')
        Outputs     = @('AlexNet.PowerShell.Catalogue.PublicModel')
        Examples    = @(
            @{ Code = 'Find-AlexNetModel'; Remarks = 'All models, with their accuracy and whether they are installed.' }
            @{ Code = 'Find-AlexNetModel bvlc_alexnet | Format-List'; Remarks = 'Where a model comes from, and what its file hashes to.' }
            @{ Code = 'Find-AlexNetModel | Sort-Object Top1Accuracy -Descending | Select-Object -First 1'; Remarks = 'The model that is right most often.' }
        )
        Links       = @('Install-AlexNetModel', 'Uninstall-AlexNetModel', 'Set-AlexNetDefaultModel')
    }
    'Install-AlexNetModel' = @{
        Synopsis    = 'Downloads a public model, so that -Model knows it by name.'
        Description = @(
            'Fetches the file of a model of the catalogue, compares its hash with the published one before anything reads it, and writes it anew as a memory-mapped model file in the user''s cache folder. From then on -Model takes its name, and imagenet for the best of those installed; both complete with Tab. A model that is installed already is left alone.'
            'A download that was cut, by the network or by Ctrl-C, goes on where it was. A busy server is tried again after a while, and the next address where one fails. Answers that are longer than the file, or that do not get on, are given up; redirects that leave encryption are refused. Commands that install the same model at the same time download it once.'
            'Without a network: fetch the file elsewhere and name it with -Source, or put it, under its own name, into a folder that the environment variable ALEXNET_MODEL_CACHE names. Models are kept in the folder models of $XDG_CACHE_HOME/alexnetshell or ~/.cache/alexnetshell, on macOS ~/Library/Caches/alexnetshell, on Windows alexnetshell in the local application data; ALEXNET_CACHE names another folder.'
        )
        Parameters  = @{
            Name            = 'Names of the catalogue (Find-AlexNetModel), or patterns. imagenet stands for the recommended model.'
            Source          = 'Where the published file is in place of the catalogue''s addresses: an address that begins with http:// or https://, a file, or a folder that has a file of the published name. Its hash must be the published one all the same.'
            Proxy           = 'The address of a proxy, such as http://proxy.example:8080. By default the system''s is used, if it has one.'
            ProxyCredential = 'Name and password for the proxy that -Proxy names. The system''s gets those of the user.'
            NoProxy         = 'Uses no proxy, not the system''s either.'
            Force           = 'Fetches and installs a model again that is installed already.'
            PassThru        = 'Puts out a description of the model.'
            WhatIf          = 'Says what would be fetched from where, and does nothing.'
            Confirm         = 'Asks before it fetches anything.'
        }
        Inputs      = @('System.String', 'AlexNet.PowerShell.Catalogue.PublicModel')
        Outputs     = @('AlexNet.Engine.Models.ModelInfo')
        Examples    = @(
            @{ Code = "Install-AlexNetModel bvlc_alexnet -WhatIf"; Remarks = 'Says what would be fetched; without -WhatIf the model is installed, and Invoke-AlexNetClassify photo.jpg -Model bvlc_alexnet names the thousand classes of ImageNet.' }
            @{ Code = "Install-AlexNetModel bvlc_alexnet -Source ./bvlc_alexnet.caffemodel -WhatIf"; Remarks = 'Installs a file that was brought by hand, where there is no network.' }
            @{ Code = "Find-AlexNetModel *-int8 | Install-AlexNetModel -Proxy http://proxy.example:8080 -WhatIf"; Remarks = 'Installs several models through a proxy.' }
        )
        Links       = @('Find-AlexNetModel', 'Uninstall-AlexNetModel', 'Set-AlexNetDefaultModel', 'Import-AlexNetModel')
    }
    'Uninstall-AlexNetModel' = @{
        Synopsis    = 'Removes an installed model.'
        Description = @('Removes the file of a model that Install-AlexNetModel brought, and what is left of a download of it. If it was the default model, the one that comes with the module is again, and a warning says so.')
        Parameters  = @{
            Name    = 'Names of installed models, or patterns such as bvlc*.'
            WhatIf  = 'Says which files would be removed, and removes none.'
            Confirm = 'Asks before it removes anything.'
        }
        Inputs      = @('System.String', 'AlexNet.PowerShell.Catalogue.PublicModel')
        Outputs     = @('None')
        Examples    = @(
            @{ Code = 'Uninstall-AlexNetModel bvlc_alexnet -WhatIf'; Remarks = 'Says what would be removed.' }
            @{ Code = 'Find-AlexNetModel | Where-Object IsInstalled | Uninstall-AlexNetModel -WhatIf'; Remarks = 'All installed models of the catalogue.' }
        )
        Links       = @('Install-AlexNetModel', 'Find-AlexNetModel')
    }
    'Set-AlexNetDefaultModel' = @{
        Synopsis    = 'Chooses the model that answers when none is named.'
        Description = @('Keeps the name of a built-in or installed model, or the path of a model file, in the user''s configuration folder: from then on, in this session and all later ones, commands without -Model use it. The folder is $XDG_CONFIG_HOME/alexnetshell or ~/.config/alexnetshell, on macOS ~/Library/Application Support/alexnetshell, on Windows alexnetshell in the application data; the environment variable ALEXNET_CONFIG names another.')
        Parameters  = @{
            Model    = 'The name of a built-in or installed model, imagenet for the best installed one of ImageNet''s classes, the path of a model file, or a model that came from a file.'
            Reset    = 'Makes the model that comes with the module the default again.'
            PassThru = 'Puts out a description of the default model.'
            WhatIf   = 'Says what would be chosen, and changes nothing.'
            Confirm  = 'Asks before it changes anything.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model', 'AlexNet.Engine.Models.ModelInfo', 'System.String', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Models.ModelInfo')
        Examples    = @(
            @{ Code = "Set-AlexNetDefaultModel model.safetensors -PassThru`nInvoke-AlexNetClassify samples/cat.png`nSet-AlexNetDefaultModel -Reset"; Remarks = 'A model of your own answers without being named; then the one that comes with the module does again.' }
            @{ Code = 'Set-AlexNetDefaultModel -Reset -PassThru'; Remarks = 'Goes back to the model that comes with the module.' }
        )
        Links       = @('Install-AlexNetModel', 'Get-AlexNetModel')
    }
    'Get-AlexNetLabel' = @{
        Synopsis    = 'Lists the classes that a model tells apart, or ImageNet''s 1000.'
        Description = @('Puts out an object for each class: the index of the network''s output, the name that predictions have, and for ImageNet the WordNet id and what WordNet calls it besides. Two names of ImageNet occur twice, crane (134 is the bird, 517 the machine) and maillot (638, 639): the index and the WordNet id tell them apart.')
        Parameters  = @{
            Name   = 'Names, or patterns such as *terrier*; each of a class''s names counts. Tab completes patterns.'
            Index  = 'Indices of the network''s outputs, from 0.'
            Synset = 'WordNet ids such as n02123045, or patterns.'
            Model  = 'The model whose classes are listed. Without it they are ImageNet''s.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('AlexNet.Engine.Models.Labels.LabelInfo')
        Examples    = @(
            @{ Code = "Get-AlexNetLabel '*shark*'"; Remarks = 'The sharks of ImageNet.' }
            @{ Code = 'Get-AlexNetLabel -Index 134, 517'; Remarks = 'The two cranes.' }
            @{ Code = 'Get-AlexNetLabel -Model model.safetensors'; Remarks = 'The classes of a model.' }
        )
        Links       = @('Invoke-AlexNetClassify', 'Get-AlexNetModel')
    }
    'Compare-AlexNetModel' = @{
        Synopsis    = 'Compares two models layer by layer on the same photos.'
        Description = @(
            'Sends each photo through both models, brought to size and colour as each of them wants, and puts out one object when all are through: for every layer the largest difference of two outputs at the same place, absolute and over the largest output of the reference model, and how often the two agree on the first answer and on five.'
            'Layers are matched by name; their outputs are taken after the nonlinearity. Layers of other shapes, and those that only one model has, say so. The row input shows whether the models see the same.'
        )
        Parameters  = @{
            ReferenceModel  = 'The model that the other is measured by: an object, a name, or the path of a model file.'
            DifferenceModel = 'The other model.'
            Path            = 'Photos, patterns such as *.jpg, or folders.'
            LiteralPath     = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem bind here when piped.'
            Recurse         = 'Takes the photos in subfolders too.'
            ComputeThreads  = 'Threads that compute the networks. 0, the default, takes one a core.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo')
        Outputs     = @('AlexNet.Engine.Evaluation.Comparison.ModelComparison')
        Examples    = @(
            @{ Code = "Import-AlexNetModel model.safetensors | Export-AlexNetModel half.safetensors -Precision Float16 -Force`nCompare-AlexNetModel model.safetensors half.safetensors samples"; Remarks = 'What half precision does to a model.' }
            @{ Code = "`$int8 = Import-AlexNetModel model.safetensors -WeightPrecision Int8`n(Get-ChildItem samples/*.jpg | Compare-AlexNetModel model.safetensors `$int8).Layers | Where-Object Relative -gt 0.001"; Remarks = 'The layers that 8 bits change most.' }
        )
        Links       = @('Test-AlexNetModel', 'Invoke-AlexNetClassify', 'Get-AlexNetLayer')
    }
    'Show-AlexNetNetwork' = @{
        Synopsis    = 'Draws a network.'
        Description = @('Draws a network as the figure 2 of the paper does: a solid for each layer with weights, as high as its maps and as deep as they are many; between the solids the shape of what flows to the next layer; a row for each device, the boundary between the devices, and arrows where maps cross it, with their bytes. In the console, and in a page beside the drawing, there is a table of all layers with their parameters and multiply-adds, and the totals.'
            'Without -OutPath and -Open it puts out text.')
        Parameters  = @{
            Architecture = 'The variant of the network: paper, source2012, bvlc, caffenet or onetower.'
            Model       = 'The model whose network it is.'
            DeviceCount = 'Devices that the network is cut over: 1, 2 or 4. 0, the default, takes as many as the network has towers.'
            OutPath     = 'The file to write, as its name ends: .svg, which follows the reader''s light or dark theme; .png, with two pixels for each of the drawing''s; or .html, a page with the tables beside the picture.'
            Open        = 'Opens the picture in the program that the desktop has for it: the file of -OutPath, or a temporary page. Without a desktop a warning says where the file is.'
            Dark        = 'Paints a .png on dark ground.'
            Force       = 'Replaces a file that is already there.'
            PassThru    = 'Puts out the file.'
            WhatIf      = 'Says what would be written, and writes nothing.'
            Confirm     = 'Asks before it writes.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('System.String', 'System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'Show-AlexNetNetwork'; Remarks = 'The paper''s network in letters: two devices side by side, and every layer with its parameters; 60,965,224 in all.' }
            @{ Code = 'Show-AlexNetNetwork -OutPath network.svg -Force -PassThru'; Remarks = 'The same as a drawing.' }
            @{ Code = 'Show-AlexNetNetwork onetower -DeviceCount 2 -OutPath onetower.png -Dark -Force -PassThru'; Remarks = 'A network without towers cut over two devices, which then have to exchange maps before almost every layer; on dark ground.' }
        )
        Links       = @('Get-AlexNetLayer', 'Get-AlexNetDevicePlan', 'Show-AlexNetFilter')
    }
    'Show-AlexNetFilter' = @{
        Synopsis    = 'Shows the filters of a convolution.'
        Description = @('Shows the weights of a convolution as small pictures, sixteen in a row, those of each tower together, as in the paper''s figure 3. The filters of the first layer are shown in the colours that they look for. Those of later layers have no colours: of one input channel, values below 0 are blue, above 0 red. What the colours stand for is said.'
            'Without -OutPath and -Open it puts out text: in a terminal that shows colours the pictures as half blocks, else a table of the filters'' ranges.')
        Parameters  = @{
            Layer       = 'The convolution: conv1 by default.'
            Model       = 'Whose filters: a model, the path of a model file, or the name of an untrained built-in network, whose filters are noise.'
            MaxItem     = 'The most filters that are shown: 96.'
            Channel     = 'The input channel whose kernels are shown, counted from 0. By default all three as colours where the input is an image, else the first.'
            SharedRange = 'Gives all filters one range of colours, so that strong ones can be told from weak ones. By default each uses all colours.'
            OutPath     = 'The file to write, as its name ends: .svg, which follows the reader''s light or dark theme; .png, with two pixels for each of the drawing''s; or .html, a page with the tables beside the picture.'
            Open        = 'Opens the picture in the program that the desktop has for it: the file of -OutPath, or a temporary page. Without a desktop a warning says where the file is.'
            Dark        = 'Paints a .png on dark ground.'
            Force       = 'Replaces a file that is already there.'
            PassThru    = 'Puts out the file.'
            WhatIf      = 'Says what would be written, and writes nothing.'
            Confirm     = 'Asks before it writes.'
        }
        Inputs      = @('AlexNet.Engine.Models.Model')
        Outputs     = @('System.String', 'System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'Show-AlexNetFilter -Model model.safetensors'; Remarks = 'The filters of conv1, in the console.' }
            @{ Code = 'Import-AlexNetModel model.safetensors | Show-AlexNetFilter -OutPath filters.png -Force -PassThru'; Remarks = 'The same as a picture.' }
            @{ Code = 'Show-AlexNetFilter conv2 -Model model.safetensors -Channel 5 -MaxItem 32 -SharedRange -OutPath conv2.svg -Force -PassThru'; Remarks = 'What 32 filters of conv2 make of map 5, all on one scale.' }
        )
        Links       = @('Show-AlexNetFeatureMap', 'Show-AlexNetConvolution')
    }
    'Show-AlexNetFeatureMap' = @{
        Synopsis    = 'Shows the maps that a layer makes of a photo.'
        Description = @('Sends a photo through a network up to a layer and shows the layer''s maps beside the photo: values below 0 blue, above 0 red, on one scale that is drawn with its ends. A fully connected layer is shown as a square with a pixel for each neuron. A layer is shown as it is: conv1 before its nonlinearity, relu1 after it.'
            'Without -OutPath and -Open it puts out text: in a terminal that shows colours the maps as half blocks, else what there is to say of them.')
        Parameters  = @{
            Path        = 'Photos, or patterns such as *.jpg.'
            LiteralPath = 'Photos; no character is a wildcard. Files of Get-ChildItem, and answers of Invoke-AlexNetClassify, bind here when piped.'
            Layer       = 'The layer: conv1 by default. Get-AlexNetLayer lists them.'
            Model       = 'Whose layers: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network.'
            MaxItem     = 'The most maps that are shown: 64. How many there are is said.'
            ScaleEach   = 'Gives each map a scale of its own, so that weak ones are seen too.'
            OutPath     = 'The file to write, as its name ends: .svg, which follows the reader''s light or dark theme; .png, with two pixels for each of the drawing''s; or .html, a page with the tables beside the picture.'
            Open        = 'Opens the picture in the program that the desktop has for it: the file of -OutPath, or a temporary page. Without a desktop a warning says where the file is.'
            Dark        = 'Paints a .png on dark ground.'
            Force       = 'Replaces a file that is already there.'
            PassThru    = 'Puts out the file.'
            WhatIf      = 'Says what would be written, and writes nothing.'
            Confirm     = 'Asks before it writes.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'AlexNet.Engine.Inference.Classification')
        Outputs     = @('System.String', 'System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'Show-AlexNetFeatureMap samples/cat.png conv1 -Model model.safetensors -OutPath conv1.svg -Force -PassThru'; Remarks = 'What 64 of the first filters make of a cat.' }
            @{ Code = 'Show-AlexNetFeatureMap samples/cat.png relu5 -Model model.safetensors -MaxItem 16 -ScaleEach'; Remarks = 'Sixteen maps of the last convolution, in the console.' }
            @{ Code = "Invoke-AlexNetClassify samples/crab.jpg -Model model.safetensors |`n    Show-AlexNetFeatureMap -Layer fc7 -Model model.safetensors -OutPath fc7.html -Force -PassThru"; Remarks = 'The neurons behind an answer, as a page.' }
        )
        Links       = @('Get-AlexNetFeature', 'Get-AlexNetActivation', 'Show-AlexNetFilter', 'Show-AlexNetConvolution')
    }
    'Show-AlexNetConvolution' = @{
        Synopsis    = 'Shows how one output of a convolution comes about.'
        Description = @('Takes one number of an output map apart: where its window lies in the input, the window times the kernel for each input channel, the sums, the bias, and what the nonlinearity leaves. Of many input channels those are shown whose sums are largest.'
            'With -Im2Col it shows the same output as fast programs compute it: the window becomes a column of a matrix, which the weights are multiplied with at once. How often each input value is written is counted.')
        Parameters  = @{
            Path        = 'Photos, or patterns such as *.jpg.'
            LiteralPath = 'Photos; no character is a wildcard. Files of Get-ChildItem, and answers of Invoke-AlexNetClassify, bind here when piped.'
            Layer       = 'The convolution: conv1 by default.'
            Model       = 'Whose layers: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network.'
            Map         = 'The output map, counted from 0.'
            Row         = 'The row in the map, counted from 0; by default the middle.'
            Column      = 'The column in the map, counted from 0; by default the middle.'
            Im2Col      = 'Shows the output as a part of one matrix product.'
            OutPath     = 'The file to write, as its name ends: .svg, which follows the reader''s light or dark theme; .png, with two pixels for each of the drawing''s; or .html, a page with the tables beside the picture.'
            Open        = 'Opens the picture in the program that the desktop has for it: the file of -OutPath, or a temporary page. Without a desktop a warning says where the file is.'
            Dark        = 'Paints a .png on dark ground.'
            Force       = 'Replaces a file that is already there.'
            PassThru    = 'Puts out the file.'
            WhatIf      = 'Says what would be written, and writes nothing.'
            Confirm     = 'Asks before it writes.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'AlexNet.Engine.Inference.Classification')
        Outputs     = @('System.String', 'System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'Show-AlexNetConvolution samples/cat.png -Map 3 -Row 20 -Column 30 -Model model.safetensors'; Remarks = 'The sums behind one output of conv1.' }
            @{ Code = 'Show-AlexNetConvolution samples/cat.png conv3 -Map 7 -Model model.safetensors -OutPath sum.svg -Force -PassThru'; Remarks = 'An output in the middle of a map of conv3, drawn.' }
            @{ Code = 'Show-AlexNetConvolution samples/cat.png -Im2Col -Model model.safetensors -OutPath im2col.html -Force -PassThru'; Remarks = 'conv1 as one product: 96 x 363 weights times 363 x 3025 patches in the paper''s network.' }
        )
        Links       = @('Show-AlexNetFeatureMap', 'Show-AlexNetFilter', 'Get-AlexNetLayer')
    }
    'Get-AlexNetFeature' = @{
        Synopsis    = 'Reads what a layer makes of photos, as arrays.'
        Description = @('Sends photos through a network up to a layer and puts out an object for each, with the layer''s outputs as Values, an array in the order [channel][row][column], and their Shape. What comes after the layer is not computed. A layer is read as it is, as by a hook in PyTorch: conv1 before its nonlinearity, relu1 after it.'
            'With -OutPath all goes to one file instead, photo after photo, so that any number of them fit: a .npy file of NumPy with the extents photos, channels, rows, columns (or photos, neurons), single precision; or a .csv file with a row a photo, its path first.')
        Parameters  = @{
            Path           = 'Photos, patterns such as *.jpg, or folders. Of a folder that is named, the files ending in jpg, jpeg, png, webp, bmp and gif are taken; a folder that only matches a pattern is entered with -Recurse.'
            LiteralPath    = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem, and answers of Invoke-AlexNetClassify, bind here when piped.'
            InputObject    = 'The bytes of one encoded photo (byte[]) or a stream, which is read to its end and stays open. Bytes are piped as one object, with a comma before the array.'
            Recurse        = 'Takes the photos in subfolders too.'
            Layer          = 'The layer: fc7 by default, the last but one of those with weights. Get-AlexNetLayer lists them.'
            Model          = 'Whose layers: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network.'
            Algorithm      = 'What must compute the convolutions: the name of an algorithm for every convolution that it can compute, or a hashtable of layers and names, such as @{ conv2 = ''Winograd4x4'' }. All other layers are chosen for. All algorithms give the same numbers but for rounding.'
            ComputeThreads = 'Threads that compute the network. 0, the default, takes one a core.'
            OutPath        = 'The file to write, .npy or .csv. It takes its name when all is written; a run that is stopped leaves none.'
            Force          = 'Replaces a file that is already there.'
            PassThru       = 'Puts out the file.'
            WhatIf         = 'Says what would be written, and writes nothing.'
            Confirm        = 'Asks before it writes.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'System.Byte[]', 'System.IO.Stream')
        Outputs     = @('AlexNet.Engine.Inspection.LayerOutput', 'System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'Get-AlexNetFeature samples -Model model.safetensors -Layer pool5'; Remarks = 'The last maps of ten photos.' }
            @{ Code = "`$feature = Get-AlexNetFeature samples/cat.png -Model model.safetensors -Layer conv1`n`$feature.Shape.Channels`n(`$feature.Map(3) | Measure-Object -Maximum).Maximum"; Remarks = 'The greatest value of one map.' }
            @{ Code = "`$direct = Get-AlexNetFeature samples/cat.png -Model model.safetensors -Layer conv2 -Algorithm Direct`n`$fft = Get-AlexNetFeature samples/cat.png -Model model.safetensors -Layer conv2 -Algorithm @{ conv2 = 'Fft' }`n`$fft.Values[0] - `$direct.Values[0]"; Remarks = 'How much two algorithms differ in one number of conv2.' }
            @{ Code = 'Get-ChildItem samples/*.jpg | Get-AlexNetFeature -Model model.safetensors -OutPath fc7.npy -Force -PassThru'; Remarks = 'fc7 of a folder of photos for a program in Python: numpy.load("fc7.npy").' }
        )
        Links       = @('Get-AlexNetActivation', 'Show-AlexNetFeatureMap', 'Get-AlexNetLayer')
    }
    'Get-AlexNetActivation' = @{
        Synopsis    = 'Says what the outputs of every layer are like over some photos.'
        Description = @('Sends photos through a network and puts out an object for each layer when all have been seen: the range of its outputs, their mean and deviation, the share that is 0, and which maps are dead, 0 everywhere on every photo. A nonlinearity counts with the layer before it, as the network computes them: conv1+relu1.')
        Parameters  = @{
            Path           = 'Photos, patterns such as *.jpg, or folders. Of a folder that is named, the files ending in jpg, jpeg, png, webp, bmp and gif are taken; a folder that only matches a pattern is entered with -Recurse.'
            LiteralPath    = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem, and answers of Invoke-AlexNetClassify, bind here when piped.'
            InputObject    = 'The bytes of one encoded photo (byte[]) or a stream, which is read to its end and stays open. Bytes are piped as one object, with a comma before the array.'
            Recurse        = 'Takes the photos in subfolders too.'
            Layer          = 'Names of layers, or patterns such as conv*.'
            Model          = 'Whose layers: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network.'
            ComputeThreads = 'Threads that compute the network. 0, the default, takes one a core.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'System.Byte[]', 'System.IO.Stream')
        Outputs     = @('AlexNet.Engine.Inspection.LayerActivation')
        Examples    = @(
            @{ Code = 'Get-AlexNetActivation samples -Model model.safetensors'; Remarks = 'All layers over ten photos.' }
            @{ Code = 'Get-AlexNetActivation samples/cat.png -Model model.safetensors -Layer conv*, fc* | Sort-Object ZeroShare -Descending'; Remarks = 'The layers with weights, those first that are quietest on one photo.' }
        )
        Links       = @('Get-AlexNetFeature', 'Show-AlexNetFeatureMap')
    }
    'Get-AlexNetSaliency' = @{
        Synopsis    = 'Shows where on photos a network looks when it says a class.'
        Description = @('Sends each photo through a network and finds which places speak for a class: the network''s first answer, or the one of -Label. Puts out an object for each photo, with the map as an array of Width x Height values, row by row. The map covers the square that the network sees.'
            'Grad-CAM (Selvaraju et al. 2017), the default, weights a layer''s maps by how much the class''s score rises with each and adds them up: coarse and about the class. Gradient (Simonyan et al. 2013) is how much the score changes with each pixel. GuidedBackprop (Springenberg et al. 2014) is that gradient with ReLUs that pass back only what is positive: sharp, but more about what is there than about the class. Occlusion (Zeiler and Fergus 2013) covers the photo with a grey square, place by place, and measures how far the probability falls: slow, and true by itself.'
            'With -OutPath a picture of each map over its photo is written as well. ConvertTo-AlexNetHtml and Export-AlexNetReport show maps side by side.')
        Parameters  = @{
            Path           = 'Photos, patterns such as *.jpg, or folders. Of a folder that is named, the files ending in jpg, jpeg, png, webp, bmp and gif are taken; a folder that only matches a pattern is entered with -Recurse.'
            LiteralPath    = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem, and answers of Invoke-AlexNetClassify, bind here when piped.'
            InputObject    = 'The bytes of one encoded photo (byte[]) or a stream, which is read to its end and stays open. Bytes are piped as one object, with a comma before the array.'
            Recurse        = 'Takes the photos in subfolders too.'
            Method         = 'How to find out: GradCam, Gradient, GuidedBackprop or Occlusion.'
            Layer          = 'The layer whose maps Grad-CAM weights: by default the nonlinearity after the last convolution, relu5. A layer is taken as it is: conv5 is its sums, relu5 what is left of them. One closer to the input gives a finer map that says less about the class.'
            Label          = 'The class that is asked about, by its name, its WordNet id or its index; by default the likeliest for each photo.'
            Model          = 'Who looks: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an installed model.'
            Window         = 'Side of the grey square of Occlusion, in pixels of the network''s input: 48.'
            Stride         = 'Pixels from one place of the square to the next: 16. Half of it takes four times as long.'
            Overlay        = 'How the map is drawn over the photo: Blend colours the photo where the map is strong, Heat is the map alone, Mask leaves of the photo what the map is strong on, Contour draws lines round it, SideBySide shows photo, map and both. It goes with the object, to ConvertTo-AlexNetHtml and Export-AlexNetReport too.'
            ComputeThreads = 'Threads that compute the network. 0, the default, takes one a core.'
            OutPath        = 'The file to write, as its name ends: .png, .svg or .html. A folder that is there gets a .png for each photo, named after the photo and the method.'
            Dark           = 'Paints a .png on dark ground.'
            Force          = 'Replaces a file that is already there.'
            WhatIf         = 'Says what would be written, and writes nothing.'
            Confirm        = 'Asks before it writes.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'System.Byte[]', 'System.IO.Stream')
        Outputs     = @('AlexNet.Engine.Inspection.Saliency.SaliencyMap')
        Examples    = @(
            @{ Code = 'Get-AlexNetSaliency samples/cat.png -Model model.safetensors -OutPath cat-looks.png -Force'; Remarks = 'Where the network looks for its first answer, as an object and as a picture.' }
            @{ Code = "`$maps = 'GradCam', 'Gradient', 'GuidedBackprop' | ForEach-Object { Get-AlexNetSaliency samples/cat.png -Method `$_ -Model model.safetensors }`n`$page = `$maps | ConvertTo-AlexNetHtml -Title 'One cat, three methods'`n`$page.Length"; Remarks = 'Methods side by side on one page.' }
            @{ Code = 'Get-AlexNetSaliency samples/cat.png -Method Occlusion -Window 100 -Stride 50 -Label 1 -Overlay Contour -Model model.safetensors'; Remarks = 'What would change the probability of class 1, if it could not be seen.' }
        )
        Links       = @('Invoke-AlexNetClassify', 'Show-AlexNetFeatureMap', 'ConvertTo-AlexNetHtml')
    }
    'ConvertTo-AlexNetHtml' = @{
        Synopsis    = 'Makes one HTML page of results.'
        Description = @('Makes a page of any results of this module: drawings as SVG, tables, and photos made small. The page needs nothing else: no script, no style sheet, nothing from the network. It follows the reader''s light or dark theme, and every name in it is encoded.')
        Parameters  = @{
            InputObject     = 'Results, in the order of the page. Neighbours of one kind are shown together: photos as a contact sheet with bars as in the paper''s figure 4, layers as a table, layers'' outputs as maps, tests as a confusion matrix, epochs as a curve. Strings are headings. Other objects become tables of their properties.'
            Title           = 'Title of the page; by default what is on it.'
            MaxItem         = 'The most photos, maps or rows that are shown of each kind: 64. How many there are is said beside them.'
            LabelFromFolder = 'Takes the name of the folder that a photo is in for what is on it: its bar is pink, all others blue, and mistakes are marked.'
            OnlyMistake     = 'Shows only photos whose folder is named otherwise than the likeliest answer.'
            ScaleEach       = 'Gives each feature map a colour scale of its own, so that weak ones are seen too.'
            PeakGigaflops   = 'Billions of operations a second that the machine can do at most, as (Get-AlexNetDevice 1).PeakGigaflops says: times of layers are then shown as shares of it.'
            Fragment        = 'Puts out an element with its style sheet, for a page of one''s own, rather than a page.'
        }
        Inputs      = @('System.Management.Automation.PSObject')
        Outputs     = @('System.String')
        Examples    = @(
            @{ Code = "`$page = Invoke-AlexNetClassify samples -Model model.safetensors | ConvertTo-AlexNetHtml -Title 'Ten photos'`n`$page.Length"; Remarks = 'A contact sheet of ten photos with their answers.' }
            @{ Code = 'Get-AlexNetLayer -Architecture paper | ConvertTo-AlexNetHtml -Fragment'; Remarks = 'The layers as a table, for a page of one''s own.' }
        )
        Links       = @('Export-AlexNetReport', 'Invoke-AlexNetClassify')
    }
    'Export-AlexNetReport' = @{
        Synopsis    = 'Writes results as one HTML file.'
        Description = @('Writes a page of any results of this module as ConvertTo-AlexNetHtml makes it, to one file that can be sent, opened anywhere and kept. It is written beside its target and put there when it is whole.')
        Parameters  = @{
            Path            = 'The file to write, .html.'
            InputObject     = 'Results, in the order of the page. Neighbours of one kind are shown together: photos as a contact sheet with bars as in the paper''s figure 4, layers as a table, layers'' outputs as maps, tests as a confusion matrix, epochs as a curve. Strings are headings. Other objects become tables of their properties.'
            Title           = 'Title of the page; by default what is on it.'
            MaxItem         = 'The most photos, maps or rows that are shown of each kind: 64. How many there are is said beside them.'
            LabelFromFolder = 'Takes the name of the folder that a photo is in for what is on it: its bar is pink, all others blue, and mistakes are marked.'
            OnlyMistake     = 'Shows only photos whose folder is named otherwise than the likeliest answer.'
            ScaleEach       = 'Gives each feature map a colour scale of its own, so that weak ones are seen too.'
            PeakGigaflops   = 'Billions of operations a second that the machine can do at most, as (Get-AlexNetDevice 1).PeakGigaflops says: times of layers are then shown as shares of it.'
            Open            = 'Opens the page where there is a desktop.'
            Force           = 'Replaces a file that is already there.'
            PassThru        = 'Puts out the file.'
            WhatIf          = 'Says what would be written, and writes nothing.'
            Confirm         = 'Asks before it writes.'
        }
        Inputs      = @('System.Management.Automation.PSObject')
        Outputs     = @('System.IO.FileInfo')
        Examples    = @(
            @{ Code = 'Invoke-AlexNetClassify samples -Model model.safetensors | Export-AlexNetReport photos.html -Force -PassThru'; Remarks = 'Photos with their likeliest labels.' }
            @{ Code = 'Invoke-AlexNetClassify photos -Recurse -Model model.safetensors | Export-AlexNetReport mistakes.html -OnlyMistake -Force -PassThru'; Remarks = 'Of photos in folders that are named as their class, only those that were taken for something else.' }
            @{ Code = "& {`n    'The network'; Get-AlexNetLayer -Architecture paper`n    'How it does'; Test-AlexNetModel photos -Model model.safetensors`n    'How fast it is'; Measure-AlexNetPerformance model.safetensors -BatchSize 1 -PerLayer -Repeat 3`n} | Export-AlexNetReport report.html -Title 'Our model' -Force -PassThru"; Remarks = 'Several results under headings.' }
        )
        Links       = @('ConvertTo-AlexNetHtml', 'Test-AlexNetModel', 'Get-AlexNetTrainingHistory')
    }
    'Find-AlexNetSimilarImage' = @{
        Synopsis    = 'Finds photos that are like others, or groups of near duplicates.'
        Description = @('Compares photos by what a layer of the network makes of them, as section 6.1 of the paper does with its last hidden layer: two photos are alike when their 4096 values point the same way, even where hardly a pixel is the same. For each photo that is given, the most similar ones in the folders of -Within are put out, most similar first, with the cosine of the angle as Similarity. The photo itself is left out, other copies of it are not.'
            'Without a photo, the folders are searched for near duplicates: photos that are as similar as -DuplicateThreshold to another one of their group, such as copies that were made smaller, saved anew or cropped a little. A group is an object with its Photos, the largest file first.'
            'What the network saw is kept in an index, which is brought up to date first: photos that are new or changed are looked at, those that are gone leave, the rest is not read again. Every photo is compared, without approximation.')
        Parameters  = @{
            Path               = 'The photos whose like is wanted: files, patterns such as *.jpg, or folders. Without any, near duplicates are listed.'
            LiteralPath        = 'Photos or folders; no character is a wildcard. Files of Get-ChildItem, and answers of Invoke-AlexNetClassify, bind here when piped.'
            InputObject        = 'The bytes of one encoded photo (byte[]) or a stream, which is read to its end and stays open. Bytes are piped as one object, with a comma before the array.'
            Within             = 'The folders that are searched: the files ending in jpg, jpeg, png, webp, bmp and gif. A pattern stands for the folders that match it, unless there is a folder of that very name.'
            Recurse            = 'Takes the photos in subfolders too.'
            Index              = 'The file of the index, which ends in .index. Several folders, and several processes at once, may share one. By default each folder has one among the user''s cached files.'
            Top                = 'How many photos to put out for each one that was given.'
            DuplicateThreshold = 'How similar photos must be, 1 for the same: 0.95 by default. With photos given it applies only where it is named.'
            Model              = 'Whose layer: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network.'
            Layer              = 'The layer whose outputs are compared, after its nonlinearity: fc7 by default, the last hidden one.'
            ComputeThreads     = 'Threads that compute the network. 0, the default, takes one a core.'
            Force              = 'Makes an index anew that is damaged or of another model.'
            WhatIf             = 'Searches, and says that the index of -Index would be written, but does not write it.'
            Confirm            = 'Asks before it writes the index of -Index.'
        }
        Inputs      = @('System.String', 'System.IO.FileInfo', 'System.Byte[]', 'System.IO.Stream')
        Outputs     = @('AlexNet.Engine.Similarity.SimilarImage', 'AlexNet.Engine.Similarity.DuplicateGroup')
        Examples    = @(
            @{ Code = 'Find-AlexNetSimilarImage samples/caltech101/wrench.webp -Within samples -Recurse -Top 3'; Remarks = 'The three photos most like a wrench. The other wrench is among them.' }
            @{ Code = "Get-ChildItem samples/caltech101/*.jpg |`n    Find-AlexNetSimilarImage -Within samples -Top 5 |`n    ConvertTo-AlexNetHtml > neighbours.html`nGet-Item neighbours.html"; Remarks = 'A page with each photo and its neighbours beside it, as in figure 4 of the paper.' }
            @{ Code = "Copy-Item samples/fig.jpg samples/fig-copy.jpg`nFind-AlexNetSimilarImage -Within samples -DuplicateThreshold 0.98"; Remarks = 'Groups of photos that are nearly the same.' }
            @{ Code = "Find-AlexNetSimilarImage -Within samples -Recurse |`n    ForEach-Object { `$_.Photos | Select-Object -Skip 1 } | Remove-Item -WhatIf"; Remarks = 'Says which photos could go if one of each group stays: the one with the largest file.' }
        )
        Links       = @('Update-AlexNetImageIndex', 'Get-AlexNetFeature', 'Invoke-AlexNetClassify', 'ConvertTo-AlexNetHtml')
    }
    'Update-AlexNetImageIndex' = @{
        Synopsis    = 'Makes the index of folders of photos, or brings it up to date.'
        Description = @('Sends the photos of folders through the network and keeps what a layer makes of them, so that Find-AlexNetSimilarImage finds it ready: as a scheduled task, or before an evening with many photos. Photos are known by their bytes. A file of the same size and time is not read again; one that was moved or copied is read, but not computed; one that is gone leaves the index.'
            'Several processes may update one index at once: what one writes, the other keeps. The file takes its name when it is whole.')
        Parameters  = @{
            Path           = 'Folders, or patterns that stand for folders.'
            LiteralPath    = 'Folders; no character is a wildcard. Folders of Get-ChildItem -Directory bind here when piped.'
            Index          = 'The file of the index, which ends in .index, for all folders. By default each folder has one among the user''s cached files, where Find-AlexNetSimilarImage looks for it.'
            Model          = 'Whose layer: a model of Import-AlexNetModel or New-AlexNetModel, the path of a model file, or the name of an untrained built-in network.'
            Layer          = 'The layer whose outputs are kept: fc7 by default.'
            Recurse        = 'Takes the photos in subfolders too.'
            ComputeThreads = 'Threads that compute the network. 0, the default, takes one a core.'
            Force          = 'Makes an index anew that is damaged or of another model.'
            PassThru       = 'Puts out an object for each index that says what was done.'
            WhatIf         = 'Says that the index of -Index would be written, and does nothing.'
            Confirm        = 'Asks before it writes the index of -Index.'
        }
        Inputs      = @('System.String', 'System.IO.DirectoryInfo')
        Outputs     = @('AlexNet.Engine.Similarity.ImageIndexInfo')
        Examples    = @(
            @{ Code = 'Update-AlexNetImageIndex samples -Recurse -PassThru'; Remarks = 'How many photos were new; the second time none is.' }
            @{ Code = "Update-AlexNetImageIndex samples -Index photos.index`nFind-AlexNetSimilarImage samples/cat.png -Within samples -Index photos.index -Top 3"; Remarks = 'An index in a file of one''s own.' }
        )
        Links       = @('Find-AlexNetSimilarImage', 'Get-AlexNetFeature')
    }
}
