import Reporting
import Testing

@Suite struct TerminalTableTests {
    @Test func withoutLimitNothingIsShortened() {
        #expect(
            resnetReport.terminalText() == """
                resnet50
                Layer                              Kind  Output map    MACs  Time complexity  Params  Peak memory       Intensity
                conv1                              conv  64x112x112   118 M        118 MMACs  9.41 k     3.67 MiB  62.1 FLOP/byte
                conv3.1.residual.bottleneck.conv1  conv  128x56x56    103 M        103 MMACs  32.8 k     5.02 MiB  41.6 FLOP/byte
                fc                                 fc    1000        2.05 M          0 MACs   2.05 M     7.83 MiB               -
                ─────────────────────────────────  ────  ──────────  ──────  ───────────────  ──────  ───────────  ──────────────
                total                                                4.09 G       4.09 GMACs  25.6 M     97.5 MiB  48.3 FLOP/byte
                all numbers are for one image in 32-bit floating point
                """ + "\n")
    }

    @Test func in200ColumnsItLooksTheSame() {
        #expect(resnetReport.terminalText(TerminalLayout(width: 200)) == resnetReport.terminalText())
    }

    @Test func in80ColumnsTextShortensAndHeadingsWrap() {
        #expect(
            resnetReport.terminalText(TerminalLayout(width: 80)) == """
                resnet50
                                                                          Time              Peak
                Layer                     Kind  Output map    MACs  complexity  Params    memory
                conv1                     conv  64x112x112   118 M   118 MMACs  9.41 k  3.67 MiB
                conv3.1.resi…eneck.conv1  conv  128x56x56    103 M   103 MMACs  32.8 k  5.02 MiB
                fc                        fc    1000        2.05 M     0 MACs   2.05 M  7.83 MiB
                ────────────────────────  ────  ──────────  ──────  ──────────  ──────  ────────
                total                                       4.09 G  4.09 GMACs  25.6 M  97.5 MiB
                all numbers are for one image in 32-bit floating point
                left out for want of width: Intensity
                """ + "\n")
    }

    @Test func in40ColumnsTheLeastImportantColumnsLeave() {
        #expect(
            resnetReport.terminalText(TerminalLayout(width: 40)) == """
                resnet50
                Layer         Output map    MACs  Params
                conv1         64x112x112   118 M  9.41 k
                conv3.…conv1  128x56x56    103 M  32.8 k
                fc            1000        2.05 M  2.05 M
                ────────────  ──────────  ──────  ──────
                total                     4.09 G  25.6 M
                all numbers are for one image in 32-bit
                floating point
                left out for want of width: Kind, Time
                complexity, Peak memory, Intensity
                """ + "\n")
    }

    @Test func exactNumbersHaveAllDigits() {
        #expect(
            resnetReport.terminalText(TerminalLayout(precision: .exact)) == """
                resnet50
                Layer                              Kind  Output map           MACs     Time complexity      Params    Peak memory          Intensity
                conv1                              conv  64x112x112    118,013,952    118,013,952 MACs       9,408    3,851,776 B  62.1000 FLOP/byte
                conv3.1.residual.bottleneck.conv1  conv  128x56x56     102,760,448    102,760,448 MACs      32,768    5,259,264 B  41.6000 FLOP/byte
                fc                                 fc    1000            2,048,000              0 MACs   2,049,000    8,212,192 B                  -
                ─────────────────────────────────  ────  ──────────  ─────────────  ──────────────────  ──────────  ─────────────  ─────────────────
                total                                                4,089,184,256  4,087,136,256 MACs  25,557,032  102,228,128 B  48.3000 FLOP/byte
                all numbers are for one image in 32-bit floating point
                """ + "\n")
    }

    @Test func coloursAreWrittenOnlyWhenTold() {
        var report = Report(columns: [Column("layer", heading: "Layer"), Column("macs", heading: "MACs", .ordinal)])
        report.append(["conv1", 12])
        report.appendTotal(["total", 12])
        report.notes = ["one note"]
        #expect(
            report.terminalText(TerminalLayout(isColoured: true))
                == "\u{1B}[1mLayer  MACs\u{1B}[0m\nconv1    12\n\u{1B}[2m─────  ────\u{1B}[0m\n"
                + "\u{1B}[1mtotal    12\u{1B}[0m\n\u{1B}[2mone note\u{1B}[0m\n")
        #expect(!report.terminalText().contains("\u{1B}"))
    }

    @Test func wideAndCombiningCharactersKeepColumnsInLine() {
        var report = Report(columns: [
            Column("name", heading: "Name"), Column("share", heading: "Share", .multiple),
            Column("checked", heading: "Checked", .flag),
        ])
        report.append(["畳み込み", 0.961, true])
        report.append(["cafe\u{301}", 12, false])
        report.append(["evil\u{1B}[2J", .missing, nil])
        #expect(
            report.terminalText() == """
                Name       Share  Checked
                畳み込み  0.961×  yes
                café       12.0×  no
                evil␛[2J       -  -
                """ + "\n")
    }

    @Test func anEmptyTableIsItsHeading() {
        let report = Report(columns: [Column("layer", heading: "Layer"), Column("macs", heading: "MACs", .ordinal)])
        #expect(report.terminalText() == "Layer  MACs\n")
        #expect(Report(columns: []).terminalText() == "")
    }

    @Test func noLineIsWiderThanAskedUnlessNumbersAlone() {
        // Below 20 cells not even the essential column and its note's longest words fit.
        for width in 20...220 {
            for line in resnetReport.terminalText(TerminalLayout(width: width)).split(separator: "\n") {
                #expect(DisplayWidth.of(String(line)) <= width, "width \(width): \(line)")
            }
        }
    }

    @Test func everyWidthTerminates() {
        for width in -1...20 { _ = resnetReport.terminalText(TerminalLayout(width: width)) }
    }
}
