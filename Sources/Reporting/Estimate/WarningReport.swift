import CostAnalysis

/// The design warnings of one network.
public struct WarningReport: Sendable {
    private let warnings: [DesignWarning]
    private let file: String

    public init(_ warnings: [DesignWarning], file: String) {
        self.warnings = warnings
        self.file = file
    }

    /// For people: place and reason, then source, suggestion and prices, each on a line of its own.
    public func text(_ layout: TerminalLayout) -> String {
        warnings.map { warning in
            let line = warning.places.first?.line ?? 0
            let word = TerminalStyle.yellow.applied(to: "warning:", isColoured: layout.isColoured)
            var lines = [
                "\(file):\(line): \(word) \(warning.reason) [\(warning.kind.rawValue)]",
                "    where: \(places(warning))",
                "    source: \(warning.source)",
                "    instead: \(warning.suggestion)",
            ]
            lines += warning.prices.map { "    price: \(price($0, layout.precision))" }
            return lines.joined(separator: "\n") + "\n"
        }.joined()
    }

    /// For machines: a row a warning.
    public static func table(_ reports: [WarningReport]) -> Report {
        var table = Report(columns: [
            Column("file", heading: "file"),
            Column("line", heading: "line", .ordinal),
            Column("identifier", heading: "identifier", importance: .essential),
            Column("count", heading: "places", .ordinal),
            Column("layers", heading: "layers"),
            Column("reason", heading: "reason", importance: .high),
            Column("suggestion", heading: "suggestion"),
            Column("source", heading: "source", importance: .low),
        ])
        for report in reports {
            for warning in report.warnings {
                table.append([
                    .text(report.file), .optional(warning.places.first?.line), .text(warning.kind.rawValue),
                    .integer(warning.places.count), .text(warning.places.map(\.name).joined(separator: " ")),
                    .text(warning.reason), .text(warning.suggestion), .text(warning.source),
                ])
            }
        }
        return table
    }

    /// One network of the document that `check --format json` prints.
    public var json: JSONValue {
        let list = warnings.map { warning -> JSONValue in
            let places = warning.places.map { place -> JSONValue in
                ["name": .string(place.name), "line": .integer(place.line)]
            }
            let prices = warning.prices.map { price -> JSONValue in
                [
                    "metric": .string(price.metric.rawValue), "now": .integer(price.now),
                    "instead": .optional(price.instead),
                ]
            }
            return [
                "identifier": .string(warning.kind.rawValue), "reason": .string(warning.reason),
                "source": .string(warning.source), "suggestion": .string(warning.suggestion),
                "places": .array(places), "prices": .array(prices),
            ]
        }
        return ["file": .string(file), "warnings": .array(list)]
    }

    private func places(_ warning: DesignWarning) -> String {
        let shown = warning.places.prefix(4).map { $0.line > 0 ? "\($0.name) (line \($0.line))" : $0.name }
        let rest = warning.places.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private func price(_ price: DesignPrice, _ precision: NumberPrecision) -> String {
        let heading = ComparisonReport.heading(price.metric)
        func number(_ value: Int) -> String {
            switch ComparisonReport.quantity(price.metric) {
            case .bytes: FormattedNumber.bytes(value, precision).text
            default: FormattedNumber.count(value, unit: price.metric.unit, precision).text
            }
        }
        return "\(heading) \(number(price.now))" + (price.instead.map { ", instead \(number($0))" } ?? "")
    }
}
