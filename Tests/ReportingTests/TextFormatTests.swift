import Reporting
import Testing

@Suite struct TextFormatTests {
    static let awkward: Report = {
        var report = Report(
            title: "a|b",
            columns: [
                Column("layer", heading: "Layer|name"), Column("macs", heading: "MACs", .count(unit: "MACs")),
                Column("share", heading: "Share", .share),
                Column("elapsed_ns", heading: "Time", .duration(.nanoseconds)),
                Column("ok", heading: "OK", .flag),
            ], notes: ["see <docs>"])
        report.append(["plain", 1000, 0.042, 1500, true])
        report.append(["a,b \"c\" | *d* _e_\n", nil, .number(.nan), 1.5, false])
        report.appendTotal(["total", 1000, 0.1, nil, nil])
        return report
    }()

    @Test func commaSeparatedTextFollowsRFC4180() {
        #expect(
            Self.awkward.csv()
                == "layer,macs,share,elapsed_ns,ok\r\nplain,1000,0.042,1500,true\r\n"
                + "\"a,b \"\"c\"\" | *d* _e_\n\",,,1.5,false\r\n")
    }

    @Test func emptyReportsAreTheirHeader() {
        let report = Report(columns: [Column("a,b", heading: "A")])
        #expect(report.csv() == "\"a,b\"\r\n")
        #expect(report.markdown() == "| A |\n| --- |\n")
    }

    @Test func markdownEscapesWhatWouldBeMarkup() {
        #expect(
            Self.awkward.markdown() == #"""
                **a\|b**

                | Layer\|name | MACs | Share | Time | OK |
                | --- | ---: | ---: | ---: | --- |
                | plain | 1.00 k | 4.20 % | 1.50 µs | yes |
                | a,b "c" \| \*d\* \_e\_␊ | - | nan % | 1.50 ns | no |
                | **total** | **1.00 k** | **10.0 %** | **-** | **-** |

                see \<docs\>

                """#)
    }
}
