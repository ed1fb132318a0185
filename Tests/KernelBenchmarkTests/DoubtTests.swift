import KernelBenchmark
import Testing

@Suite struct DoubtTests {
    /// 2048 FLOPs in 10 µs are 0.2048 GFLOP/s.
    @Test(arguments: [
        ("well below the peak", 1.0, 1.0, MeasurementStatus.ok),
        ("at the peak", 0.2048, 1.0, .ok),
        ("4 % above it", 0.197, 1.0, .ok),
        ("twice the peak", 0.1, 1.0, .mistrusted),
        ("twice the peak, but Winograd saves 4 of 5 products", 0.1, 4.0, .ok),
        ("ten times, more than Winograd saves", 0.02, 4.0, .mistrusted),
    ])
    func fasterThanThePeakIsAnAlarm(name: String, peak: Double, saving: Double, expected: MeasurementStatus) throws {
        var bench = Bench()
        bench.peak = peak
        bench.add("a") { _ in 10_000 }.multiplicationSaving = saving
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == expected, "\(name)")
        #expect((found.reason == nil) == (expected == .ok))
        let share = try #require(found.peakShare)
        #expect(abs(share - 0.2048 / peak) < 1e-9)
    }

    @Test func tooShortForTheClock() throws {
        let bench = Bench()
        bench.add("a") { _ in 30 }
        #expect(try bench.run([setting("a")])[setting("a")]?.status == .mistrusted)
    }

    @Test func aChangedClockIsNoisy() throws {
        let bench = Bench()
        let host = bench.host
        bench.add("a") { run in
            if run == 10 { host.clock = 3.0 }
            return 10_000
        }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .noisy)
        #expect(found.reason == "the processor's clock changed by 16.7 % meanwhile")
        #expect(found.conditions.clockBefore == 3.6)
        #expect(found.conditions.clockAfter == 3.0)
    }

    @Test func mostlyInterruptedSamplesAreNoisy() throws {
        let bench = Bench()
        let host = bench.host
        bench.add("a") { run in
            if run % 3 != 0 { host.interruptionCount += 1 }
            return 10_000
        }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .noisy)
        #expect(found.reason == "other programs interrupted more than half of the samples")
    }

    /// Half of the samples take 10 µs, half 20: the median is 15, the deviation 5.
    @Test func scatteredSamplesAreNoisy() throws {
        var bench = Bench()
        bench.rules.precisionGoal = 10
        bench.add("a") { run in [10_000, 20_000, 20_000, 10_000, 10_000, 20_000][run % 6] }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .noisy)
        #expect(found.reason == "the samples scatter: half of them are over 33.3 % off their median")
    }

    @Test func longKernelsAreAlwaysInterrupted() throws {
        let bench = Bench()
        let host = bench.host
        bench.add("a") { _ in
            host.interruptionCount += 1
            return 90_000_000
        }
        #expect(try bench.run([setting("a")])[setting("a")]?.status == .ok)
    }

    @Test func interruptedSamplesAreKeptAndSetAside() throws {
        let bench = Bench()
        let host = bench.host
        bench.add("a") { run in
            if run == 5 { host.interruptionCount += 1 }
            return run == 5 ? 9_000 : 10_000
        }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.samples.count == 18)
        #expect(found.summary?.count == 18)
        #expect(found.samples.filter(\.wasInterrupted).map(\.elapsed) == [9_000])
        #expect(found.summary?.median == 10_000)
        #expect(found.summary?.minimum == 10_000)
    }

    @Test func aBusyMachineIsNotedAndWarnedOf() throws {
        let bench = Bench()
        bench.host.neighbourShare = 0.75
        bench.add("a") { _ in 20_000_000 }
        var warnings: [BenchmarkWarning] = []
        let outcome = try bench.run([setting("a")]) { if case .warning(let warning) = $0 { warnings.append(warning) } }
        let load = try #require(outcome.measurements[0].conditions.neighbourLoad)
        #expect(abs(load - 0.75) < 1e-9)
        #expect(warnings.count == 1)
        #expect(warnings.first?.description == "other programs keep 0.8 processors busy; times will be noisy")
    }

    @Test func anotherBenchIsWarnedOfOnce() throws {
        let bench = Bench()
        bench.archive.others = [4711]
        bench.add("a") { _ in 10_000 }
        var warnings: [BenchmarkWarning] = []
        try bench.run([setting("a")]) { if case .warning(let warning) = $0 { warnings.append(warning) } }
        #expect(warnings == [.otherBenchmarks(processes: [4711])])
    }
}
