using System.Runtime.InteropServices;
using System.Text;
using DataJoint.Cli.Transfers;

namespace DataJoint.Cli.Tests;

/// <summary>
/// djc as it is published for Linux: a tool that holds secrets and opens other people's files lies at a random address, and what is written once at its start
/// cannot be written to afterwards.
/// </summary>
public sealed class HardenedProgramTests
{
    [Fact]
    public void The_program_lies_at_a_random_address()
    {
        ElfProgram program = Published();
        program.Type.ShouldBe(ElfProgram.SharedObject);
        (program.DynamicValue(ElfProgram.Flags1) & ElfProgram.PositionIndependent).ShouldNotBe(0ul);
    }

    [Fact]
    public void Its_table_of_addresses_is_complete_at_the_start_and_read_only_from_then_on()
    {
        ElfProgram program = Published();
        program.SegmentFlags(ElfProgram.GnuRelro).ShouldNotBeNull();
        (program.DynamicValue(ElfProgram.Flags) & ElfProgram.BindNow).ShouldNotBe(0ul);
        (program.DynamicValue(ElfProgram.Flags1) & ElfProgram.Now).ShouldNotBe(0ul);
    }

    [Fact]
    public void Nothing_on_its_stack_can_be_run()
    {
        uint? flags = Published().SegmentFlags(ElfProgram.GnuStack);
        flags.ShouldNotBeNull();
        (flags.Value & ElfProgram.Executable).ShouldBe(0u);
    }

    [Fact]
    public void No_part_of_it_can_be_both_written_and_run() => Published().HasWritableCode.ShouldBeFalse();

    [Fact]
    public void It_has_the_names_of_its_methods_for_stack_traces() =>
        Published().Contains(Encoding.UTF8.GetBytes(nameof(StoreSession.CheckUnmanaged))).ShouldBeTrue();

    [Fact]
    public void It_computes_checksums_with_the_instruction_of_the_processor()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "Other processors have other instructions.");

        // crc32 of 8 bytes from and into any of the general registers.
        ElfProgram program = Published();
        Enumerable.Range(0x48, 8).ShouldContain(prefix => program.Contains(new byte[] { 0xf2, (byte)prefix, 0x0f, 0x38, 0xf1 }));
    }

    private static ElfProgram Published()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs of this kind are Linux's.");
        string program = DjcProcess.Program;
        Assert.SkipWhen(File.Exists(Path.ChangeExtension(program, ".dll")), "The program under test needs the .NET runtime; DJC_EXE names none that is published.");
        return ElfProgram.Read(program).ShouldNotBeNull();
    }
}
