import Reporting
import Testing

@Suite struct JSONTests {
    @Test(
        arguments: [
            (JSONValue.null, "null"), (true, "true"), (-12, "-12"), (.integer(.max), "9223372036854775807"),
            (.integer(.min), "-9223372036854775808"), (.integer(9_007_199_254_740_993), "9007199254740993"),
            (0.1, "0.1"), (1e21, "1e+21"), (.number(-0.0), "-0.0"), (.number(.nan), "null"),
            (.number(.infinity), "null"),
            (.number(-.infinity), "null"), (.number(.leastNonzeroMagnitude), "5e-324"), ("", "\"\""), ([], "[]"),
            ([:], "{}"),
            (
                "a\"b\\c/d\u{8}\t\n\u{C}\r\u{1}\u{1F}é層🧠\u{7F}\u{2028}",
                "\"a\\\"b\\\\c/d\\b\\t\\n\\f\\r\\u0001\\u001fé層🧠\u{7F}\u{2028}\""
            ),
            (["b": 1, "a": [nil, false]], "{\"b\":1,\"a\":[null,false]}"),
        ] as [(JSONValue, String)])
    func compactText(value: JSONValue, expected: String) {
        #expect(value.text(.compact) == expected)
    }

    @Test func prettyTextIndentsAndKeepsShortListsOnALine() {
        let document: JSONValue = [
            "archcost": "1.0.0",
            "networks": [["name": "resnet50", "input": [3, 224, 224], "stages": [], "time": nil]],
            "totals": [:],
        ]
        #expect(
            document.text() == """
                {
                  "archcost": "1.0.0",
                  "networks": [
                    {
                      "name": "resnet50",
                      "input": [3, 224, 224],
                      "stages": [],
                      "time": null
                    }
                  ],
                  "totals": {}
                }
                """)
    }

    @Test func aReportIsRowsTotalsAndNotes() {
        var report = Report(columns: [Column("layer", heading: "Layer"), Column("macs", heading: "MACs", .ordinal)])
        report.append(["conv1", 118_013_952])
        report.appendTotal(["total", nil])
        report.notes = ["per image"]
        #expect(
            report.text(as: .json, layout: TerminalLayout()) == """
                {
                  "rows": [
                    {
                      "layer": "conv1",
                      "macs": 118013952
                    }
                  ],
                  "totals": [
                    {
                      "layer": "total",
                      "macs": null
                    }
                  ],
                  "notes": ["per image"]
                }

                """)
    }
}
