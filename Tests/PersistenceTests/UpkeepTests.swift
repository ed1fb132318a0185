import Foundation
import GRDB
import KernelBenchmark
import NetworkIR
import Testing

@testable import Persistence

@Suite struct UpkeepTests {
    let folder: TemporaryFolder
    let store: ResultStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ResultStore(folder.file("results.db"), .readWrite)
    }

    /// Everything of a database that does not depend on how its rows are numbered.
    func contents(_ store: ResultStore) throws -> [String] {
        try store.reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT run.uuid || '/' || m.number || ' ' || machine.fingerprint || ' ' || problem.key || ' '
                      || m.algorithm || ' ' || m.median_ns || ' ' || (SELECT group_concat(elapsed_ns) FROM sample
                        WHERE measurement_id = m.id) || ' ' || ifnull(run.finished_at, '-')
                    FROM measurement m JOIN run ON run.id = m.run_id JOIN machine ON machine.id = m.machine_id
                      JOIN problem ON problem.id = m.problem_id
                    UNION ALL SELECT fingerprint || ' ' || cpu || ' ' || (SELECT group_concat(gflops) FROM machine_peak
                        WHERE machine_id = machine.id) FROM machine
                    UNION ALL SELECT uuid FROM run
                    UNION ALL SELECT 'prediction ' || predicted_ns || ' ' || ifnull(measurement.median_ns, '-')
                      FROM prediction LEFT JOIN measurement ON measurement.id = measurement_id
                    ORDER BY 1
                    """)
        }
    }

    /// A database of another machine with a run of its own.
    func other(_ name: String, fingerprint: String, medians: [Int]) throws -> String {
        let path = folder.file(name)
        let other = try ResultStore(path, .readWrite)
        let run = try other.beginRun(on: host(fingerprint))
        for (index, median) in medians.enumerated() {
            try other.save(measurement(setting(convolution(filters: 8 * (index + 1))), median: median), of: run)
        }
        try other.finish(run, at: date(5))
        other.close()
        return path
    }

    @Test func mergingBringsEverythingOnce() throws {
        try store.save(measurement(), of: store.beginRun())
        let a = try other("a.db", fingerprint: "a", medians: [10, 20])
        let b = try other("b.db", fingerprint: "b", medians: [30])
        let summary = try store.merge(a)
        #expect(summary.added(to: "measurement") == 2)
        #expect(summary.added(to: "sample") == 6)
        #expect(summary.added(to: "machine") == 1)
        #expect(try store.merge(b).added(to: "measurement") == 1)
        let merged = try contents(store)
        // Again, and each with the other's content: nothing new.
        #expect(try store.merge(a).added.isEmpty)
        #expect(try store.merge(store.path).added.isEmpty)
        #expect(try contents(store) == merged)
        #expect(try store.check().isSound)
    }

    @Test func theOrderOfMergingDoesNotMatter() throws {
        let a = try other("a.db", fingerprint: "a", medians: [10, 20])
        let b = try other("b.db", fingerprint: "b", medians: [30])
        let ab = try ResultStore(folder.file("ab.db"), .readWrite)
        let ba = try ResultStore(folder.file("ba.db"), .readWrite)
        for path in [a, b] { _ = try ab.merge(path) }
        for path in [b, a, b] { _ = try ba.merge(path) }
        #expect(try contents(ab) == contents(ba))
        #expect(try contents(ab).count == 3 + 2 + 2)
    }

    @Test func runsThatWentOnAfterACopyAreCompleted() throws {
        let run = try store.beginRun()
        try store.save(measurement(median: 100), of: run)
        let copy = try ResultStore(folder.file("copy.db"), .readWrite)
        _ = try copy.merge(store.path)
        try store.save(measurement(median: 200), of: run)
        try store.finish(run, at: date(9))
        #expect(try copy.merge(store.path).added(to: "measurement") == 1)
        #expect(try contents(copy) == contents(store))
    }

    @Test func theNewerDescriptionOfAMachineWins() throws {
        try store.save(host())
        var newer = host()
        newer.cpu = "AMD EPYC 2"
        newer.peaks = [ComputePeak(precision: .f32, threads: 1, gflops: 240)]
        newer.probedAt = date(100)
        let path = folder.file("newer.db")
        let second = try ResultStore(path, .readWrite)
        try second.save(newer)
        _ = try store.merge(path)
        #expect(try store.machines() == [newer])
        _ = try second.merge(folder.file("results.db"))
        #expect(try second.machines() == [newer])
    }

    @Test func predictionsMeetMeasurementsFromElsewhere() throws {
        let prediction = Prediction(
            subject: .problem(convolution()), backend: "onednn", algorithm: "direct", threads: 1,
            cacheState: .coldWeights, source: .predicted, model: "m", predictedAt: date(0), predicted: 90, low: 80,
            high: 110)
        try store.save([prediction], of: store.beginRun())
        let path = folder.file("elsewhere.db")
        let elsewhere = try ResultStore(path, .readWrite)
        try elsewhere.save(measurement(median: 100, at: 1), of: elsewhere.beginRun())
        _ = try store.merge(path)
        let error = try store.query("SELECT predicted_ns, measured_ns, is_covered FROM prediction_error")
        #expect(error.rows == [[.integer(90), .integer(100), .integer(1)]])
    }

    @Test func everyTableWithAnIdentityIsMerged() throws {
        let tables = try store.queryableTables().filter { !$0.isView }
        #expect(Set(tables.map(\.name)) == Set(MergedTable.all.map(\.name)))
        for table in tables {
            let merged = try #require(MergedTable.all.first { $0.name == table.name })
            #expect(Set(table.columns).isSuperset(of: merged.identity), "\(table.name)")
            let references = Set(table.columns.filter { $0.hasSuffix("_id") })
            #expect(references == Set(merged.references.keys), "\(table.name)")
        }
    }

    @Test func aMergeOfNothingIsRefused() throws {
        #expect(throws: StoreError.missing(path: "no.db")) { try store.merge("no.db") }
        #expect(throws: StoreError.readOnly(path: store.path)) {
            try ResultStore(store.path, .readOnly).merge(store.path)
        }
    }

    @Test func aSoundDatabaseIsSound() throws {
        try store.save(measurement(), of: store.beginRun())
        let check = try store.check()
        #expect(check.problems == [])
        #expect(check.migrations == Schema.migrations)
    }

    @Test(arguments: [
        ("DROP VIEW pareto", "view 'pareto' is missing"),
        ("DROP INDEX measurement_setting", "index 'measurement_setting' is missing"),
        ("DELETE FROM sample WHERE number = 2", "1 measurement has lost samples"),
        (
            "UPDATE measurement SET ci_low_ns = ci_high_ns + 1",
            "1 row of 'measurement' does not have 0 <= ci_low_ns <= median_ns <= ci_high_ns"
        ),
        ("UPDATE measurement SET min_ns = -1", "1 row of 'measurement' does not have 0 <= min_ns <= median_ns"),
        (
            "UPDATE problem SET key = 'conv what'",
            "the problem key 'conv what' cannot be read: 'what' stands where 'n' with a whole number from 1 on must"
        ),
        (
            "PRAGMA foreign_keys = 0; DELETE FROM run",
            "row 1 of 'measurement' refers to a row of 'run' that is not there"
        ),
    ])
    func damageIsFound(sql: String, expected: String) throws {
        try store.save(measurement(), of: store.beginRun())
        try store.queue.inDatabase { try $0.execute(sql: sql) }
        #expect(try store.check().problems == [expected])
    }

    /// One kind of damage hides no other.
    @Test func damageOfSeveralKindsIsFoundAtOnce() throws {
        try store.save(measurement(), of: store.beginRun())
        try store.queue.inDatabase {
            try $0.execute(sql: "PRAGMA foreign_keys = 0; DELETE FROM run; UPDATE problem SET key = 'conv what'")
        }
        #expect(
            try store.check().problems == [
                "row 1 of 'measurement' refers to a row of 'run' that is not there",
                "the problem key 'conv what' cannot be read: 'what' stands where 'n' with a whole number from 1 on must",
            ])
    }

    @Test func statisticsCountRows() throws {
        let run = try store.beginRun()
        try store.save(measurement(at: 7), of: run)
        try store.save(measurement(at: 3, status: .failed), of: run)
        let statistics = try store.statistics()
        #expect(statistics.rows("measurement") == 2)
        #expect(statistics.rows("sample") == 3)
        #expect(statistics.statuses == [.ok: 1, .failed: 1])
        #expect(statistics.firstMeasured == date(3))
        #expect(statistics.lastMeasured == date(7))
        #expect(statistics.bytes > 0)
    }

    /// Six measurements: old and new of one setting, a failure, a debug build, another setting, and one from long ago.
    @Test(arguments: [
        (PruneRules(), 6, 15), (PruneRules(samples: true), 6, 0), (PruneRules(debugBuilds: true), 5, 12),
        (PruneRules(failures: true), 5, 15), (PruneRules(superseded: true), 3, 9), (PruneRules(before: date(1)), 5, 12),
    ])
    func pruningTakesWhatItIsTold(rules: PruneRules, measurements: Int, samples: Int) throws {
        let run = try store.beginRun()
        try store.save(measurement(median: 10, at: 1), of: run)
        try store.save(measurement(median: 20, at: 2), of: run)
        try store.save(measurement(at: 3, status: .failed), of: run)
        try store.save(measurement(at: 4, isDebugBuild: true), of: run)
        try store.save(measurement(setting(algorithm: "winograd"), at: 5), of: run)
        try store.save(measurement(setting(convolution(filters: 8)), at: 0), of: run)
        try store.finish(run, at: date(6))
        let summary = try store.prune(rules)
        #expect(summary.measurements == 6 - measurements)
        let statistics = try store.statistics()
        #expect(statistics.rows("measurement") == measurements)
        #expect(statistics.rows("sample") == samples)
        #expect(statistics.rows("problem") == (rules.before == nil ? 2 : 1))
        #expect(try store.check().isSound)
        // Whatever was pruned, what is known of the setting stays its newest release measurement.
        #expect(try store.knownMeasurement(of: setting(), on: try #require(run.machine))?.summary?.median == 20)
    }

    @Test func pruningTakesRunsThatNothingIsLeftOf() throws {
        let run = try store.beginRun()
        try store.save(measurement(status: .failed), of: run)
        try store.finish(run, at: date(6))
        _ = try store.beginRun(at: 7)
        let summary = try store.prune(PruneRules(failures: true))
        #expect(summary.runs == 1)
        // The other run did not end yet.
        #expect(try store.statistics().rows("run") == 1)
    }

    @Test func aBenchSeesTheOthersAndOnlyWhileTheyLive() throws {
        let path = folder.file("results.db")
        let mine = try #require(BenchmarkPresence(besides: path))
        #expect(mine.others() == [])
        do {
            let second = try #require(BenchmarkPresence(besides: path))
            #expect(mine.others() == [getpid()])
            #expect(second.others() == [getpid()])
            #expect(second.others().count == 1)
        }
        #expect(mine.others() == [])
        #expect(FileManager.default.fileExists(atPath: path + "-bench"))
    }

    @Test func theLastBenchTakesTheSignAway() throws {
        let path = folder.file("results.db")
        _ = try #require(BenchmarkPresence(besides: path))
        #expect(!FileManager.default.fileExists(atPath: path + "-bench"))
        #expect(BenchmarkPresence(besides: folder.file("no/folder.db")) == nil)
    }

    /// The three vectors of FIPS 180-4's examples, and a length at the edge of a block.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func digestsAreSHA256(text: String, expected: String) {
        #expect(ContentDigest.of(text) == expected)
    }
}
