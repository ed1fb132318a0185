import Foundation
import KernelBenchmark
import NetworkIR
import Persistence
import Testing

/// `archcost search` by times, over the same database.
extension TimeCommandTests {
    struct Found: Decodable {
        struct Candidate: Decodable {
            var timeMs: Double?
            var timeSource: String?
            var diff: String
        }
        var candidates: [Candidate]
    }

    func search(_ arguments: String...) throws -> [Found.Candidate] {
        let outcome = try BuiltCommand.run(
            [
                "search", "-", "--maximize", "depth", "--top", "1", "--no-save", "--db", db, "--machine", "lender",
                "--format", "json",
            ] + arguments, input: "input 64x56x56\nconv 3 64 relu x2|1|3|4\n", environment: [:])
        #expect(outcome.status == 0, "\(outcome.error)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Found.self, from: Data(outcome.output.utf8)).candidates
    }

    /// A millisecond a convolution, at most 1.003 ms: three of them take 3 ms, and surely no more than 3.009.
    @Test func searchesWithinABudgetOfTime() throws {
        let within = try search("--budget", "3.005ms")
        #expect(within.map(\.timeMs) == [3] && within.map(\.diff) == ["conv1.repeat 2→3"])
        let sure = try search("--budget", "3.005ms", "--confidence", "0.95")
        #expect(sure.map(\.timeMs) == [2])
        let best = try search("--budget", "3.005ms", "--algorithm", "best")
        #expect(best.map(\.timeMs) == [2] && best.map(\.diff) == ["conv1.repeat 2→4"])
    }

    /// The interval of two equal kernels adds: 2.006 ms; the file's own point has its time too.
    @Test func candidatesCarryTheTimesOfEstimate() throws {
        let outcome = try BuiltCommand.run(
            "search", "-", "--maximize", "depth", "--top", "1", "--no-save", "--db", db, "--machine", "lender",
            "--budget",
            "2.5ms", "--format", "csv", input: "input 64x56x56\nconv 3 64 relu x2|1|3|4\n")
        let lines = outcome.output.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
        #expect(lines.first?.prefix(6) == ["rank", "score", "time_ms", "time_low_ms", "time_high_ms", "time_source"])
        #expect(lines.dropFirst().first.map { $0[2...5].joined(separator: " ") } == "2.0 1.994 2.006 measured")
        let table = try BuiltCommand.run(
            "search", "-", "--maximize", "depth", "--top", "1", "--no-save", "--db", db, "--machine", "lender",
            "--budget",
            "2.5ms", input: "input 64x56x56\nconv 3 64 relu x1|2|3\n")
        #expect(table.output.contains("1.00 ms") && table.output.contains("2.00 ms"), "\(table.output)")
    }

    /// A ReLU behind a maximum runs by itself; the search took it for fused.
    @Test func saysWhereTheSearchFusedTooMuch() throws {
        let half = Window(kernel: Extent(square: 2), stride: Extent(square: 2))
        let others = [(NetworkIR.Operation.pool(Pool(kind: .max, window: half)), 56), (.activation(.relu), 28)]
        try TimesByHand.keep(
            others.map { operation, size in
                TimesByHand.measurement(
                    of: Problem(operation: operation, inputs: [FeatureMap(channels: 64, height: size, width: size)]),
                    median: 100_000)
            }, in: db, on: TimesByHand.machine("lender"))
        let outcome = try BuiltCommand.run(
            "search", "-", "--maximize", "depth", "--top", "1", "--no-save", "--db", db, "--machine", "lender",
            "--budget",
            "5ms", input: "input 64x56x56\nconv 3 64 x1|2\nmaxpool 2\nrelu\n")
        #expect(outcome.output.contains("2.20 ms"), "\(outcome.output)")
        #expect(outcome.output.contains("in 1 of these candidates some run by themselves"), "\(outcome.output)")
    }

    /// Kernels of different problems err apart: their sum's upper end is below the sum of theirs.
    @Test func confidenceGoesByTheIntervalOfTheSum() throws {
        let text = "input 64x56x56\nconv 3 64 x2|3\nconv 3 32\n"
        let outcome = try BuiltCommand.run(
            "search", "-", "--maximize", "depth", "--top", "1", "--no-save", "--db", db, "--machine", "lender",
            "--budget",
            "3.7125ms", "--confidence", "0.95", "--format", "json", input: text)
        #expect(outcome.status == 0, "\(outcome.error)")
        // 3.7 ms, and of three kernels of ±3 µs and one of ±8: √(9² + 8²) = 12.04 µs; their sum would be 17.
        #expect(outcome.output.contains("\"time_ms\": 3.7,"), "\(outcome.output)")
        #expect(outcome.output.contains("\"exact\": true"))
    }

