using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Commands.Store;

/// <summary><c>djc store</c>: the objects in stores.</summary>
internal static class StoreGroup
{
    public static Command Define() => new("store", "List, read, write, copy and remove objects in stores")
    {
        Description =
            """
            Objects are named STORE:PATH, such as main:raw/2024/a.bin. Without a store (:raw/a.bin, or raw/a.bin) the one that
            stores.default names is meant; a path whose first part holds a colon needs the colon in front. Paths count from the
            store's location.

            Nothing half-written is ever seen under its final name, whatever interrupts a transfer. While safemode is on, nothing
            that exists is replaced without --overwrite and nothing is removed unasked. Only the section for files is written
            and emptied (filepath_prefix; without it everything but hash_prefix and schema_prefix), the others with --managed.

            Exit codes: 0 done, 1 the object does not exist or the answer was no, 2 wrong use or a refused name, 3 the store is not
            configured rightly, 4 it cannot be reached or refuses.
            """,
        Commands =
        [
            StoreListCommand.Define(),
            StoreStatCommand.Define(),
            StoreCatCommand.Define(),
            StoreGetCommand.Define(),
            StorePutCommand.Define(),
            StoreCopyCommand.Define(),
            StoreRemoveCommand.Define(),
            StoreSyncCommand.Define(),
            StoreUsageCommand.Define(),
        ],
    };
}
