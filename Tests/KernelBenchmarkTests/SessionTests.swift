import Foundation
import KernelBenchmark
import LongWork
import NetworkIR
import Testing

@Suite struct SessionTests {
    @Test func roundsGoOverAllSettingsInTurn() throws {
        let bench = Bench()
        let kernels = [bench.add("a") { _ in 5000 }, bench.add("b") { _ in 7000 }]
        try bench.run([setting("a"), setting("b")])
        #expect(kernels.map(\.roundsBegun) == [6, 6])
        let once = { (name: String) in ["cold-weights \(name)", "run \(name)"] }
        let thrice = { (name: String) in once(name) + once(name) + once(name) }
        let preparation = ["verify a"] + once("a") + ["verify b"] + once("b")
        #expect(bench.log.lines == preparation + (0..<6).flatMap { _ in thrice("a") + thrice("b") })
    }

    @Test func samplesAreWhatTheClockSays() throws {
        let bench = Bench()
        bench.add("a") { run in 10_000 + run }
        let outcome = try bench.run([setting("a")])
        let found = try #require(outcome[setting("a")])
        // Run 0 warms up.
        #expect(found.samples.map(\.elapsed) == (1...18).map { 10_000 + $0 })
        #expect(found.samples.map(\.round) == (0..<18).map { $0 / 3 })
        #expect(found.summary?.median == 10_009)
        #expect(found.status == .ok)
        #expect(found.isVerified)
        #expect(found.flops == 2048)
        #expect(found.kernel == "fake")
        #expect(bench.archive.measurements == [found])
    }

    @Test func warmSettingsRunOnceBeforeEachRound() throws {
        let bench = Bench()
        bench.add("a") { run in run % 4 == 1 ? 99_000 : 10_000 }
        let outcome = try bench.run([setting("a", .warm)])
        #expect(outcome[setting("a", .warm)]?.summary?.median == 10_000)
        #expect(outcome[setting("a", .warm)]?.samples.contains { $0.elapsed == 99_000 } == false)
    }

