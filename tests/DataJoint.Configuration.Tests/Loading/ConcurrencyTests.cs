namespace DataJoint.Configuration.Tests;

public sealed class ConcurrencyTests
{
    private const int Readers = 100;

    [Fact]
    public void A_hundred_readers_see_whole_snapshots_while_another_thread_reloads() => ReadWhileReloading(reloads: 1000);

    [Fact]
    [Trait("Suite", "Stress")]
    public void A_hundred_readers_see_whole_snapshots_while_another_thread_reloads_100000_times() => ReadWhileReloading(reloads: 100_000);

    private static void ReadWhileReloading(int reloads)
    {
        using TestProject project = new();
        string[] generations = [DataSourceVersion(project, 1), DataSourceVersion(project, 2)];
        project.WithVariable("DJ_SECRETS_DIR", project.PathOf("none"));
        DataJointConfig config = project.Load();
        using CancellationTokenSource done = new();
        List<Exception> failures = [];
        long reads = 0;
        Thread[] readers = [.. Enumerable.Range(0, Readers).Select(_ => Started(failures, () =>
        {
            while (!done.IsCancellationRequested)
            {
                ReadOnce(config);
                Interlocked.Increment(ref reads);
                Thread.Sleep(10);
            }
        }))];
        Thread setter = Started(failures, () =>
        {
            for (int i = 0; !done.IsCancellationRequested; i++)
            {
                config["display.width"] = (i % 50) + 1;
                config["custom.note"] = i % 2 == 0 ? "even" : default(SettingValue);
                using (config.Override(("display.limit", 99), ("loglevel", "ERROR")))
                {
                    ConfigurationSnapshot scoped = config.Snapshot;
                    (scoped.Display.Limit, scoped.LogLevel).ShouldBe((99, "ERROR"));
                    CheckWhole(scoped);
                }

                Thread.Sleep(1);
            }
        });
        Thread reloader = Started(failures, () =>
        {
            // A busy machine may give the readers their first turn late.
            for (int i = 0; i < reloads || (Interlocked.Read(ref reads) <= Readers && !HasFailed(failures)); i++)
            {
                if (i % 100 == 0)
                {
                    // Replaced at once, as an editor or Kubernetes does it.
                    File.Copy(generations[i / 100 % 2], project.PathOf("next"), overwrite: true);
                    File.Delete(project.PathOf("datajoint.json.old"));
                    File.Replace(project.PathOf("next"), project.PathOf("datajoint.json"), project.PathOf("datajoint.json.old"));
                }

                config.Reload();
            }
        });
        reloader.Join();
        done.Cancel();
        setter.Join();
        Array.ForEach(readers, r => r.Join());
        failures.ShouldBeEmpty();
        reads.ShouldBeGreaterThan(Readers);
    }

    private static bool HasFailed(List<Exception> failures)
    {
        lock (failures)
        {
            return failures.Count > 0;
        }
    }

    private static string DataSourceVersion(TestProject project, int number)
    {
        string text = $$"""{ "database": { "user": "u{{number}}", "name": "u{{number}}", "port": {{number}} }, "stores": { "s{{number}}": { "protocol": "file", "location": "u{{number}}" } } }""";
        project.WithFile("generation" + number, text).WithProjectFile(text);
        return project.PathOf("generation" + number);
    }

    private static void ReadOnce(DataJointConfig config)
    {
        CheckWhole(config.Snapshot);
        DatabaseSettings database = config.Database;
        database.Name.ShouldBe(database.User);
        config["database.user"].AsText().ShouldStartWith("u");
        config.Explain("database.user").Candidates.ShouldHaveSingleItem();
    }

    private static void CheckWhole(ConfigurationSnapshot snapshot)
    {
        string user = snapshot.Database.User!;
        snapshot["database.name"].AsText().ShouldBe(user);
        string number = user.Substring(1);
        snapshot["database.port"].AsText().ShouldBe(number);
        snapshot.Stores.ShouldHaveSingleItem().ShouldBe("s" + number);
        snapshot.Stores["s" + number].Location.ShouldBe(user);
    }

    private static Thread Started(List<Exception> failures, Action action)
    {
        Thread thread = new(() =>
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                lock (failures)
                {
                    failures.Add(error);
                }
            }
        });
        thread.Start();
        return thread;
    }
}
