using System.Formats.Tar;
using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>Archives as people make them, and as they get damaged.</summary>
public sealed class ArchiveTests
{
    private static readonly byte[] Content = "DJ_HOST=db\nDJ_PASS=otter-Lamp-47\n"u8.ToArray();
    private static readonly byte[] Stub = Encoding.Latin1.GetBytes("#!/bin/sh\nexport DJ_PASS=otter-Lamp-48\nexec unzip \"$0\"\n");

    public static TheoryData<TarEntryFormat, string> TarForms => new()
    {
        { TarEntryFormat.Ustar, "lab/.env" },
        { TarEntryFormat.Pax, new string('d', 90) + "/" + new string('e', 150) + "/é.env" },
        { TarEntryFormat.Gnu, new string('d', 90) + "/" + new string('e', 150) + "/.env" },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_that_unpacks_itself_is_looked_into(bool canSeek)
    {
        Found(Packing.Append(Stub, Packing.Zip(("a.env", Content))), "setup.run", canSeek).ShouldBe(["setup.run:2:16", "setup.run!a.env:2:9"], ignoreOrder: true);
        Found(Packing.AppendAdjusted(Stub, ("a.env", Content)), "setup.run", canSeek).ShouldBe(["setup.run:2:16", "setup.run!a.env:2:9"], ignoreOrder: true);
        Found(Packing.Append("MZ\u0000\u0000"u8, Packing.Zip(("a.env", Content))), "setup.exe", canSeek).ShouldBe(["setup.exe!a.env:2:9"]);
        Found(Stub, "a.sh", canSeek).ShouldBe(["a.sh:2:16"]);
    }

    [Fact]
    public void The_end_of_a_zip_file_alone_hides_nothing()
    {
        byte[] end = [.. "PK\u0005\u0006"u8, .. new byte[18]];
        Found([.. Content, .. end], "a.env").ShouldBe(["a.env:2:9"]);
        Found([.. end, .. Content], "a.env").ShouldBe(["a.env:2:9"]);
    }

    [Fact]
    public void The_comment_of_a_zip_file_is_read()
    {
        byte[] zip = Packing.Zip(("a.txt", "nothing"u8.ToArray()));
        zip[^2] = (byte)Content.Length;
        Found([.. zip, .. Content], "a.zip").ShouldHaveSingleItem().ShouldStartWith("a.zip:2:");
    }

    [Fact]
    public void Text_after_a_gzip_member_is_read() =>
        Found([.. Packing.GZip("nothing"u8.ToArray()), .. Content], "a.env.gz").ShouldBe(["a.env.gz:2:9"]);

    [Fact]
    public void Text_far_after_a_gzip_member_is_read() =>
        Found([.. Packing.GZip("nothing"u8.ToArray()), .. Enumerable.Repeat((byte)'\n', 100_000), .. Content], "a.env.gz").ShouldBe(["a.env.gz:100002:9"]);

    [Fact]
    public void Each_member_of_a_gzip_file_is_read() =>
        Found([.. Packing.GZip("DJ_HOST=db\n"u8.ToArray()), .. Packing.GZip(Content)], "a.env.gz").ShouldBe(["a.env.gz:3:9"]);

    [Theory]
    [MemberData(nameof(TarForms))]
    public void Each_form_of_tar_is_read(TarEntryFormat form, string name) =>
        Found(Packing.Tar(form, name, Content), "a.tar").ShouldBe([$"a.tar!{name}:2:9"]);

    [Fact]
    public void An_old_tar_without_its_mark_is_read_as_it_is() =>
        Found(Packing.Tar(TarEntryFormat.V7, "a.env", Content), "a.tar").ShouldHaveSingleItem().ShouldStartWith("a.tar:");

    [Fact]
    public void What_follows_a_tar_is_read() =>
        Found([.. Packing.Tar("a.txt", "nothing"u8.ToArray()), .. Packing.Tar("b.env", Content)], "a.tar").ShouldHaveSingleItem().ShouldStartWith("a.tar:");

    [Fact]
    public void A_damaged_tar_is_named_and_the_rest_of_it_read()
    {
        byte[] tar = [.. Packing.Tar("a.txt", "nothing"u8.ToArray())[..1024], .. Packing.Tar("b.env", Content)];
        tar[1024 + 150] = (byte)'9'; // the sum of the second header
        LeakReport report = Scan(tar, "a.tar");
        report.Skipped.ShouldHaveSingleItem().Reason.ShouldStartWith("damaged");
        report.Leaks.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Archives_are_opened_to_a_depth_of_four(int depth, bool isRead)
    {
        byte[] content = Content;
        for (int i = 0; i < depth; i++)
        {
            content = Packing.Zip(("a", content));
        }

        LeakReport report = Scan(content, "a.zip");
        report.Leaks.Count.ShouldBe(isRead ? 1 : 0);
        report.Skipped.Select(skipped => $"{skipped.Path}: {skipped.Reason}").ShouldBe(isRead ? [] : ["a.zip!a!a!a!a: unpacks to more than 4 archives in each other"]);
    }

    [Theory]
    [InlineData("lab-1.0-py3-none-any.whl", "lab/settings.py", "dj.config['database.password'] = 'otter-Lamp-47'")]
    [InlineData("Lab.1.0.0.nupkg", "lib/appsettings.json", "{ \"Lab\": \"Server=db;User Id=ana;Password=otter-Lamp-47;\" }")]
    [InlineData("rig.xlsx", "xl/sharedStrings.xml", "<sst><si><t>mysql://ana:otter-Lamp-47@db/lab</t></si></sst>")]
    [InlineData("notes.docx", "word/document.xml", "<w:t>password: otter-Lamp-47</w:t>")]
    public void Packages_and_office_files_are_archives(string archive, string name, string text) =>
        Found(Packing.Zip((name, Encoding.UTF8.GetBytes(text))), archive).ShouldHaveSingleItem().ShouldStartWith($"{archive}!{name}:1:");

    [Fact]
    public void A_damaged_entry_is_named_and_the_others_count()
    {
        byte[] zip = Packing.Zip(("a.txt", [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * 7))]), ("b.env", Content));
        zip[8] = 99; // the method of the first entry, here and in the list
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 10] = 99;
        LeakReport report = Scan(zip, "a.zip");
        report.Skipped.ShouldHaveSingleItem().Path.ShouldBe("a.zip!a.txt");
        report.Leaks.ShouldHaveSingleItem().Path.ShouldBe("a.zip!b.env");
    }

    [Theory]
    [InlineData("a.tar.xz", new byte[] { 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0 })]
    [InlineData("a.zst", new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 4 })]
    [InlineData("a.7z", new byte[] { 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0 })]
    public void What_is_packed_otherwise_is_named(string path, byte[] content) =>
        Scan(content, path).Skipped.ShouldHaveSingleItem().Reason.ShouldBe("packed in a form that is not read");

    private static string[] Found(byte[] bytes, string path, bool canSeek = true) => [.. Scan(bytes, path, canSeek).Leaks.Select(leak => $"{leak.Path}:{leak.Line}:{leak.Column}")];

    private static LeakReport Scan(byte[] bytes, string path, bool canSeek = true)
    {
        using MemoryStream content = new(bytes);
        using BufferedStream piped = new(new OneWayStream(content));
        return new LeakScanner().ScanStream(canSeek ? content : piped, path);
    }
}