    /// One kernel was timed here, the other elsewhere: the file's own point has a time as 'estimate --time' has.
    @Test func theFileItselfHasItsTimeWhereSomeKernelsAreBorrowed() throws {
        var borrower = TimesByHand.machine("borrower")
        borrower.peaks = [ComputePeak(precision: .f32, threads: 1, gflops: 100)]
        try TimesByHand.keep(
            [Self.measurement(filters: 64, algorithm: "auto", median: 2_200_000, half: 1_000)], in: db, on: borrower)
        let text = "input 64x56x56\nconv 3 64 x1|2\nconv 3 32\n"
        let single = text.replacingOccurrences(of: " x1|2", with: "")
        let estimate = try BuiltCommand.run(
            "estimate", "-", "--time", "--db", db, "--machine", "borrower", input: single)
        // 2.2 ms measured, and twice 0.7.
        #expect(estimate.output.contains("3.60 ms"), "\(estimate.output)")
        let search = try BuiltCommand.run(
            "search", "-", "--budget", "6ms", "--maximize", "depth", "--no-save", "--db", db, "--machine", "borrower",
            "--top", "1", "--format", "csv", input: text)
        let rows = search.output.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
        #expect(rows.first?[2] == "time_ms", "\(search.output) \(search.error)")
        #expect(rows.dropFirst().first.flatMap { Double($0[2]) } == 5.8, "\(search.output)")
        let table = try BuiltCommand.run(
            "search", "-", "--budget", "6ms", "--maximize", "depth", "--no-save", "--db", db, "--machine", "borrower",
            "--top", "1", input: text)
        let own = table.output.split(whereSeparator: \.isNewline).first { $0.contains("the file itself") }
        #expect(own?.contains("3.60 ms") ?? false, "\(table.output)")
    }

    /// A kernel of a millisecond, and two: each depth is as quick as it can be; `auto` of 32 filters takes 0.7 ms.
    @Test func timeIsAnAxis() throws {
        let outcome = try BuiltCommand.run(
            [
                "search", "-", "--pareto", "time,max:depth", "--no-save", "--db", db, "--machine", "lender",
                "--format", "json",
            ], input: "input 64x56x56\nconv 3 64 x0|1|2\nconv 3 64|32\n", environment: [:])
        #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let front = try decoder.decode(Found.self, from: Data(outcome.output.utf8)).candidates
        #expect(front.map(\.timeMs) == [0.7, 1.7, 2.7], "\(outcome.output)")
        let table = try BuiltCommand.run(
            ["search", "-", "--pareto", "time,max:depth", "--no-save", "--db", db, "--machine", "lender"],
            input: "input 64x56x56\nconv 3 64 x1|2\n", environment: [:])
        #expect(table.output.contains("1.00 ms") && table.output.contains("2.00 ms"), "\(table.output)")
    }

