package io.seedpod.benchmarks.transfer;

/// What one transfer cost. Seconds and bytes; CPU is user and system time of the program alone.
///
/// - `wallTransfer`, `cpuTransfer…`: from the first MiB on the leecher's interface until the file
/// is whole and verified.
/// - `wallWhole`, `cpuWhole…`: from the start of each program until then; the seeder's check of its
/// content is in.
/// - `anonymous…`: highest of what was seen resident and in no page cache during the transfer.
/// - `cpuElsewhere`: what all cores did during the transfer beyond the two programs: this harness,
/// interrupts, other work.
record Measurement(
        String pair,
        int round,
        double wallTransfer,
        double wallWhole,
        double cpuTransferSeeder,
        double cpuTransferLeecher,
        double cpuWholeSeeder,
        double cpuWholeLeecher,
        double cpuElsewhere,
        long residentSeeder,
        long residentLeecher,
        long anonymousSeeder,
        long anonymousLeecher,
        long heapSeeder,
        long heapLeecher) {

    double cpuTransfer() {
        return cpuTransferSeeder + cpuTransferLeecher;
    }

    double cpuWhole() {
        return cpuWholeSeeder + cpuWholeLeecher;
    }
}
