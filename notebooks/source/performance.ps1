# %% [markdown]
# # Performance
#
# Where the time of a photo goes, and what can be done about it. All times are of the machine that ran this notebook; run it on yours.

# %%
if (-not (Get-Module AlexNet)) { Import-Module ../AlexNet.psd1 }   # our own kernel has it already
$model = Import-AlexNetModel ../models/caltech101.safetensors
$machine = Get-AlexNetDevice 1
$machine

# %% [markdown]
# Two numbers of it are limits: billions of operations a second, from registers, and gigabytes a second, from memory.
#
# ## Layer by layer

# %%
$times = Measure-AlexNetPerformance $model -BatchSize 1 -PerLayer -Repeat 10
$times

# %% [markdown]
# The convolutions do nearly all of the arithmetic, the fully connected layers hold nearly all of the weights. The first are limited by what the processor can compute, the second by what memory
# can deliver. Each layer against its own limit; bytes are those of its weights:

# %%
foreach ($layer in Get-AlexNetLayer conv*, fc* -Model $model) {
    $time = $times.Where({ $_.Layer -eq $layer.Name })[0]
    $bytes = 4 * $layer.Parameters
    [pscustomobject]@{
        Layer                      = $layer.Name
        Milliseconds               = [Math]::Round($time.MillisecondsPerImage, 2)
        'Operations a byte'        = [Math]::Round(2 * $layer.MultiplyAdds / $bytes, 1)
        'Share of peak arithmetic' = '{0:p0}' -f ($time.GigaflopsPerSecond / $machine.PeakGigaflops)
        'GB a second'              = [Math]::Round($bytes / $time.MillisecondsPerImage / 1e6, 1)
        Algorithm                  = $time.Algorithm
    }
}

# %% [markdown]
# Where it is more than 100 %, that is no mistake: Winograd's algorithm leaves multiplications out, and they are counted all the same.
#
# ## Algorithms
#
# What can compute each convolution, and what the built-in rules take on this machine:

# %%
foreach ($layer in Get-AlexNetLayer conv* -Model $model) {
    [pscustomobject]@{
        Layer    = $layer.Name
        Taken    = $layer.Algorithm
        Possible = $layer.Algorithms -join ', '
    }
}

# %% [markdown]
# Everything by one algorithm, as far as it goes:

# %%
foreach ($algorithm in 'Direct', 'Im2Col', 'ImplicitGemm', 'Winograd2x2', 'Winograd4x4', 'Fft') {
    $time = Measure-AlexNetPerformance $model -BatchSize 1 -Algorithm $algorithm -Repeat 5
    [pscustomobject]@{
        Algorithm              = $algorithm
        'Milliseconds a photo' = [Math]::Round($time.MillisecondsPerImage, 1)
    }
}

# %% [markdown]
# `Measure-AlexNetPerformance -Tune` times all of them on each layer, and keeps the fastest for this machine.
#
# ## Batches
#
# The weights of the fully connected layers are read once for a batch, not once for a photo:

# %%
foreach ($time in Measure-AlexNetPerformance $model -BatchSize 1, 4, 16 -Repeat 3) {
    [pscustomobject]@{
        Batch                  = $time.BatchSize
        'Milliseconds a photo' = [Math]::Round($time.MillisecondsPerImage, 1)
        'Photos a second'      = [Math]::Round($time.ImagesPerSecond, 1)
    }
}

# %% [markdown]
# ## Smaller weights
#
# What is limited by reading gets faster when there is less to read:

# %%
foreach ($type in 'Float32', 'Float16', 'Int8') {
    $small = $model.WithWeightPrecision($type)
    $time = Measure-AlexNetPerformance $small -BatchSize 1 -Repeat 5
    [pscustomobject]@{
        Weights                = $type
        'MB of weights'        = [Math]::Round($small.WeightBytes / 1e6, 1)
        'Milliseconds a photo' = [Math]::Round($time.MillisecondsPerImage, 1)
    }
}

# %% [markdown]
# ## Threads and devices
#
# Threads share out each layer. Devices share out the network, tower by tower, and exchange maps; the timeline shows how well they keep each other busy.

# %%
foreach ($time in Measure-AlexNetPerformance $model -BatchSize 1 -ThreadCount 1, 2 -Repeat 5) {
    [pscustomobject]@{
        Threads                = $time.ThreadCount
        'Milliseconds a photo' = [Math]::Round($time.MillisecondsPerImage, 1)
    }
}

# %%
$photos = Get-ChildItem ../samples/caltech101
$null = $photos | Invoke-AlexNetClassify -Model $model -DeviceCount 2   # the first time is slower
$null = $photos | Invoke-AlexNetClassify -Model $model -DeviceCount 2 -Timeline
Get-AlexNetTimeline -Call 1

# %% [markdown]
# `docs/performance.md` has times beside ONNX Runtime and libtorch.
