import Foundation
import Testing

/// What `archcost search` answers.
@Suite struct SearchAskingTests {
    let search: SearchCommand

    init() throws { search = try SearchCommand() }

    @Test func theBestComeFirstAndTiesGoToTheLowerCost() throws {
        let document = try search("-", "--budget", "1.0x", "--maximize", "activations", "--format", "json").document()
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

    /// The stride makes the map, and so the peak, smaller; parameters stay.
    @Test func equalScoresGoByPeakMemoryWhereThatIsTheBudget() throws {
        let space = "input 3x32x32\nconv 3 32 /1|2\ngap; fc 10\n"
        let document = try search(
            "-", "--budget", "1GiB", "--maximize", "params", "--no-save", "--format", "json", input: space
        ).document()
        let found = try candidates(document)
        #expect(found.map { $0["assignment"] as? [String: Int] } == [["conv1.stride": 2], ["conv1.stride": 1]])
    }

    @Test func aChoiceOfOneAlternativeIsNone() throws {
        let outcomes = try ["conv 3 8|8", "conv 3 8"].map { layer in
            try search(
                "-", "--budget", "1.0x", "--no-save", "--format", "csv", input: "input 3x8x8\n\(layer)\nfc 10\n")
        }
        #expect(outcomes[0].status == 0 && SearchCommand.lines(outcomes[0].output).count > 2, "\(outcomes[0])")
        #expect(outcomes[0].output == outcomes[1].output)
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
        #expect(outputs[0].status == 0 && SearchCommand.lines(outputs[0].output).count == 41)
        #expect(outputs[1].output == outputs[0].output && outputs[2].output == outputs[0].output)
    }

    @Test func aFrontIsInTheOrderOfItsAxes() throws {
        // (3,8) has the score of (1,8) for more: not on the front.
        let document = try search(
            "-", "--maximize", "activations", "--pareto", "time_complexity,score", "--format", "json"
        ).document()
        let found = try candidates(document)
        #expect(found.map { $0["score"] as? Int } == [266, 522])
        #expect(document["pareto"] as? [String] == ["time_complexity", "score"])
    }

    @Test func axesThatAreOtherScoresAreColumns() throws {
        // ln 3 and ln 27; a reach of 0 and 2 pixels.
        let arguments = ["-", "--maximize", "activations", "--pareto", "macs,max:entropy,receptive-field"]
        let document = try search(arguments + ["--format", "json"]).document()
        let scores = try candidates(document).compactMap { $0["scores"] as? [String: Double] }
        #expect(scores.map { $0["receptive-field"] } == [0, 2])
        #expect(scores.map { (($0["entropy"] ?? 0) * 1e6).rounded() } == [1_098_612, 3_295_837])
        let table = try search(arguments + ["--format", "csv"])
        #expect(
            SearchCommand.lines(table.output) == [
                "rank,score,entropy,receptive-field,macs,params,depth,difference,assignment",
                "1,266.0,1.098612289,0.0,3328,2586,1,conv1.kernel 3→1,conv1.kernel=1 conv1.filters=4",
                "2,266.0,3.295836867,2.0,9472,2682,1,the file itself,conv1.kernel=3 conv1.filters=4",
            ])
    }