    @Test func aNoisyKernelGetsMoreRoundsUntilItSettles() throws {
        let bench = Bench()
        // The first four rounds are 10 % slower; with 9 rounds the interval leaves out one extreme a side, with
        // 24 rounds (ranks 7 to 18 of 24) all four slow ones.
        bench.add("a") { run in run <= 12 ? 11_000 : 10_000 }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .ok)
        let rounds = found.samples.map(\.round).max().map { $0 + 1 }
        // Four of n must be above the upper rank n + 1 - r: r >= 5, which 95 % first allows at n = 17 (r = 5).
        #expect(rounds == 17)
    }

    @Test func aKernelThatNeverSettlesIsNoisyAfterTheTimeAllowed() throws {
        var bench = Bench()
        bench.rules.maximumTime = 0.01
        bench.add("a") { run in (run - 1) / 3 % 2 == 0 ? 100_000 : 200_000 }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .noisy)
        #expect(found.reason?.contains("goal ±2.0 %") == true)
        // Rounds of 0.3 and 0.6 ms in turn reach 10 ms in the 23rd.
        #expect(found.samples.count == 3 * 23)
    }

    @Test func aRoundLeavesASlowKernelEarly() throws {
        var bench = Bench()
        bench.rules.samplesPerRound = 20
        bench.rules.roundTime = 0.1
        bench.rules.maximumTime = 100
        bench.add("half a second") { _ in 500_000_000 }
        bench.add("30 ms") { _ in 30_000_000 }
        let outcome = try bench.run([setting("half a second"), setting("30 ms")])
        #expect(outcome[setting("half a second")]?.samples.count == 3 * 6)
        #expect(outcome[setting("30 ms")]?.samples.count == 4 * 6)
    }

    @Test func fixedRoundsAreKept() throws {
        var bench = Bench()
        bench.rules = bench.rules.withRounds(2)
        bench.add("a") { run in run * 100_000 }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.samples.count == 6)
        #expect(found.status == .noisy)
    }

    /// Of n rounds the extremes enclose the median with 1 - 2/2^n: 93.75 % of five, 96.9 % of six.
    @Test(arguments: [1, 2, 5, 6])
    func fewerThanSixRoundsGiveNoInterval(rounds: Int) throws {
        var bench = Bench()
        bench.rules = bench.rules.withRounds(rounds)
        // Every round has the same median; run 0 warms up.
        bench.add("a") { run in 10_000 + run % 3 }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        let summary = try #require(found.summary)
        #expect(summary.median == 10_001)
        guard rounds < 6 else {
            #expect(found.status == .ok && summary.intervalLow == 10_001 && summary.intervalHigh == 10_001)
            return
        }
        #expect(found.status == .noisy)
        #expect(
            found.reason
                == "too few rounds for a 95 % interval of the median: \(rounds), and 6 are the fewest; ± is the range of "
                + "all samples")
        #expect(summary.intervalLow == 10_000 && summary.intervalHigh == 10_002)
    }

    @Test func aKernelThatGetsOneRoundInTheTimeAllowedHasNoInterval() throws {
        var bench = Bench()
        bench.rules.maximumTime = 0.01
        bench.add("a") { _ in 10_000_000 }
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.samples.count == 3)
        #expect(found.status == .noisy && found.reason?.hasPrefix("too few rounds for a 95 % interval") == true)
    }

    @Test func wrongKernelsAreNotTimed() throws {
        let bench = Bench()
        bench.add("a") { _ in 10_000 }.verification = .failed(reason: "element 3 is 7, not 5")
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .failed)
        #expect(found.reason == "verification: element 3 is 7, not 5")
        #expect(found.summary == nil)
        #expect(!found.isVerified)
        #expect(bench.log.lines == ["verify a"])
    }

    @Test func kernelsWithoutReferenceAreTimedAndSaySo() throws {
        let bench = Bench()
        bench.add("a") { _ in 10_000 }.verification = .skipped(reason: "too large")
        let found = try #require(try bench.run([setting("a")])[setting("a")])
        #expect(found.status == .ok)
        #expect(!found.isVerified)
    }

    @Test func cacheStatesShareOneKernelVerifiedOnce() throws {
        let bench = Bench()
        bench.add("a") { _ in 10_000 }
        let outcome = try bench.run([setting("a"), setting("a", .warm)])
        #expect(bench.executor.prepared == ["a"])
        #expect(bench.log.lines.count { $0 == "verify a" } == 1)
        #expect(outcome.measurements.map(\.isVerified) == [true, true])
        #expect(outcome.newCount == 2)
    }

    @Test func whatCannotRunIsKeptWithItsReason() throws {
        let bench = Bench()
        bench.executor.refusals["a"] = .failed(reason: "the library says no")
        bench.executor.refusals["big"] = .outOfMemory(reason: "needs 9 TiB")
        struct Broken: Error {}
        bench.add("later") { run in if run == 5 { throw Broken() } else { 10_000 } }
        bench.add("good") { _ in 10_000 }
        let settings = ["a", "none", "big", "later", "good"].map { setting($0) }
        let outcome = try bench.run(settings)
        #expect(outcome.measurements.map(\.status) == [.failed, .unsupported, .failed, .failed, .ok])
        #expect(
            outcome.measurements.map(\.reason) == [
                "the library says no", "no such kernel", "needs 9 TiB", "Broken()", nil,
            ])
    }

    @Test func oneTakesTheOthersPlace() throws {
        var bench = Bench()
        bench.limits.settings = 2
        bench.add("a") { _ in 10_000 }
        // Needs seventeen rounds, as above.
        bench.add("slow") { run in run <= 12 ? 11_000 : 10_000 }
        bench.add("b") { _ in 10_000 }
        let outcome = try bench.run(["a", "slow", "b"].map { setting($0) })
        #expect(outcome.newCount == 3)
        #expect(bench.archive.measurements.map(\.setting.algorithm) == ["a", "b", "slow"])
    }

    @Test func kernelsUnderWayFitTheMemory() throws {
        var bench = Bench()
        bench.limits = ConcurrencyLimits(bytes: 2000, settings: 200)
        for name in ["a", "b", "c"] { bench.add(name) { _ in 10_000 } }
        try bench.run(["a", "b", "c"].map { setting($0) })
        // c is prepared when a and b are done.
        let lines = bench.log.lines
        let lastOfB = try #require(lines.lastIndex(of: "run b"))
        let firstOfC = try #require(lines.firstIndex(of: "verify c"))
        #expect(lastOfB < firstOfC)
    }

    @Test func whatDoesNotFitBesideOthersComesAfterThem() throws {
        /// Refuses `b` as long as `a` has not run its rounds.
        final class Crowded: KernelExecutor {
            let bench = Bench()
            func prepare(_ setting: KernelSetting) throws(KernelRefusal) -> any TimedKernel {
                if setting.algorithm == "b", bench.archive.measurements.isEmpty {
                    throw .outOfMemory(reason: "not beside others")
                }
                return bench.add(setting.algorithm) { _ in 10_000 }
            }
        }
        let executor = Crowded()
        let session = BenchmarkSession(
            executor: executor, environment: executor.bench.host, archive: executor.bench.archive,
            machine: executor.bench.session().machine, isDebugBuild: false)
        let outcome = try session.run([setting("a"), setting("b")])
        #expect(outcome.measurements.map(\.status) == [.ok, .ok])
    }

    @Test func whatIsKnownIsNotMeasuredAgainUnlessTold() throws {
        let bench = Bench()
        bench.add("a") { _ in 10_000 }
        bench.add("b") { _ in 10_000 }
        try bench.run([setting("a")])
        var events: [BenchmarkEvent] = []
        let outcome = try bench.run([setting("a"), setting("b"), setting("a")]) { events.append($0) }
        #expect(events.first == .planned(settings: 1, known: 1))
        #expect(outcome.newCount == 1)
        #expect(outcome.measurements.map(\.setting.algorithm) == ["a", "b"])
        #expect(try bench.run([setting("a")], again: true).newCount == 1)
        #expect(bench.archive.measurements.count == 3)
    }

    @Test func aDebugBuildRefusesUnlessToldAndMarksWhatItKeeps() throws {
        let bench = Bench()
        bench.add("a") { _ in 10_000 }
        var session = bench.session()
        session.isDebugBuild = true
        #expect(throws: BenchmarkError.debugBuild) { try session.run([setting("a")]) }
        #expect(bench.log.lines.isEmpty)
        session.allowsDebugBuild = true
        var events: [BenchmarkEvent] = []
        let outcome = try session.run([setting("a")]) { events.append($0) }
        #expect(outcome.measurements.map(\.conditions.isDebugBuild) == [true])
        #expect(events.contains(.warning(.debugBuild)))
    }

    @Test func anInterruptionKeepsWhatIsFinished() throws {
        var bench = Bench()
        bench.limits = ConcurrencyLimits(bytes: 1000, settings: 1)
        let cancellation = bench.cancellation
        for name in ["a", "b", "c"] {
            bench.add(name) { run in
                if name == "b", run == 4 { cancellation.cancel() }
                return 10_000
            }
        }
        var events: [BenchmarkEvent] = []
        let settings = ["a", "b", "c"].map { setting($0) }
        let outcome = try bench.run(settings) { events.append($0) }
        #expect(outcome.measurements.map(\.setting.algorithm) == ["a"])
        #expect(bench.archive.measurements.map(\.setting.algorithm) == ["a"])
        #expect(events.last == .interrupted(unfinished: 2))
        // The next run goes on where this one stopped.
        var next = bench.session()
        next.cancellation = Cancellation()
        #expect(try next.run(settings).newCount == 2)
    }

    /// Of what is under way, that is kept whose median half of the rounds have told; what scatters, or has just begun, is not.
    @Test(arguments: [(9, [String]()), (10, ["steady"])])
    func anInterruptionKeepsWhatIsKnownAlready(rounds: Int, kept: [String]) throws {
        var bench = Bench()
        bench.rules = TimingRules(minimumRounds: 20, samplesPerRound: 3, warmUps: 1)
        let cancellation = bench.cancellation
        bench.add("steady") { _ in 10_000 }
        bench.add("wild") { run in 10_000 + run / 3 % 2 * 9000 }
        bench.add("last") { run in
            // After the run to warm up, three a round.
            if run == 3 * rounds { cancellation.cancel() }
            return 10_000 + run / 3 % 2 * 9000
        }
        let outcome = try bench.run(["steady", "wild", "last"].map { setting($0) })
        #expect(outcome.measurements.map(\.setting.algorithm) == kept)
        #expect(bench.archive.measurements.map(\.setting.algorithm) == kept)
        #expect(bench.archive.measurements.allSatisfy { $0.status == .ok })
    }

    @Test func aFullDiskEndsTheRunAndKeepsWhatIsFinished() throws {
        var bench = Bench()
        bench.limits = ConcurrencyLimits(bytes: 1000, settings: 1)
        bench.archive.capacity = 1
        bench.add("a") { _ in 10_000 }
        bench.add("b") { _ in 10_000 }
        #expect(throws: FakeArchive.Full.self) { try bench.run([setting("a"), setting("b")]) }
        #expect(bench.archive.measurements.count == 1)
    }

    @Test func progressRisesToOneWithTheTimeLeft() throws {
        let bench = Bench()
        bench.add("a") { _ in 10_000 }
        bench.add("b") { _ in 10_000 }
        var fractions: [Double] = []
        var left: [Double] = []
        try bench.run([setting("a"), setting("b")]) {
            guard case .progress(let fraction, let seconds) = $0 else { return }
            fractions.append(fraction)
            if let seconds { left.append(seconds) }
        }
        #expect(fractions.count == 6)
        #expect(fractions == fractions.sorted())
        #expect(fractions.last == 1)
        #expect(left.last == 0)
        // After the first round 15 % are done, in two warm-ups and six samples of 10 µs.
        #expect(abs(fractions[0] - 0.15) < 1e-9)
        #expect(abs(left[0] - 80e-6 * 0.85 / 0.15) < 1e-9)
    }
}
