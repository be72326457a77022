# %% [markdown]
# # Train your own
#
# A network for your own classes needs a folder of photos for each. Here are two tiny ones, made of the samples: animals and things. The last two of each kind are kept for the test.

# %%
if (-not (Get-Module AlexNet)) { Import-Module ../AlexNet.psd1 }   # our own kernel has it already
$work = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'alexnet-train-your-own')
if ([System.IO.Directory]::Exists($work)) { [System.IO.Directory]::Delete($work, $true) }
$samples = (Get-ChildItem .. -Filter samples).FullName
$kinds = @{
    animal = 'caltech101/butterfly.jpg', 'caltech101/crocodile.jpg', 'caltech101/panda.jpg',
        'caltech101/rhinoceros.jpg', 'cat.png', 'cocker-spaniels.jpg', 'crab.jpg',
        'caltech101/dolphin.jpg', 'red-panda.jpg'
    thing  = 'caltech101/chair.webp', 'caltech101/minaret.webp', 'caltech101/wrench-on-cloth.webp',
        'caltech101/pyramid.jpg', 'espresso.jpg', 'pagoda.jpg', 'paintbrushes.jpg',
        'caltech101/wrench.webp', 'wall-clock.jpg'
}
foreach ($kind in $kinds.Keys) {
    for ($i = 0; $i -lt 9; $i++) {
        $part = $i -lt 7 ? 'photos' : 'test'
        $folder = [System.IO.Directory]::CreateDirectory("$work/$part/$kind").FullName
        $photo = $kinds[$kind][$i]
        $name = [System.IO.Path]::GetFileName($photo)
        [System.IO.File]::Copy("$samples/$photo", "$folder/$name")
    }
}
foreach ($part in 'photos', 'test') {
    foreach ($kind in 'animal', 'thing') {
        "{0}/{1}: {2} photos" -f $part, $kind, @(Get-ChildItem "$work/$part/$kind").Count
    }
}

# %% [markdown]
# ## The short way: a new last layer
#
# A trained network has learned to see. What it sees of a photo before its last layer, 4096 numbers, is enough to tell other things apart than those it was trained on. Each photo is looked at once, and a
# new last layer is fitted: seconds of work, and a few photos of each class do.

# %%
$run = @{
    Path = "$work/photos"; OutPath = "$work/kinds.safetensors"
    Model = '../models/caltech101.safetensors'
    Validation = "$work/test"; Cache = "$work/cache"
}
$report = New-AlexNetClassifier @run
$report

# %%
Invoke-AlexNetClassify "$work/test" -Recurse -Model "$work/kinds.safetensors"

# %% [markdown]
# Classes are what your folders say. With ten or twenty photos of each, and a fifth of them held out, the error that is reported begins to mean something; of four photos it is little more than luck, and the
# interval says so:

# %%
$interval = $report.Top1Interval
'{0:p0} wrong; the truth is between {1:p0} and {2:p0}, 19 times in 20' -f
    $report.Top1Error, $interval.Low, $interval.High

# %% [markdown]
# ## The long way: from nothing
#
# Training of a whole network begins with random weights, and is shown every photo again and again. This one is small, so that it takes seconds: 67 pixels and 64 neurons instead of 227 and 4096.

# %%
$run = @{
    Path = "$work/photos"; OutPath = "$work/small.safetensors"; Validation = "$work/test"
    InputSize = 67; FullyConnectedWidth = 64; Initialization = 'He'; ScaleColour = $true
    Epochs = 12; BatchSize = 7; LearningRate = 0.005; Dropout = 0; Seed = 1; Force = $true
}
Start-AlexNetTraining @run

# %% [markdown]
# The loss on the training photos falls: it learns them. What it makes of photos that it was not shown is another matter, and four of them cannot tell: look at the interval, and change `-Seed`. Fourteen
# photos are not enough to learn to see. The network that comes with the module was shown 6,536, the paper's 1.2 million.

# %%
Test-AlexNetModel "$work/test" -Model "$work/small.safetensors"

# %% [markdown]
# A model remembers how it was made. The curve of the one that comes with the module, from nothing; the last epochs were trained while it was compressed:

# %%
Get-AlexNetTrainingHistory ../models/caltech101.safetensors

# %% [markdown]
# ## And then
#
# - `-Checkpoint` keeps a run in a file, `-Resume` goes on with it, to the same bits.
# - `-DeviceCount 2` trains on two devices, as the paper did; the result does not change.
# - `New-AlexNetClassifier -FineTune fc7` trains deeper layers further too.
# - `docs/training.md` tells the rest.
#
# What was made here goes away again:

# %%
[System.IO.Directory]::Delete($work, $true)