    @Test func unknownNamesAreRefusedWithTheirNeighbours() throws {
        func error(_ command: [String], _ arguments: String...) throws -> String {
            let outcome = try BuiltCommand.run(
                command + ["--db", db, "--machine", "lender"] + arguments, input: Self.network, environment: [:])
            #expect(outcome.status == 1 && outcome.output == "")
            return outcome.error
        }
        let all = "there are auto, best, direct, im2col, reference, sgemm, winograd, winograd-2x2, winograd-4x4\n"
        for command in [["estimate", "-", "--time"], ["search", "-", "--budget", "40ms", "--no-save"]] {
            #expect(try error(command, "--algorithm", "foo") == "error: no algorithm is called 'foo'; " + all)
            #expect(
                try error(command, "--algorithm", "winogard")
                    == "error: no algorithm is called 'winogard'; did you mean 'winograd'?; " + all)
            #expect(
                try error(command, "--backend", "nosuch")
                    == "error: no backend is called 'nosuch'; there are onednn, openblas, swift\n")
            #expect(
                try error(command, "--backend", "swift", "--algorithm", "winograd")
                    == "error: the backend 'swift' has no algorithm 'winograd'; there are auto, best, direct, im2col, "
                    + "reference, winograd-2x2, winograd-4x4\n")
        }
    }

    @Test func searchesSayWhichKernelsHaveNoTime() throws {
        func search(_ arguments: String...) throws -> BuiltCommand.Outcome {
            try BuiltCommand.run(
                ["search", "-", "--no-save", "--maximize", "depth", "--db", db, "--machine", "lender"] + arguments,
                input: "input 64x56x56\nconv 3 64 x1|2\nconv 3 32\n", environment: [:])
        }
        let twoThreads = try search("--budget", "40ms", "--kernel-threads", "2")
        #expect(twoThreads.status == 1 && twoThreads.output == "")
        #expect(
            twoThreads.error
                == "error: no time is known for 2 of 2 kernels with this algorithm, backend and number of threads, among them "
                + "'conv n1 ic64 ih56 iw56 oc32 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd' and "
                + "'conv n1 ic64 ih56 iw56 oc64 k3x3 s1x1 p1,1,1,1 d1x1 g1 f32 fwd'; "
                + "'archcost bench' and 'search --measure' time kernels\n")
        let partly = try search("--budget", "40ms", "--algorithm", "winograd")
        #expect(partly.status == 1 && partly.error.contains("no time is known for 1 of 2 kernels"), "\(partly.error)")
        let front = try search("--pareto", "time,depth", "--algorithm", "winograd")
        #expect(front.status == 1 && front.error.contains("no time is known for 1 of 2 kernels"), "\(front.error)")
        let counted = try search("--budget", "40ms", "--algorithm", "winograd", "--count")
        #expect(counted.status == 0 && counted.error.hasPrefix("note: no time is known for 1 of 2 kernels"))
    }

    /// The point without the unknown kernel is found; that one was left out is said.
    @Test func pointsWithUnknownTimesAreLeftOutAndSaidToBe() throws {
        for arguments in [["--budget", "40ms", "--top", "3"], ["--pareto", "time,depth"]] {
            let outcome = try BuiltCommand.run(
                ["search", "-", "--no-save", "--maximize", "depth", "--db", db, "--machine", "lender"] + arguments
                    + ["--algorithm", "winograd"], input: "input 64x56x56\nconv 3 64|32\n", environment: [:])
            #expect(outcome.status == 0, "\(outcome.error)")
            #expect(outcome.output.contains("500 µs") && !outcome.output.contains("64→32"), "\(outcome.output)")
            #expect(
                outcome.output.contains(
                    "Left out are points with kernels whose time is not known: no time is known for 1 of 2 kernels"),
                "\(outcome.output)")
        }
    }

    @Test func searchRefusesWhatItCannotTime() throws {
        let text = "input 3x8x8\nconv 3 4 x1|2\n"
        let tight = try BuiltCommand.run(
            "search", "-", "--budget", "1ms", "--no-save", "--db", db, "--machine", "lender", input: text)
        #expect(tight.status == 1 && tight.output == "")
        let level = try BuiltCommand.run("search", "-", "--budget", "1ms", "--confidence", "0.5", input: text)
        #expect(level.status == 64 && level.error.contains("'--confidence' is 0.95"))
        let needless = try BuiltCommand.run("search", "-", "--budget", "1.0x", "--algorithm", "best", input: text)
        #expect(needless.status == 64 && needless.error.contains("go with a budget or an axis of time"))
        #expect(needless.error.hasSuffix("\nUsage: archcost search [<options>] <file>\n"), "\(needless.error)")
    }

    @Test func searchesSayThatTheirTimesAreBorrowed() throws {
        func search(_ format: String) throws -> String {
            let outcome = try BuiltCommand.run(
                [
                    "search", "-", "--budget", "12ms", "--maximize", "depth", "--top", "1", "--no-save", "--db", db,
                    "--format", format,
                ],
                input: "input 64x56x56\nconv 3 64 relu x2|1|3|5|7\n", environment: try cache(100))
            #expect(outcome.status == 0, "\(outcome.error)")
            return outcome.output
        }
        let table = try search("table")
        #expect(table.contains("Proved for these times: no other point of the space is better."), "\(table)")
        #expect(table.contains("Borrowed times were measured on another machine and scaled by both machines' peaks"))
        // Half the lender's arithmetic, so two milliseconds each instead of one.
        let document = try search("json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let found = try decoder.decode(Found.self, from: Data(document.utf8)).candidates
        #expect(found.count == 1 && abs((found.first?.timeMs ?? 0) - 10) < 1e-6, "\(document)")
        #expect(found.first?.timeSource == "borrowed" && found.first?.diff == "conv1.repeat 2→5")
    }
}
