import Foundation
import KernelBenchmark
import NetworkIR
import Testing

@testable import Persistence

@Suite struct MeasurementStoreTests {
    let folder: TemporaryFolder
    let store: ResultStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ResultStore(folder.file("results.db"), .readWrite)
    }

    @Test func aMeasurementComesBackAsItWasStored() throws {
        let run = try store.beginRun()
        let saved = [
            measurement(), measurement(status: .unsupported), measurement(status: .noisy, peakShare: 0.5),
            measurement(setting(convolution(precision: .bf16), cacheState: .warm)),
        ]
        for each in saved { try store.save(each, of: run) }
        #expect(try store.measurements(of: run) == saved)
    }

    @Test func aMachineComesBackAsItWasStored() throws {
        try store.save(host())
        #expect(try store.machines() == [host()])
        #expect(try store.machine(fingerprint: "zen5-2") == host())
        #expect(try store.machine(fingerprint: "other") == nil)
    }

    @Test func aMachineSeenAgainKeepsItsKeyAndItsOldPeaks() throws {
        let first = try store.save(host())
        var again = host()
        again.peaks = [ComputePeak(precision: .bf16, threads: 1, gflops: 460)]
        again.bandwidths = []
        again.operatingSystem = "Linux 6.2"
        #expect(try store.save(again) == first)
        let stored = try #require(try store.machine(fingerprint: "zen5-2"))
        #expect(stored.operatingSystem == "Linux 6.2")
        #expect(stored.peak(.f32, threads: 1) == 230)
        #expect(stored.peak(.bf16, threads: 1) == 460)
        #expect(stored.bandwidths.count == 1)
        let peak = try store.reading { try Double.fetchOne($0, sql: "SELECT peak_gflops FROM machine") }
        #expect(peak == 230)
    }

    /// Each row changes one part of the setting that was measured.
    @Test(arguments: [
        ("the same", setting(), true),
        ("other filters", setting(convolution(filters: 128)), false),
        ("other precision", setting(convolution(precision: .bf16)), false),
        ("other backend", setting(backend: "swift"), false),
        ("other algorithm", setting(algorithm: "winograd"), false),
        ("more threads", setting(threads: 2), false),
        ("warm", setting(cacheState: .warm), false),
    ])
    func onlyTheSameSettingIsKnown(name: String, asked: KernelSetting, isKnown: Bool) throws {
        let run = try store.beginRun()
        let machine = try #require(run.machine)
        try store.save(measurement(), of: run)
        #expect(try (store.knownMeasurement(of: asked, on: machine) != nil) == isKnown, "\(name)")
    }

    @Test func anotherVersionOfTheBackendIsNotKnown() throws {
        let run = try store.beginRun()
        try store.save(measurement(), of: run)
        var newer = setting()
        newer.backendVersion = "3.2"
        #expect(try store.knownMeasurement(of: newer, on: try #require(run.machine)) == nil)
    }

    @Test func anotherMachineIsNotKnown() throws {
        try store.save(measurement(), of: store.beginRun())
        let other = try store.save(host("other"))
        #expect(try store.knownMeasurement(of: setting(), on: other) == nil)
    }

    @Test(arguments: MeasurementStatus.allCases)
    func failedAndMistrustedOnesAreWorthAnotherTry(status: MeasurementStatus) throws {
        let run = try store.beginRun()
        try store.save(measurement(status: status), of: run)
        let known = try store.knownMeasurement(of: setting(), on: try #require(run.machine))
        #expect((known != nil) == [.ok, .noisy, .unsupported].contains(status))
    }

    @Test func debugBuildsAreNotKnown() throws {
        let run = try store.beginRun()
        try store.save(measurement(isDebugBuild: true), of: run)
        #expect(try store.knownMeasurement(of: setting(), on: try #require(run.machine)) == nil)
    }

    @Test func theNewestIsKnown() throws {
        let run = try store.beginRun()
        try store.save(measurement(median: 10, at: 2), of: run)
        try store.save(measurement(median: 20, at: 1), of: run)
        let known = try store.knownMeasurement(of: setting(), on: try #require(run.machine))
        #expect(known?.summary?.median == 10)
    }

    @Test func theNewestOfEachAlgorithmIsFound() throws {
        let run = try store.beginRun()
        try store.save(measurement(median: 30, at: 1), of: run)
        try store.save(measurement(median: 20, at: 2), of: run)
        try store.save(measurement(setting(algorithm: "winograd"), median: 10, at: 0), of: run)
        try store.save(measurement(setting(convolution(filters: 8)), median: 5), of: run)
        let asked = [convolution(), convolution(), convolution(filters: 512)]
        let found = try store.latestMeasurements(of: asked, on: try #require(run.machine))
        #expect(found.keys.map(\.key) == [convolution().key])
        #expect(found[convolution()]?.map(\.summary?.median) == [20, 10])
    }

    @Test func aProblemsFieldsAreColumns() throws {
        let run = try store.beginRun()
        let pool = Problem(
            operation: .pool(
                Pool(kind: .max, window: Window(kernel: Extent(height: 3, width: 2), stride: Extent(square: 2)))),
            inputs: [FeatureMap(channels: 64, height: 112, width: 112)], batch: 4)
        try store.save(measurement(setting(convolution(filters: 256))), of: run)
        try store.save(measurement(setting(pool)), of: run)
        let rows = try store.reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT concat_ws FROM (SELECT kind || ' n' || batch || ' ' || input_channels || 'x' || input_height
                      || ' -> ' || output_channels || 'x' || output_height || 'x' || output_width || ' k' ||
                      kernel_height || 'x' || kernel_width || ' p' || padding_top || ' g' || ifnull("groups", '-')
                      AS concat_ws, id FROM problem) ORDER BY id
                    """)
        }
        #expect(rows == ["conv n1 64x56 -> 256x56x56 k3x3 p1 g1", "maxpool n4 64x112 -> 64x55x56 k3x2 p0 g-"])
    }

    /// The numbers of the model know nothing of it, questions about the problem do.
    @Test func whatIsTooShortForTheClockIsATimeOfItsOwnKind() throws {
        let folder = try TemporaryFolder()
        let store = try ResultStore(folder.file("r.db"), .readWrite)
        let run = try store.beginRun()
        let machine = try #require(run.machine)
        try store.save(measurement(median: 700, status: .mistrusted), of: run)
        func timed() throws -> [TimedKernelSetting] {
            try store.timedSettings(of: [convolution()], on: machine, threads: 1, cacheState: .coldWeights)[
                convolution()] ?? []
        }
        let short = try #require(try timed().first)
        #expect(short.isTooShort && short.median == 700 && short.intervalLow == 0 && short.intervalHigh == 1400)
        #expect(try store.timedSettings(on: machine, threads: 1, cacheState: .coldWeights).isEmpty)
        #expect(try store.knownMeasurement(of: setting(), on: machine) == nil)
        #expect(try store.knownMeasurement(of: setting(), on: machine, countingTooShort: true) != nil)
        // A usable one counts before it, though it is older; a longer one that is mistrusted never does.
        try store.save(measurement(median: 1200, at: -5), of: run)
        try store.save(measurement(median: 9000, at: 5, status: .mistrusted), of: run)
        #expect(try timed().map(\.median) == [1200])
        store.close()
    }
}
