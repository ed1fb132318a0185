import Reporting
import Testing

@Suite struct BarPlotTests {
    private var report: Report {
        var report = Report(
            title: "net",
            columns: [
                Column("layer", heading: "layer"), Column("macs", heading: "MACs", .count(unit: "MACs")),
                Column("step", heading: "step"),
            ], notes: ["a note"])
        report.append(["a", 1000, ""])
        report.append(["bb", 500, "free"])
        report.append(["c", 3, ""])
        report.append(["d", 0, ""])
        report.append(["e", nil, ""])
        return report
    }

    /// Of 20 cells, two are the labels, six the numbers, two the gaps: ten are left for bars, so that half of the greatest has
    /// five of them, and three thousandths an eighth, the least there is.
    @Test func barsAreInProportionAndFitTheWidth() {
        #expect(
            report.bars(of: "macs", TerminalLayout(width: 20)) == """
                net
                MACs by layer
                a  ██████████ 1.00 k
                bb █████         500
                c  ▏               3
                d                  0
                e                  -
                a note

                """)
    }

    @Test func marksStandBehindTheNumbers() {
        let lines = report.bars(of: "macs", marks: "step", TerminalLayout(width: 25)).split(separator: "\n")
        #expect(lines[2] == "a  ██████████ 1.00 k")
        #expect(lines[3] == "bb █████         500 free")
    }

    @Test(arguments: [1, 8, 40, 200])
    func noLineIsWiderThanItMustBe(width: Int) {
        var report = Report(columns: [
            Column("layer", heading: "layer"), Column("macs", heading: "m", .count(unit: "")),
        ])
        for value in 1...50 { report.append([.text("a layer with a long name \(value)"), .integer(value * 12345)]) }
        for line in report.bars(of: "macs", TerminalLayout(width: width)).split(separator: "\n").dropFirst() {
            #expect(DisplayWidth.of(String(line)) <= max(width, 8 + 1 + 1 + 1 + 6), "\(line)")
        }
    }
}
