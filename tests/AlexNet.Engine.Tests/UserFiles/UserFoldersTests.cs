using AlexNet.Engine.UserFiles;

namespace AlexNet.Engine.Tests.UserFiles;

public class UserFoldersTests
{
    [Fact]
    public void EachIsAFolderOfItsOwnUnlessNamedOtherwise()
    {
        foreach (var (folder, variable) in new[] { (UserFolders.Cache, UserFolders.CacheVariable), (UserFolders.Config, UserFolders.ConfigVariable) })
        {
            Assert.True(Path.IsPathRooted(folder));
            if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 }) Assert.Equal("alexnetshell", Path.GetFileName(folder));
        }
        Assert.NotEqual(UserFolders.Cache, UserFolders.Config);
    }
}
