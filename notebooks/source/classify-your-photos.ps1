# %% [markdown]
# # Classify your photos
#
# From a folder of photos to answers, and from answers to whatever PowerShell can do with objects.

# %%
if (-not (Get-Module AlexNet)) { Import-Module ../AlexNet.psd1 }   # our own kernel has it already
Invoke-AlexNetClassify ../samples/caltech101

# %% [markdown]
# Put your own folder in its place. JPEG, PNG, WebP, BMP and GIF are read, known by their content.
#
# No model was named, so the one that comes with the module answers. It knows 101 things and nothing else in the world; it always names one of them. These are some:

# %%
$labels = (Get-AlexNetLabel -Model ../models/caltech101.safetensors).Name
"$($labels.Count) classes: $($labels[0..19] -join ', '), ..."

# %% [markdown]
# ## Answers are objects

# %%
$answer = Invoke-AlexNetClassify ../samples/caltech101/panda.jpg -Top 3
$answer.Label
$answer.Probability
foreach ($prediction in $answer.Predictions) {
    '{0}. {1} {2:p1}' -f $prediction.Rank, $prediction.Label, $prediction.Probability
}

# %% [markdown]
# So they can be filtered:

# %%
Invoke-AlexNetClassify ../samples/caltech101 | Where-Object Probability -gt 0.5

# %% [markdown]
# How sure is sure? A network that is asked about what it has never seen says something all the same. Its probability is then often small, but not always:

# %%
Invoke-AlexNetClassify ../samples

# %% [markdown]
# In full PowerShell the answers go on into any command, photo included:
#
# ```powershell
# Invoke-AlexNetClassify ~/photos -Recurse | Where-Object Label -eq 'panda' |
#     Move-Item -Destination ~/pandas -WhatIf
# Invoke-AlexNetClassify ~/photos | Sort-Object Probability -Descending | Export-Csv answers.csv
# ```
#
# ## A second look: ten views
#
# The paper shows the network ten views of each photo, the corners and the centre, each also mirrored, and averages the answers. Ten times the work, for a somewhat better answer:

# %%
$once = Invoke-AlexNetClassify ../samples/caltech101 -Top 1
$tenTimes = Invoke-AlexNetClassify ../samples/caltech101 -Top 1 -TenView
for ($i = 0; $i -lt $once.Count; $i++) {
    [pscustomobject]@{
        Photo       = [System.IO.Path]::GetFileName($once[$i].Path)
        'One view'  = '{0} {1:p0}' -f $once[$i].Label, $once[$i].Probability
        'Ten views' = '{0} {1:p0}' -f $tenTimes[$i].Label, $tenTimes[$i].Probability
    }
}

# %% [markdown]
# ## Photos from memory
#
# A photo need not be a file. The comma sends its bytes as one object:

# %%
$bytes = [System.IO.File]::ReadAllBytes((Get-ChildItem ../samples/caltech101/dolphin.jpg).FullName)
, $bytes | Invoke-AlexNetClassify -Top 2

# %% [markdown]
# ## What is no photo
#
# ... is an error that says so, and the others go on:

# %%
$files = '../samples/LICENSES.md', '../samples/caltech101/panda.jpg'
Invoke-AlexNetClassify $files -ErrorVariable problems -ErrorAction SilentlyContinue
foreach ($problem in $problems) {
    $name = [System.IO.Path]::GetFileName($problem.TargetObject)
    "Left out: $name, $($problem.CategoryInfo.Category)"
}
$Error.Clear()   # .NET Interactive takes any error for the cell's failure, one that was dealt with too

# %% [markdown]
# ## A page to send
#
# Any results become one HTML file that needs nothing else, pictures included:

# %%
$page = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'alexnet-photos.html')
$file = Invoke-AlexNetClassify ../samples/caltech101 |
    Export-AlexNetReport $page -Title 'Ten photos' -Force -PassThru
'{0}: {1:n0} kB' -f $file.Name, ($file.Length / 1000)
[System.IO.File]::Delete($page)

# %% [markdown]
# ## A thousand classes
#
# Networks that others trained on ImageNet's thousand classes are one command away, where there is a network connection: `Install-AlexNetModel bvlc_alexnet`, then `-Model imagenet`. What there is:

# %%
foreach ($entry in Find-AlexNetModel) {
    [pscustomobject]@{
        Name    = $entry.Name
        What    = $entry.Title
        'Top-1' = '{0:p1}' -f $entry.Top1Accuracy
        MB      = [Math]::Round($entry.Bytes / 1e6)
    }
}
