import ArchLanguage
import ArchSearch
import SpaceExploration

/// The streamed points of `search --all`: the candidates of a search's document, a line each, with every total that adds up.
public struct PointStream: Sendable {
    /// Totals that every point is streamed with, whatever the budgets are.
    public static let metrics: [Metric] = [
        .timeComplexity, .macs, .flops, .parameters, .activations, .peakMemory, .traffic, .depth,
    ]

    private let format: ReportFormat
    private let request: SearchRequest
    private let scoreColumn: Int
    /// Where each of `metrics` stands among a point's totals.
    private let columns: [(metric: Metric, index: Int)]
    private let timeColumn: Int?
    private var isFirst = true

    /// - Parameter columns: what a point's totals are of; the score and all of `metrics` are among them.
    public init(_ request: SearchRequest, columns: [CostColumn], format: ReportFormat) {
        self.format = format
        self.request = request
        scoreColumn = columns.firstIndex(of: .score(request.score)) ?? 0
        self.columns = Self.metrics.compactMap { metric in
            columns.firstIndex(of: .metric(metric)).map { (metric, $0) }
        }
        timeColumn = columns.firstIndex(of: .metric(.time))
    }

    private var names: [String] {
        ["assignment", "score"] + columns.map(\.metric.rawValue) + (timeColumn == nil ? [] : ["time_ms"])
    }

    private var lineEnd: String { format == .csv ? "\r\n" : "\n" }

    /// What stands before the first point.
    public func opening(file: String, points: String) -> String {
        switch format {
        case .table, .csv: return names.joined(separator: ",") + lineEnd
        case .markdown:
            return "| \(names.joined(separator: " | ")) |\n|\(String(repeating: "---|", count: names.count))\n"
        case .json:
            let head = JSONValue.object(SearchReport.head(request, file: file) + [JSONMember("space", .string(points))])
            return head.text(.compact).dropLast() + ",\"candidates\":["
        }
    }

    /// One point.
    public mutating func line(_ decisions: [Decision], _ totals: [Int64]) -> String {
        defer { isFirst = false }
        let score = request.score.points(totals[scoreColumn])
        let time = timeColumn.map { Double(totals[$0]) / 1e6 }
        if format == .json {
            var members = [
                JSONMember("assignment", SearchReport.assignment(decisions)), JSONMember("score", .number(score)),
            ]
            let counts = columns.map { JSONMember($0.metric.rawValue, .integer(Int(totals[$0.index]))) }
            members += [JSONMember("totals", .object(counts)), JSONMember("time_ms", .optional(time))]
            return (isFirst ? "\n" : ",\n") + JSONValue.object(members).text(.compact)
        }
        var cells = [decisions.text, "\(score)"] + columns.map { "\(totals[$0.index])" }
        if let time { cells.append("\(time)") }
        if format == .markdown { return "| \(cells.joined(separator: " | ")) |\n" }
        return cells.joined(separator: ",") + lineEnd
    }

    /// What stands behind the last point.
    ///
    /// - Parameter written: the number of points; all there are where the stream is complete.
    public func closing(written: Int, isComplete: Bool, elapsed: Double) -> String {
        guard format == .json else { return "" }
        let tail: JSONValue = [
            "feasible": isComplete ? .string("\(written)") : .null, "exact": .bool(isComplete),
            "interrupted": .bool(!isComplete), "seconds": .number(elapsed),
        ]
        return (isFirst ? "]," : "\n],") + tail.text(.compact).dropFirst() + "\n"
    }
}

extension [ChoiceValue] {
    /// An assignment as `--set` writes it, with blanks between.
    var text: String { map(\.description).joined(separator: " ") }
}
