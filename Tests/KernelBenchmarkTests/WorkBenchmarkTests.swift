import KernelBenchmark
import LongWork
import Testing

@Suite struct WorkBenchmarkTests {
    @Test func worksStayTogetherUntilTheLastIsKnown() throws {
        let bench = Bench()
        let steady = bench.add("steady") { _ in 10_000 }
        // Needs seventeen rounds of three, as in the session's test.
        let slow = bench.add("slow") { run in run <= 12 ? 11_000 : 10_000 }
        let timings = try WorkBenchmark(environment: bench.host, rules: bench.rules, isDebugBuild: false).run([
            LabelledWork("steady", steady, cacheState: .coldWeights),
            LabelledWork("slow", slow, cacheState: .coldWeights),
        ])
        #expect(timings.map(\.label) == ["steady", "slow"])
        #expect(timings.map(\.samples.count) == [51, 51])
        #expect(timings.map(\.status) == [.ok, .ok])
        #expect(timings[0].summary.median == 10_000)
    }

    @Test func anInterruptionYieldsNothing() throws {
        let bench = Bench()
        let cancellation = Cancellation()
        let work = bench.add("a") { run in
            if run == 7 { cancellation.cancel() }
            return 10_000
        }
        let benchmark = WorkBenchmark(
            environment: bench.host, rules: bench.rules, isDebugBuild: false, cancellation: cancellation)
        #expect(try benchmark.run([LabelledWork("a", work, cacheState: .warm)]).isEmpty)
    }
}
