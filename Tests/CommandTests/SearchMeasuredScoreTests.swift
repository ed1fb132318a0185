import Foundation
import Testing

/// Scores from candidates that the user measured.
@Suite struct SearchMeasuredScoreTests {
    let search: SearchCommand

    init() throws { search = try SearchCommand() }

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
        let csv = try search.folder.write("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n", to: "measured.csv")
        let document = try search("-", "--score-with", csv, "--top", "18", "--format", "json", input: space).document()
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
        (
            "assignment,accuracy\n,1\n,2\nconv1.kernel=3,3\nconv1.filters=4,4\n",
            "error: all 4 lines are of one candidate; a regression needs at least 2 different ones\n"
        ),
        (
            "\u{8}\u{12}PK\n",
            "is no text in UTF-8; measured candidates are CSV with the columns 'assignment' and 'accuracy'\n"
        ),
        (
            "a,b\n\u{0}\n",
            "is no text in UTF-8; measured candidates are CSV with the columns 'assignment' and 'accuracy'\n"
        ),
    ])
    func wrongMeasurementsAreRefused(_ text: String, _ sentence: String) throws {
        let csv = try search.folder.write(text, to: "measured.csv")
        let outcome = try search("-", "--score-with", csv)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            sentence.hasPrefix("error") ? outcome.error == sentence : outcome.error.contains(sentence),
            "\(outcome.error)")
    }

    @Test func linesThatLeaveChoicesOutAreWarnedOf() throws {
        let rows = ["conv1.kernel=3,1", "conv1.kernel=1 conv1.filters=4,2", "conv1.kernel=3 conv1.filters=8,4", ",5"]
        let csv = try search.folder.write("assignment,accuracy\n" + rows.joined(separator: "\n") + "\n", to: "part.csv")
        let outcome = try search("-", "--score-with", csv, "--no-save", "--format", "json")
        #expect(outcome.status == 0)
        #expect(
            outcome.error == """
                \(csv): warning: 2 lines leave choices out, which then count as their first alternatives: \
                line 2 is taken with conv1.filters=4

                """)
        #expect(outcome.output.contains("\"incomplete_lines\": 2"), "\(outcome.output)")
        // What --set decides need not be named.
        let fixed = try search("-", "--score-with", csv, "--no-save", "--set", "conv1.filters=4")
        #expect(fixed.error.hasPrefix("\(csv): warning: 1 line leaves choices out"), "\(fixed.error)")
    }
}
