import Foundation
import Persistence
import Testing

/// `archcost bench`, `sql` and `db` as a user sees them. The times are those of whatever build is tested; none is looked at.
@Suite struct BenchCommandTests {
    let folder: TemporaryFolder
    let db: String
    let tiny: String

    init() throws {
        folder = try TemporaryFolder()
        db = folder.url.appendingPathComponent("results.db").path
        tiny = try folder.write("input 3x16x16\nconv 3 8 bn relu\nmaxpool 2 /2\ngap\nfc 10\n", to: "tiny.arch")
    }

    static let missing = ["ARCHCOST_ONEDNN": "/no/such/libdnnl.so", "ARCHCOST_OPENBLAS": "/no/such/libopenblas.so"]

    static var hasOneDNN: Bool {
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/local/lib"].contains {
            FileManager.default.fileExists(atPath: "\($0)/libdnnl.so.2")
        }
    }

    func bench(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            ["bench"] + arguments + ["--rounds", "1", "--allow-debug", "--db", db], input: "", environment: environment)
    }

    func ask(_ query: String, _ arguments: String...) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(["sql", query, "--db", db] + arguments, input: "", environment: [:])
    }

    /// The lines of CSV, which end as RFC 4180 says.
    func lines(_ outcome: BuiltCommand.Outcome) -> [String] {
        outcome.output.split(separator: "\r\n").map(String.init)
    }

    @Test func withoutOneDNNOurOwnKernelsAreTimed() throws {
        let outcome = try bench(tiny, "--format", "csv", environment: Self.missing)
        #expect(outcome.status == 0)
        #expect(
            outcome.error.contains(
                "note: oneDNN is not installed (/no/such/libdnnl.so: cannot open shared object file: No such file or "
                    + "directory); on Debian: apt-get install libdnnl2\n"))
        let rows = lines(outcome).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.count >= 2 && rows[1][1] == "conv1")
        // Layers too short for the clock have a row without a time.
        #expect(rows.dropFirst().allSatisfy { $0[5].isEmpty ? $0[12] == "mistrusted" : $0[10].hasPrefix("swift/") })
    }

    @Test func withoutOneDNNWholeNetworksAreRefusedBeforeAnythingIsTimed() throws {
        let outcome = try bench(tiny, "--whole", environment: Self.missing)
        #expect(outcome.status == 1)
        #expect(
            outcome.error
                == "error: '--whole' runs oneDNN's kernels, or with '--backend swift' our own, but oneDNN is not installed "
                + "(/no/such/libdnnl.so: cannot open shared object file: No such file or directory); on Debian: apt-get "
                + "install libdnnl2\n")
        for (options, needed) in [
            (["--fold-bn"], "'--fold-bn' runs oneDNN's kernels"),
            (["--whole", "--plan"], "'--plan' runs oneDNN's kernels beside our own"),
        ] {
            let refused = try BuiltCommand.run(
                ["bench", tiny, "--db", db] + options, input: "", environment: Self.missing)
            #expect(refused.status == 1)
            #expect(refused.error.hasPrefix("error: \(needed), but oneDNN is not installed"), "\(refused.error)")
        }
        #expect(!FileManager.default.fileExists(atPath: db))
        let named = try bench(tiny, "--backend", "onednn", environment: Self.missing)
        #expect(named.status == 1 && named.error.hasPrefix("error: oneDNN is not installed"))
    }

    @Test func wholeNetworksRunOnOurOwnKernelsAlone() throws {
        let outcome = try bench(tiny, "--whole", "--backend", "swift", environment: Self.missing)
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.contains("\nEnd to end\n"))
        let counts = "SELECT backend, algorithm, verified FROM network_measurement ORDER BY algorithm"
        #expect(
            lines(try ask(counts, "--format", "csv")) == ["backend,algorithm,verified", "swift,auto,1", "swift,best,1"])
    }

    /// What is awkward about some networks of `architectures/`, in little: neighbours whose order is a matter of rounding,
    /// additions without norms before a tanh, maps of odd numbers of channels joined, upsampled, split and shuffled; and
    /// some small networks as they are.
    @Test func awkwardNetworksRunOnOurOwnKernelsAlone() throws {
        let texts = [
            "vote": "input 3x24x24\nconv 3 24 /2 bn relu\nconv 3 20 bn relu\ngap; fc 12\nknn 5000 50\n",
            "finer": """
            input 3x14x14
            with conv: nobias bn linear
            conv 9 20 bias nobn prelu shared as head
            { residual { conv 3 20 prelu; conv 3 20 } } x6
            conv 3 20; add head
            conv 3 36 bias nobn; pixelshuffle 2; prelu shared
            conv 9 3 bias nobn tanh

            """,
            "joined": """
            input 3x20x20
            conv 3 10 relu as early
            maxpool 2 /2
            branches concat { { conv 1 5 relu } { conv 3 7 relu } { avgpool 3 /1 pad 1; conv 1 3 relu } }
            branches mul { { } { gap; conv 1 4; conv 1 15 sigmoid } }
            upsample 2 bilinear
            concat early
            conv 3 8 relu
            fc 7

            """,
        ]
        var files = ["lenet5", "dcgan_g64", "embedding", "shufflenet_v2_x1_0"].map { "architectures/\($0).arch" }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            files.append(try folder.write(text, to: "\(name).arch"))
        }
        let outcome = try BuiltCommand.run(
            ["bench"] + files + [
                "--whole", "--backend", "swift", "--rounds", "1", "--allow-debug", "--db", db,
            ], input: "", environment: Self.missing)
        #expect(outcome.status == 0, "\(outcome.error)")
        let counts = "SELECT count(*), sum(verified), count(DISTINCT network_id) FROM network_measurement"
        #expect(lines(try ask(counts, "--format", "csv")).last == "14,14,7")
    }

    @Test(.enabled(if: hasOneDNN)) func wholeNetworksAndFoldedBatchNormsAreKeptAndNotTimedAgain() throws {
        let first = try bench(tiny, "--whole", "--fold-bn")
        #expect(first.status == 0, "\(first.error)")
        #expect(first.output.contains("\nEnd to end\n") && first.output.contains("\nBatch norm folded\n"))
        // Both ways through the network, verified and with the sum of their kernels; one convolution.
        let counts = """
            SELECT (SELECT count(*) FROM network_measurement WHERE verified = 1 AND sum_of_layers_ns > 0) AS wholes,
              (SELECT count(*) FROM folding_measurement) AS folded,
              (SELECT count(*) FROM run WHERE finished_at IS NULL) AS unfinished
            """
        let expected = ["wholes,folded,unfinished", "2,1,0"]
        #expect(lines(try ask(counts, "--format", "csv")) == expected)
        #expect(try bench(tiny, "--whole", "--fold-bn").status == 0)
        #expect(lines(try ask(counts, "--format", "csv")) == expected)
    }

    @Test func aSweepIsATableOfItsValues() throws {
        let outcome = try bench(
            "--problem", "conv n1 ic8 ih8 iw8 oc8 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd", "--backend", "swift",
            "--algorithm", "direct", "--sweep", "filters=16..64:16", "--format", "csv")
        #expect(outcome.status == 0)
        let values = lines(outcome).compactMap { $0.split(separator: ",").first }
        #expect(values == ["filters", "16", "32", "48", "64"])
    }

    @Test(arguments: [
        (["--sweep", "filters=16..500:16"], "'filters=16..500:16'"), (["--sweep", "colour=1..2"], "colour"),
        (["--sweep", "groups=1..3"], "groups"),
    ])
    func aSweepThatCannotBeIsRefused(arguments: [String], named: String) throws {
        let problem = "conv n1 ic8 ih8 iw8 oc8 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd"
        let outcome = try BuiltCommand.run(
            ["bench", "--problem", problem, "--db", db] + arguments, input: "", environment: [:])
        #expect(outcome.status == 1)
        #expect(outcome.error.hasPrefix("error: "), "\(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: db))
    }

    @Test func whereTheResultCannotGoIsSaidBeforeAnythingIsTimed() throws {
        let path = folder.url.appendingPathComponent("none/table.csv").path
        let outcome = try bench(tiny, "-o", path)
        #expect(outcome.status == 1)
        #expect(outcome.error == "error: cannot write '\(path)': No such file or directory\n")
        #expect(!FileManager.default.fileExists(atPath: db))
    }

    @Test(arguments: [
        (["--whole", "--pass", "backward-data"], "'--whole' and '--fold-bn' run forward in f32."),
        (["--fold-bn", "--precision", "bf16"], "'--whole' and '--fold-bn' run forward in f32."),
        (["--threads", "0"], "'--threads' must be at least 1; got 0."),
        (["--db", ""], "'--db' takes the path of a database; got nothing."),
        (["--max-time", "0"], "'--max-time' must be above 0 and at most a day of seconds; got 0.0."),
        (["--rounds", "0"], "'--rounds' must be 1 to 100000; got 0."),
        (
            ["--whole", "--backend", "openblas"],
            "'--whole' runs on onednn and swift; '--backend openblas' has neither."
        ),
        (["--fold-bn", "--backend", "swift"], "'--fold-bn' runs on onednn alone; '--backend swift' leaves it out."),
        (
            ["--whole", "--plan", "--backend", "swift,openblas"],
            "'--plan' runs a plan of onednn's kernels and our own; '--backend swift,openblas' leaves onednn out."
        ),
        (
            ["--whole", "--backend", "swift", "--algorithm", "im2col"],
            "'--algorithm' is for single kernels: '--whole' runs each network with the library's own and with the best "
                + "of all algorithms."
        ),
    ])
    func wrongOptionsAreWrongUsage(arguments: [String], message: String) throws {
        let outcome = try BuiltCommand.run(["bench", tiny, "--db", db] + arguments, input: "", environment: [:])
        #expect(outcome.status == 64)
        #expect(outcome.error.contains("Error: \(message)\n"), "\(outcome.error)")
    }

    /// They would be started, all of them.
    @Test(arguments: [
        ["bench", "architectures/lenet5.arch", "--threads", "9999"], ["calibrate", "--threads", "9999"],
        ["search", "architectures/hesun-a.arch", "--budget", "5ms", "--measure", "--kernel-threads", "9999"],
        ["widen", "architectures/lenet5.arch", "--measure", "--threads", "9999"],
    ])
    func threadsBeyondAllMachinesAreRefused(arguments: [String]) throws {
        let outcome = try BuiltCommand.run(arguments + ["--db", db], input: "", environment: [:])
        #expect(outcome.status == 64)
        #expect(outcome.error.contains("threads 9999' is too many for "), "\(outcome.error)")
    }

    @Test(arguments: [["--batch", "2"], ["--precision", "bf16"], ["--pass", "backward-data"], ["--set", "w=1"]])
    func whatAProblemsKeyHoldsIsNoOptionBesideIt(options: [String]) throws {
        let problem = "conv n1 ic8 ih8 iw8 oc8 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 fwd"
        let outcome = try BuiltCommand.run(
            ["bench", "--problem", problem, "--db", db] + options, input: "", environment: [:])
        #expect(outcome.status == 64)
        let message =
            options[0] == "--set"
            ? "'--set', '--input' and '--opaque' are for networks, not for problems."
            : "'--batch', '--precision' and '--pass' are for networks: the key after '--problem' holds all three, as "
                + "'n1 … f32 fwd'."
        #expect(outcome.error.contains("Error: \(message)\n"), "\(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: db))
    }

    /// A name that does not exist is said to be that, whatever else it is asked for.
    @Test func unknownBackendsAreRefusedWithThoseThatExist() throws {
        let outcome = try bench(tiny, "--whole", "--backend", "openblass", environment: Self.missing)
        #expect(outcome.status == 1)
        #expect(outcome.error.hasPrefix("error: there is no backend 'openblass'"), "\(outcome.error)")
    }

    @Test func backendsWithoutAKernelSayWhy() throws {
        let weights = "conv n1 ic8 ih8 iw8 oc8 k1x1 s1x1 p0,0,0,0 d1x1 g1 f32 bwd_w"
        let outcome = try bench("--problem", weights, environment: Self.missing)
        #expect(
            outcome.error.contains(
                "note: swift has no kernel for '\(weights)': our kernels make no gradients by weights\n"),
            "\(outcome.error)")
    }

    @Test(.enabled(if: hasOneDNN)) func sizesThatOneDNNCannotTakeAreNamed() throws {
        let huge = "conv n1 ic1 ih50000 iw50000 oc1 k1x1 s40000x40000 p0,0,0,0 d1x1 g1 f32 fwd"
        let outcome = try bench("--problem", huge, "--backend", "onednn")
        #expect(
            outcome.error.contains(
                "note: onednn has no kernel for '\(huge)': a map or its weights have more than 2147483647 elements\n"),
            "\(outcome.error)")
    }

    @Test func fromOneRoundThereIsNoInterval() throws {
        let outcome = try bench(
            "--problem", "conv n1 ic32 ih64 iw64 oc32 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd", "--backend", "swift",
            "--algorithm", "direct")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.contains("too few rounds for a 95 % interval of the median: 1,"), "\(outcome.output)")
        let kept = "SELECT status, ci_low_ns < ci_high_ns AS range FROM measurement"
        #expect(lines(try ask(kept, "--format", "csv")) == ["status,range", "noisy,1"])
    }

    @Test func queriesAreCappedAndCannotWrite() throws {
        try ResultStore(db, .readWrite).close()
        let capped = try ask("SELECT value FROM json_each('[1,2,3]')", "--limit", "2")
        #expect(capped.status == 0)
        #expect(capped.output == "value\n    1\n    2\nThere are more rows; '--limit' sets how many are shown.\n")
        for query in ["DELETE FROM run", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = 0 -- pragma table_info"] {
            let refused = try ask(query)
            #expect(refused.status == 1)
            #expect(refused.error.hasPrefix("error: "), "\(refused.error)")
        }
        #expect(try ask("PRAGMA table_info(run)", "--format", "csv").output.hasPrefix("cid,name,type,"))
    }

    @Test func queriesPrintAsCSVAndJSON() throws {
        try ResultStore(db, .readWrite).close()
        let query = "SELECT 1 AS a, 'x, y' AS b, NULL AS c"
        #expect(try ask(query, "--format", "csv").output == "a,b,c\r\n1,\"x, y\",\r\n")
        let json = try JSONSerialization.jsonObject(with: Data(try ask(query, "--format", "json").output.utf8))
        #expect("\(json)".contains("x, y"))
    }

    @Test func theListOfExamplesNeedsNoQuery() throws {
        try ResultStore(db, .readWrite).close()
        let outcome = try BuiltCommand.run("sql", "--db", db)
        #expect(outcome.status == 0)
        for name in ["folding_measurement", "latest_measurement", "slowest-layers", "folded-batch-norms"] {
            #expect(outcome.output.contains(name))
        }
        let shown = try BuiltCommand.run("sql", "--example", "slowest-layers", "--show", "--db", "/no/such.db")
        #expect(shown.status == 0)
        #expect(shown.output.hasPrefix("-- The twenty layers that take longest.\nSELECT "))
        let unknown = try BuiltCommand.run("sql", "--example", "slowest-layer", "--db", db)
        #expect(unknown.status == 1 && unknown.error.contains("slowest-layers"))
    }

    @Test func databasesAreMergedCheckedCountedAndPruned() throws {
        let other = folder.url.appendingPathComponent("other.db").path
        for path in [db, other] {
            let outcome = try BuiltCommand.run(
                [
                    "bench", tiny, "--backend", "swift", "--algorithm", "direct", "--rounds", "1", "--allow-debug",
                    "--db", path, "-o",
                    "/dev/null",
                ], input: "", environment: [:])
            #expect(outcome.status == 0)
        }
        let count = "SELECT count(*) AS n FROM measurement"
        #expect(lines(try ask(count, "--format", "csv")) == ["n", "6"])
        for _ in 0..<2 {
            #expect(try BuiltCommand.run("db", "merge", other, "--db", db).status == 0)
            #expect(lines(try ask(count, "--format", "csv")) == ["n", "12"])
        }
        for arguments in [["--db", db], [db]] {
            let check = try BuiltCommand.run(["db", "check"] + arguments, input: "", environment: [:])
            #expect(check.status == 0 && check.output.hasPrefix("\(db)\nSound: "), "\(check.output)\(check.error)")
        }
        let both = try BuiltCommand.run("db", "check", db, "--db", other)
        #expect(both.status == 64 && both.error.contains("Two databases are named"))
        #expect(try BuiltCommand.run("db", "stats", "--db", db).output.contains("measurement"))
        #expect(try BuiltCommand.run("db", "prune", "--debug-builds", "--db", db).status == 0)
        // None where debug builds are tested, all where release builds are.
        #expect([["n", "0"], ["n", "12"]].contains(lines(try ask(count, "--format", "csv"))))
        try Data("no database".utf8).write(to: URL(fileURLWithPath: other))
        for arguments in [
            ["db", "check", "--db", other], ["db", "merge", other, "--db", db], ["sql", "--db", other],
        ] {
            let outcome = try BuiltCommand.run(arguments, input: "", environment: [:])
            #expect(outcome.status == 1)
            #expect(outcome.error == "error: '\(other)' is not an SQLite database\n")
        }
        let new = folder.url.appendingPathComponent("new.db").path
        #expect(try BuiltCommand.run("db", "merge", other, "--db", new).status == 1)
        #expect(!FileManager.default.fileExists(atPath: new))
    }
}