    /// Per image and by hand for (1,4): 768 + 10·(256 + ...) and so on; the totals are those of `estimate`.
    @Test func allPointsAreStreamedInTheOrderOfTheirText() throws {
        let names = "assignment,score,time_complexity,macs,flops,params,activations,peak_memory,traffic,depth"
        let rows = [
            "conv1.kernel=1 conv1.filters=4,266.0,768,3328,6922,2586,266,11344,13200,1",
            "conv1.kernel=1 conv1.filters=8,522.0,1536,6656,13834,5162,522,22608,25552,1",
            "conv1.kernel=3 conv1.filters=4,266.0,6912,9472,19210,2682,266,11344,13584,1",
        ]
        let arguments = ["-", "--maximize", "activations", "--budget", "1.0x", "--all"]
        for (format, end) in [("table", "\n"), ("csv", "\r\n")] {
            let outcome = try search(arguments + ["--format", format])
            #expect(outcome.output == ([names] + rows).map { $0 + end }.joined())
            #expect(outcome.status == 0 && outcome.error.isEmpty)
        }
        // The totals do not depend on the budget.
        let other = try search("-", "--maximize", "activations", "--budget", "10kMACs", "--all")
        #expect(SearchCommand.lines(other.output) == [names] + rows)
        let markdown = try search(arguments + ["--format", "markdown"])
        #expect(
            SearchCommand.lines(markdown.output).last
                == "| \(rows[2].replacing(",", with: " | ")) |")
    }

    @Test func streamedPointsAreTheCandidatesOfOneDocument() throws {
        let document = try search("-", "--budget", "1.0x", "--all", "--format", "json").document()
        #expect(document["space"] as? String == "4" && document["feasible"] as? String == "3")
        #expect(document["exact"] as? Bool == true && document["interrupted"] as? Bool == false)
        let streamed = try candidates(document)
        let listed = try candidates(try search("-", "--budget", "1.0x", "--no-save", "--format", "json").document())
        #expect(streamed.count == 3)
        for candidate in streamed {
            let twin = try #require(
                listed.first { $0["assignment"] as? [String: Int] == candidate["assignment"] as? [String: Int] })
            #expect(candidate["score"] as? Double == twin["score"] as? Double)
            let totals = try #require(twin["totals"] as? [String: Any])
            for (name, total) in try #require(candidate["totals"] as? [String: Int]) {
                #expect(totals[name] as? Int == total, "\(name)")
            }
        }
        // A document without points is one too.
        let none = try search("-", "--budget", "1MACs", "--all", "--format", "json").document()
        #expect(try candidates(none).isEmpty && none["feasible"] as? String == "0")
    }

    @Test func aListMayBringItsCount() throws {
        for arguments in [["--pareto", "macs,score"], ["--top", "1"]] {
            let document = try search(["-", "--budget", "1.0x", "--count", "--format", "json"] + arguments).document()
            #expect(document["feasible"] as? String == "3")
            #expect(try !candidates(document).isEmpty)
        }
    }

    @Test func pointsAreCounted() throws {
        let document = try search("-", "--budget", "1.0x", "--count", "--format", "json").document()
        #expect(document["space"] as? String == "4" && document["feasible"] as? String == "3")
    }

    /// 9^320 points, some 10^305: counted, not walked.
    @Test func anAbsurdSpaceIsCounted() throws {
        let lines = (0..<320).map { _ in "dwconv 1..9" }
        let text = "input 3x8x8\n" + lines.joined(separator: "\n") + "\nfc 10\n"
        let outcome = try BuiltCommand.run("describe", "-", "--format", "json", input: text)
        #expect(try outcome.document()["space"] as? String == power(9, 320))
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
                error: no point keeps the budgets; '0.01x' allows at most 69 MACs of time complexity; the cheapest point \
                has 768 MACs, 699 too many (11.1 times as many); the choice to blame is conv1.kernel=1, conv1.filters=4: \
                the layers from there to the next choice take 100 %

                """)
    }

    /// Each missed budget says what it counts, and a bound of zero is no base for percents.
    @Test func everyMissedBudgetSaysWhatItCounts() throws {
        let outcome = try search("-", "--budget", "0MACs", "--budget", "2kparams", "--budget", "1GFLOPs±1%")
        #expect(outcome.status == 1)
        for part in [
            "'0MACs' allows at most 0 MACs of work; the cheapest point has 3328 MACs, 3328 too many; the choice",
            "'2kparams' allows at most 2000 params of learned numbers; the cheapest point has 2586 params, 586 too many (29.3 %); ",
            "'1GFLOPs±1%' asks for at least 990000000 FLOPs of work; the nearest point has 38410 FLOPs, 989961590 too few (100.0 %)",
        ] {
            #expect(outcome.error.contains(part), "\(outcome.error)")
        }
    }

    @Test func whereNoChoiceIsToBlameThatIsSaid() throws {
        let outcome = try search("-", "--budget", "1kMACs", input: "input 3x8x8\nconv 3 64\nfc 1000\nfc 10|20\n")
        #expect(outcome.error.contains("; its largest part, 100 %, hangs on no choice"), "\(outcome.error)")
    }

    @Test func budgetsThatExcludeEachOtherAreNamed() throws {
        // More than 500 activations need 8 filters, whose least time complexity is 1536.
        let outcome = try search("-", "--budget", "522activations±0%", "--budget", "0.2x")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            outcome.error == """
                error: no point keeps all budgets at once, though each can be kept by itself; \
                '522activations±0%' asks for at least 522 activations of layer outputs; the nearest point that keeps the \
                others has 266 activations, 256 too few (49.0 %); the choice to blame is conv1.kernel=1, conv1.filters=4: the layers \
                from there to the next choice take 100 %; '0.2x' allows at most 1382 MACs of time complexity; the nearest \
                point that keeps the others has 1536 MACs, 154 too many (11.1 %); the choice to blame is conv1.kernel=1, \
                conv1.filters=8: the layers from there to the next choice take 100 %

                """)
    }

    @Test(arguments: [
        (["--budget", "fast"], "a budget is a number with a unit"), (["--budget", "1.0y"], "'y' in '1.0y' is no unit"),
        (["--top", "0"], "'--top' must be at least 1; got 0."),
        (["--all", "--count"], "'--all' goes with neither '--count' nor '--pareto'."),
        (["--top", "3", "--pareto", "macs,score"], "'--top' goes with neither '--pareto' nor '--all'"),
        (["--all", "--emit", "x"], "'--emit' goes with neither '--all' nor '--count'."),
        (["--maximize", "depth", "--score-with", "x.csv"], "'--maximize' and '--score-with' exclude each other."),
        (["--maximize", "beauty"], "no score is called 'beauty'"),
        (["--pareto", "macs"], "a front has two or three axes; got 1"),
        (["--pareto", "macs,macs"], "the axis 'macs' is named twice"),
        (["--pareto", "macs,parms"], "no axis is called 'parms'; did you mean 'params'?"),
        (["--memory", "0"], "a size above zero with its unit is expected, such as 512MiB or 2GiB; got '0'"),
        (["--threads", "0"], "'--threads' must be at least 1"),
        (["--width-step", "0"], "'--width-step' must be at least 1; got 0."),
        (
            ["--trade", "depth:filters", "--all"],
            "'--trade' lists all replacements: it goes with none of '--all', '--count', '--pareto' and '--top'."
        ),
    ])
    func wrongUsageIsToldFromRefusal(_ arguments: [String], _ sentence: String) throws {
        let outcome = try search(["-"] + arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.error.contains(sentence), "\(outcome.error)")
    }

    @Test(arguments: [
        (["--budget", "99999999999GMACs"], "the budget '99999999999GMACs' is beyond 2^60 in its base unit"),
        (
            ["--trade", "depth:kernel"],
            "'--trade' spans a space around a file without choices; this one has 'conv1.kernel'"
        ),
    ])
    func whatCannotBeAnsweredIsRefused(_ arguments: [String], _ sentence: String) throws {
        let outcome = try search(["-"] + arguments)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.error == "error: \(sentence)\n")
    }
}
