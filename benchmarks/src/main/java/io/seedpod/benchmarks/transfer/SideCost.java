package io.seedpod.benchmarks.transfer;

/// What one program cost, or several of one kind together. CPU is user and system time.
///
/// @param cpuTransfer seconds from the first MiB until the last file is whole; of several the sum
/// @param cpuWhole seconds from the program's start until then; of several the sum
/// @param resident highest resident set, bytes; of several the largest
/// @param anonymousFirst highest that was resident and in no page cache in the first half of the
///     transfer, bytes; of several the largest
/// @param anonymousSecond the same in the second half
/// @param heap peak of the managed heap, bytes; -1 = none
record SideCost(
        double cpuTransfer,
        double cpuWhole,
        long resident,
        long anonymousFirst,
        long anonymousSecond,
        long heap) {
    long anonymous() {
        return Math.max(anonymousFirst, anonymousSecond);
    }

    SideCost with(SideCost other) {
        return new SideCost(
                cpuTransfer + other.cpuTransfer,
                cpuWhole + other.cpuWhole,
                Math.max(resident, other.resident),
                Math.max(anonymousFirst, other.anonymousFirst),
                Math.max(anonymousSecond, other.anonymousSecond),
                Math.max(heap, other.heap));
    }
}
