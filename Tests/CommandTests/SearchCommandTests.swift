import Foundation
import Testing

/// `archcost search`, as a user runs it.
@Suite struct SearchCommandTests {
    /// Time complexities by hand, k²·3·n·8²: (3,4) 6912, (3,8) 13824, (1,4) 768, (1,8) 1536; activations n·8² + 10.
    static let tiny = "input 3x8x8\nconv 3|1 4|8\nfc 10\n"

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var database: String { folder.url.appendingPathComponent("found.db").path }

    private func search(_ arguments: String..., input: String = tiny) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(["search"] + arguments, input: input, environment: ["ARCHCOST_DB": database])
    }

    /// CSV ends its lines as RFC 4180 says.
    private func lines(_ csv: String) -> [String] {
        csv.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
    }

    private func document(_ outcome: BuiltCommand.Outcome) throws -> [String: Any] {
        #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    private func candidates(_ document: [String: Any]) throws -> [[String: Any]] {
        try #require(document["candidates"] as? [[String: Any]])
    }

    @Test func theBestComeFirstAndTiesGoToTheLowerCost() throws {
        let document = try document(
            try search("-", "--budget", "1.0x", "--maximize", "activations", "--format", "json"))
        let found = try candidates(document)
        #expect(
            found.map { $0["assignment"] as? [String: Int] } == [
                ["conv1.kernel": 1, "conv1.filters": 8], ["conv1.kernel": 1, "conv1.filters": 4],
                ["conv1.kernel": 3, "conv1.filters": 4],
            ])
        #expect(found.map { $0["score"] as? Int } == [522, 266, 266])
        #expect(found.map { $0["residual"] as? Int } == [1536 - 6912, 768 - 6912, 0])
        #expect(found.map { $0["diff"] as? String } == ["conv1.kernel 3→1, conv1.filters 4→8", "conv1.kernel 3→1", ""])
        #expect((found[0]["totals"] as? [String: Any])?["time_complexity"] as? Int == 1536)
        #expect(document["space"] as? String == "4")
        #expect(document["exact"] as? Bool == true)
        #expect(document["budgets"] as? [String] == ["1.0x"])
    }

    @Test func theTableSaysWhatIsProvedAndWhatAScoreIsNot() throws {
        let outcome = try search("-", "--budget", "1.0x", "--top", "1")
        #expect(outcome.status == 0 && outcome.error.isEmpty)
        #expect(outcome.output.hasPrefix("-: 4 points, within 1.0x\n"), "\(outcome.output)")
        #expect(outcome.output.contains("Proved: no other point of the space is better.\n"))
        #expect(outcome.output.contains("A score is not an accuracy; docs/scores.md tells what is known of it.\n"))
    }

    @Test func theAnswerDoesNotDependOnTheCores() throws {
        let space = "architectures/general-cnn.arch"
        let outputs = try ["1", "2", "5"].map { threads in
            try search(space, "--budget", "1.0x±3%", "--top", "40", "--format", "csv", "--threads", threads)
        }
        #expect(outputs[0].status == 0 && lines(outputs[0].output).count == 41)
        #expect(outputs[1].output == outputs[0].output && outputs[2].output == outputs[0].output)
    }

    @Test func aFrontIsInTheOrderOfItsAxes() throws {
        // (3,8) has the score of (1,8) for more: not on the front.
        let document = try document(
            try search("-", "--maximize", "activations", "--pareto", "time_complexity,score", "--format", "json"))
        let found = try candidates(document)
        #expect(found.map { $0["score"] as? Int } == [266, 522])
        #expect(document["pareto"] as? [String] == ["time_complexity", "score"])
    }

    @Test func allPointsAreStreamedInTheOrderOfTheirText() throws {
        let outcome = try search("-", "--maximize", "activations", "--budget", "1.0x", "--all")
        #expect(
            outcome.output == """
                assignment,score,time_complexity
                conv1.kernel=1 conv1.filters=4,266.0,768
                conv1.kernel=1 conv1.filters=8,522.0,1536
                conv1.kernel=3 conv1.filters=4,266.0,6912

                """)
        #expect(outcome.status == 0 && outcome.error.isEmpty)
    }

    @Test func pointsAreCounted() throws {
        let document = try document(try search("-", "--budget", "1.0x", "--count", "--format", "json"))
        #expect(document["space"] as? String == "4" && document["feasible"] as? String == "3")
    }

    /// 9^320 points, some 10^305: counted, not walked.
    @Test func anAbsurdSpaceIsCounted() throws {
        let lines = (0..<320).map { _ in "dwconv 1..9" }
        let text = "input 3x8x8\n" + lines.joined(separator: "\n") + "\nfc 10\n"
        let outcome = try BuiltCommand.run("describe", "-", "--format", "json", input: text)
        #expect(try document(outcome)["space"] as? String == power(9, 320))
    }

    private func power(_ base: Int, _ exponent: Int) -> String {
        var digits = [1]
        for _ in 0..<exponent {
            var carry = 0
            for index in digits.indices {
                let product = digits[index] * base + carry
                digits[index] = product % 10
                carry = product / 10
            }
            while carry > 0 {
                digits.append(carry % 10)
                carry /= 10
            }
        }
        return digits.reversed().map(String.init).joined()
    }

    @Test func anInfeasibleBudgetSaysHowFarOffAndWhatIsToBlame() throws {
        let outcome = try search("-", "--budget", "0.01x")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            outcome.error == """
                error: no point keeps the budgets; the nearest to '0.01x' has 768 MACs, 699 (1013.0 %) above 69; \
                100 % of it lies behind conv1.kernel=1, conv1.filters=4

                """)
    }

    @Test func budgetsThatExcludeEachOtherAreNamed() throws {
        // More than 500 activations need 8 filters, whose least time complexity is 1536.
        let outcome = try search("-", "--budget", "522activations±0%", "--budget", "0.2x")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            outcome.error == """
                error: no point keeps all budgets at once, though each can be kept by itself; the nearest to \
                '522activations±0%' that keeps the others has 266 activations, 256 (49.0 %) below 522; 100 % of it lies \
                behind conv1.kernel=1, conv1.filters=4; the nearest to '0.2x' that keeps the others has 1536 MACs, \
                154 (11.1 %) above 1382; 100 % of it lies behind conv1.kernel=1, conv1.filters=8

                """)
    }

    @Test(arguments: [
        (["--budget", "fast"], "a budget is a number with a unit"), (["--budget", "1.0y"], "'y' in '1.0y' is no unit"),
        (["--top", "0"], "'--top' must be at least 1; got 0."),
        (["--all", "--count"], "'--all' goes with neither '--count' nor '--pareto'."),
        (["--all", "--emit", "x"], "'--emit' goes with neither '--all' nor '--count'."),
        (["--maximize", "depth", "--score-with", "x.csv"], "'--maximize' and '--score-with' exclude each other."),
        (["--maximize", "beauty"], "no score is called 'beauty'"),
        (["--threads", "0"], "'--threads' must be at least 1"),
        (["--width-step", "0"], "'--width-step' must be at least 1; got 0."),
        (["--trade", "depth:filters", "--all"], "'--trade' goes with neither '--all' nor '--count' nor '--pareto'."),
    ])
    func wrongUsageIsToldFromRefusal(_ arguments: [String], _ sentence: String) throws {
        let outcome = try BuiltCommand.run(
            ["search", "-"] + arguments, input: Self.tiny, environment: ["ARCHCOST_DB": database])
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.error.contains(sentence), "\(outcome.error)")
    }

    @Test(arguments: [
        (["--pareto", "macs"], "a front has two or three axes; got 1"),
        (["--pareto", "macs,macs"], "the axis 'macs' is named twice"),
        (["--budget", "99999999999GMACs"], "the budget '99999999999GMACs' is beyond 2^60 in its base unit"),
        (
            ["--trade", "depth:kernel"],
            "'--trade' spans a space around a file without choices; this one has 'conv1.kernel'"
        ),
    ])
    func whatCannotBeAnsweredIsRefused(_ arguments: [String], _ sentence: String) throws {
        let outcome = try BuiltCommand.run(
            ["search", "-"] + arguments, input: Self.tiny, environment: ["ARCHCOST_DB": database])
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.error == "error: \(sentence)\n")
    }

    // MARK: What is kept

    @Test func candidatesAreWrittenAsCanonicalTextThatCostsWhatWasSaid() throws {
        let text = """
            # A space with all that a text must say.
            input 3x32x32
            let w = 8|16
            block b(n, k = 3|5) { residual { conv k n relu; conv 3 n } }
            stage one { conv 3 w relu; b(w); b(2*w) }
            either { maxpool 2 } or { conv 3|5 8 /2 relu x1|2 as low } or { avgpool 2 }
            gap; fc 10

            """
        let path = try folder.write(text, to: "space.arch")
        let found = folder.url.appendingPathComponent("found").path
        let arguments = ["--top", "200", "--maximize", "macs", "--emit", found, "--format", "json"]
        let document = try document(
            try BuiltCommand.run(["search", path] + arguments, input: "", environment: ["ARCHCOST_DB": database]))
        let candidates = try candidates(document)
        // 2 widths, a kernel for each call of the block, and 1, 4 or 1 ways on.
        #expect(candidates.count == 2 * 2 * 2 * 6)
        #expect(document["space"] as? String == "48")
        let files = try FileManager.default.contentsOfDirectory(atPath: found).sorted()
        #expect(files.count == candidates.count && files.first == "space-01.arch")
        let paths = files.map { found + "/" + $0 }
        let check = try BuiltCommand.run(["format", "--check"] + paths, input: "", environment: [:])
        #expect(check.status == 0, "\(check.error)")
        let estimate = try self.document(
            try BuiltCommand.run(["estimate", "--format", "json"] + paths, input: "", environment: [:]))
        let networks = try #require(estimate["networks"] as? [[String: Any]])
        for (network, candidate) in zip(networks, candidates) {
            #expect(network["totals"] as? NSDictionary == candidate["totals"] as? NSDictionary)
        }
        let first = try String(contentsOfFile: paths[0], encoding: .utf8)
        #expect(first.hasPrefix("# Found by archcost search in \(path), rank 1: "), "\(first)")
        #expect(try BuiltCommand.run("describe", paths[0]).output.contains("The space has 1 point."))
        // Found again, a search replaces its own files, and nobody else's.
        let again = try BuiltCommand.run(
            ["search", path] + arguments, input: "", environment: ["ARCHCOST_DB": database])
        #expect(again.status == 0, "\(again.error)")
        try "mine\n".write(toFile: paths[1], atomically: true, encoding: .utf8)
        let refused = try BuiltCommand.run(
            ["search", path] + arguments, input: "", environment: ["ARCHCOST_DB": database])
        #expect(refused.status == 1)
        // As JSON, as the format asks.
        #expect(
            refused.error.contains("space-02.arch exists and no search wrote it; choose another folder for '--emit'\""),
            "\(refused.error)")
        #expect(try String(contentsOfFile: paths[1], encoding: .utf8) == "mine\n")
    }

    @Test func theSearchIsKeptAndItsFrontIsOneQueryAway() throws {
        #expect(try search("-", "--maximize", "activations", "--budget", "2.0x").status == 0)
        #expect(try search("-", "--no-save", "--top", "1").status == 0)
        let rows = try BuiltCommand.run(
            "sql", "SELECT rank, score, time_complexity_macs, diff FROM candidate", "--db", database, "--format", "csv")
        #expect(
            lines(rows.output) == [
                "rank,score,time_complexity_macs,diff", "1,522.0,1536,\"conv1.kernel 3→1, conv1.filters 4→8\"",
                "2,522.0,13824,conv1.filters 4→8", "3,266.0,768,conv1.kernel 3→1", "4,266.0,6912,",
            ], "\(rows)")
        let front = try BuiltCommand.run(
            "sql", "SELECT score FROM pareto ORDER BY macs", "--db", database, "--format", "csv")
        #expect(lines(front.output) == ["score", "266.0", "522.0"])
        let runs = try BuiltCommand.run(
            "sql", "SELECT file, budgets, maximize, space, exact FROM search_run", "--db", database, "--format", "csv")
        #expect(
            lines(runs.output) == [
                "file,budgets,maximize,space,exact", "-,\"[\"\"2.0x\"\"]\",activations,4,1",
            ], "\(runs)")
    }

    // MARK: Scores from measured candidates

    @Test func measuredAccuraciesRank() throws {
        // Accuracy 50 + 10·depth: what the regression finds must rank by depth alone.
        let space = "input 3x8x8\nconv 3|1 4|8|12 x1|2|3\nfc 10\n"
        var lines = ["assignment,accuracy,note"]
        for kernel in [3, 1] {
            for depth in 1...3 {
                for filters in [4, 8, 12] {
                    let settings = "conv1.kernel=\(kernel) conv1.filters=\(filters) conv1.repeat=\(depth)"
                    lines.append("\(settings),\(50 + 10 * depth),\"a, b\"")
                }
            }
        }
        // As a spreadsheet writes it.
        let csv = try folder.write("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n", to: "measured.csv")
        let document = try document(
            try search("-", "--score-with", csv, "--top", "18", "--format", "json", input: space))
        let found = try candidates(document).compactMap { ($0["assignment"] as? [String: Int])?["conv1.repeat"] }
        #expect(found == Array(repeating: 3, count: 6) + Array(repeating: 2, count: 6) + Array(repeating: 1, count: 6))
        let regression = try #require(document["regression"] as? [String: Any])
        #expect(regression["samples"] as? Int == 18)
        #expect((regression["rank_correlation"] as? Double ?? 0) > 0.9)
        let best = try #require(try candidates(document)[0]["score"] as? Double)
        #expect(abs(best - 80) < 1)
    }

    @Test(arguments: [
        ("assignment\nw=1\n", "there is no column 'accuracy'"), ("accuracy\n1\n", "there is no column 'assignment'"),
        ("assignment,accuracy\nconv1.kernel=3\n", "error: line 2 has 1 cells, the first line 2\n"),
        ("assignment,accuracy\nconv1.kernel=3,good\n", "error: line 2: the accuracy 'good' is no number\n"),
        (
            "assignment,accuracy\nkernel 3,1\n",
            "error: line 2: an assignment is settings such as 'w=96 conv2.kernel=3'; got 'kernel'\n"
        ),
        (
            "assignment,accuracy\nconv1.kernel=1,1\nconv1.kernal=3,1\n",
            "error: line 3 is no point of the space: no choice is called 'conv1.kernal'; did you mean 'conv1.kernel'?\n"
        ),
        ("assignment,accuracy\n,1\n,2\n", "error: a regression needs at least 4 measured candidates; got 2\n"),
        (
            "assignment,accuracy\n,1\n,1\n,1\n,1\n",
            "error: all measured values are equal: there is nothing to rank by\n"
        ),
    ])
    func wrongMeasurementsAreRefused(_ text: String, _ sentence: String) throws {
        let csv = try folder.write(text, to: "measured.csv")
        let outcome = try search("-", "--score-with", csv)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            sentence.hasPrefix("error") ? outcome.error == sentence : outcome.error.contains(sentence),
            "\(outcome.error)")
    }

    // MARK: Bounds

    /// A chain whose points differ in three metrics at once, with fronts of millions of labels.
    static let wideFront =
        "input 16x64x64\n"
        + (0..<14).map { line in
            "conv 1|3|5|7 16|24|32|40|48 groups 1|2|4|8 x1|2|3\n" + (line % 4 == 3 ? "maxpool 2\n" : "")
        }.joined() + "fc 10\n"

    @Test func whereMemoryRunsShortTheAnswerSaysSo() throws {
        let arguments = ["--pareto", "macs,params,score", "--memory", "1KiB", "--format", "json"]
        let outcome = try BuiltCommand.run(
            ["search", "architectures/general-cnn.arch"] + arguments, input: "", environment: ["ARCHCOST_DB": database])
        let document = try document(outcome)
        #expect(document["exact"] as? Bool == false)
        #expect(document.keys.contains("epsilon"))
        #expect(try !candidates(document).isEmpty)
    }

    @Test func controlCPrintsTheBestSoFarAndThatItIsNotProved() throws {
        let path = try folder.write(Self.wideFront, to: "wide.arch")
        // However long the space takes to be read: the wait doubles until the search itself is interrupted.
        for attempt in 0..<12 {
            let (status, output, error) = try interrupted(after: 0.2 * Double(1 << attempt), path)
            #expect(status == 130)
            if error == "interrupted: nothing was found yet\n" { continue }
            #expect(error.isEmpty)
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)")
            #expect(document["exact"] as? Bool == false && document["interrupted"] as? Bool == true)
            #expect(try !candidates(document).isEmpty)
            return
        }
        Issue.record("the search was never reached")
    }

    private func interrupted(after seconds: Double, _ path: String) throws -> (Int32, String, String) {
        let files = ["output", "error"].map { folder.url.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = BuiltCommand.binary
        process.arguments = [
            "search", path, "--pareto", "macs,params,score", "--format", "json", "--no-save", "--threads", "1",
        ]
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        process.interrupt()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: files[0], encoding: .utf8),
            try String(contentsOf: files[1], encoding: .utf8)
        )
    }

    @Test func controlCEndsAStreamBetweenLines() throws {
        let lines = (0..<30).map { _ in "conv 1|3 8|16|24" }
        let path = try folder.write("input 3x8x8\n" + lines.joined(separator: "\n") + "\nfc 10\n", to: "many.arch")
        let output = folder.url.appendingPathComponent("points")
        let process = Process()
        process.executableURL = BuiltCommand.binary
        process.arguments = ["search", path, "--all", "-o", output.path]
        let error = Pipe()
        process.standardError = error
        try process.run()
        while (try? Data(contentsOf: output))?.isEmpty ?? true { Thread.sleep(forTimeInterval: 0.01) }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(said == "interrupted: not every point was written\n")
        let points = try String(contentsOf: output, encoding: .utf8)
        #expect(points.hasSuffix("\n"))
        let columns = Set(points.split(separator: "\n").map { $0.split(separator: ",").count })
        #expect(columns == [3])
    }

    // MARK: He and Sun

    /// The replacements by which He & Sun (CVPR 2015, table 1) come from model A to B, C, F, G and H.
    @Test(arguments: [
        ("B", "depth:kernel", "stage3: (3,256) x3 → (2,256) x6"),
        ("C", "depth:kernel", "stage2: (5,128) → (3,128) x2"),
        ("F", "depth:filters", "stage3: (3,256) x3 → (3,160) x5 + (3,256)"),
        ("G", "depth:filters", "stage3: (3,256) x3 → (3,128) x8 + (3,256)"),
        ("B", "all", "stage3: (3,256) x3 → (2,256) x6"), ("C", "all", "stage2: (5,128) → (3,128) x2"),
        ("F", "all", "stage3: (3,256) x3 → (3,160) x5 + (3,256)"),
        ("G", "all", "stage3: (3,256) x3 → (3,128) x8 + (3,256)"),
        ("H", "all", "stage2: (5,128) → (3,64) x3 + (3,128)"),
    ])
    func heAndSunsReplacementsAreListed(_ model: String, _ trade: String, _ replacement: String) throws {
        let document = try document(
            try search(
                "architectures/hesun-a.arch", "--budget", "1.0x±4%", "--trade", trade, "--no-save", "--format", "json"))
        #expect(document["exact"] as? Bool == true)
        let found = try candidates(document).filter { $0["diff"] as? String == replacement }
        #expect(found.count == 1, "model \(model): \(found.count)")
        let residual = try #require(found.first?["residual"] as? Int)
        let own = try #require((found.first?["totals"] as? [String: Any])?["time_complexity"] as? Int)
        #expect(abs(Double(residual)) <= 0.04 * Double(own - residual))
    }
}
