import Foundation
import KernelBenchmark
import NetworkIR
import Testing

@testable import Persistence

@Suite struct ReorderStoreTests {
    let folder: TemporaryFolder
    let store: ResultStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ResultStore(folder.file("results.db"), .readWrite)
    }

    private func timing(
        _ median: Int, to layout: MapLayout = .blocks16, threads: Int = 1, at seconds: Double = 1, isDebug: Bool = false
    ) -> ReorderTiming {
        ReorderTiming(
            change: LayoutChange(
                map: FeatureMap(channels: 64, height: 56, width: 28), batch: 2, from: .channelsLast, to: layout),
            backend: "onednn", backendVersion: "2.6.3", threads: threads, measuredAt: date(seconds),
            summary: TimingSummary(
                count: 9, minimum: median - 2, median: median, intervalLow: median - 1, intervalHigh: median + 1,
                medianAbsoluteDeviation: 1), isDebugBuild: isDebug)
    }

    @Test func theNewestOfEachChangeComesBack() throws {
        let run = try store.beginRun()
        let machine = try #require(run.machine)
        try store.save([timing(100), timing(50, to: .plain)], of: run)
        try store.save(
            [timing(90, at: 2), timing(10, at: 3, isDebug: true), timing(70, threads: 2, at: 3)], of: run)
        #expect(try store.reorderTimings(on: machine, threads: 1) == [timing(90, at: 2), timing(50, to: .plain)])
        #expect(try store.reorderTimings(on: machine, threads: 2) == [timing(70, threads: 2, at: 3)])
    }

    @Test func mergingAndPruningKnowThem() throws {
        let path = folder.file("other.db")
        let other = try ResultStore(path, .readWrite)
        try other.save([timing(100), timing(90, at: 2), timing(10, at: 3, isDebug: true)], of: other.beginRun())
        other.close()
        #expect(try store.merge(path).added(to: "reorder_measurement") == 3)
        #expect(try store.merge(path).added(to: "reorder_measurement") == 0)
        func left() throws -> Int { try store.statistics().rows("reorder_measurement") }
        _ = try store.prune(PruneRules(debugBuilds: true))
        #expect(try left() == 2)
        _ = try store.prune(PruneRules(superseded: true))
        #expect(try left() == 1)
        _ = try store.prune(PruneRules(before: date(1.5)))
        #expect(try left() == 1)
        _ = try store.prune(PruneRules(before: date(2.5)))
        #expect(try left() == 0)
    }
}
