package io.seedpod.benchmarks.transfer;

/// What one transfer cost. Seconds and bytes.
///
/// - `wallTransfer`: from the first MiB on a leecher's interface until the last leecher's file is
/// whole and verified.
/// - `wallWhole`: from the start of the leechers until then.
/// - `firstData`: from when seeder and leecher were both up (known to the tracker as a seeder;
/// listening) until [Watch#FIRST_BYTES] had gone to the leecher; of several leechers the longest.
/// - `check`: the seeder's start and check of its content.
/// - `cpuElsewhere`: what all cores did during the transfer beyond the programs: this harness,
/// interrupts, other work.
record Measurement(
        String pair,
        int round,
        double wallTransfer,
        double wallWhole,
        double firstData,
        double cpuElsewhere,
        Check check,
        SideCost seeder,
        SideCost leechers) {

    /// A seeder's way from its start until the tracker knows that it has everything.
    ///
    /// @param cpuOfStart the same with content of one piece: the start alone
    record Check(double wall, double cpu, double wallOfStart, double cpuOfStart) {
        double wallAlone() {
            return Math.max(0, wall - wallOfStart);
        }

        double cpuAlone() {
            return Math.max(0, cpu - cpuOfStart);
        }
    }

    double cpuTransfer() {
        return seeder.cpuTransfer() + leechers.cpuTransfer();
    }

    double cpuWhole() {
        return seeder.cpuWhole() + leechers.cpuWhole();
    }
}
