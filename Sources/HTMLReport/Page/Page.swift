import Reporting

/// A self-contained page: facts, then sections with charts and the tables behind them.
public struct Page: Sendable {
    var title: String
    /// What the page is about and under which conditions, in one line.
    var subtitle: String
    var facts: [PageFact]
    var sections: [PageSection]
    /// What the charts draw; each data set once, however many charts share it.
    var data: [DataSet]
    /// A text a `key` that a click shows, as lines that differ from `baseText`.
    var texts: VariantTexts?
}

/// A number or a word that stands above the charts.
struct PageFact: Hashable, Sendable {
    var name: String
    var value: String
}

/// A heading and what stands below it.
struct PageSection: Sendable {
    /// The fragment that links lead to; also the chart's identifier.
    var id: String
    var heading: String
    /// What is shown and how to read it.
    var paragraphs: [String]
    var control: PageControl?
    var chart: PageChart?
    var tables: [PageTable] = []
    var findings: [PageFinding] = []
    var text: SourceLines?
    /// The place where a click's text appears.
    var showsChosenText = false
}

/// A chart with what the page needs to make it usable without a pointer.
struct PageChart: Sendable {
    var specification: VegaSpecification
    /// What one sees, for those who do not.
    var summary: String
    /// The data set whose rows have a `key` and a `tip`, for reading out and for the arrow keys; nil where nothing can be
    /// picked.
    var pickedFrom: String?
    /// Charts of one group pick together.
    var pickGroup: String
    /// What colours and shapes stand for, in words above the chart.
    var legend: [LegendEntry] = []
    /// Of a graph, whose lanes make room for its names.
    var lanes: Int?
}

/// A switch: one signal of some charts, set by radio buttons or, where there are many words, by a menu.
struct PageControl: Sendable {
    struct Choice: Hashable, Sendable {
        var value: String
        var label: String
    }

    var legend: String
    var signal: String
    /// Sections whose charts it sets.
    var charts: [String]
    var choices: [Choice]
    var isMenu: Bool { choices.count > 6 }
}

/// A table that can be opened below its chart.
struct PageTable: Sendable {
    var summary: String
    var report: Report
    /// Open from the start, where there is no chart above it.
    var isOpen = false
}

/// Something to be said of the network, with its reason.
struct PageFinding: Hashable, Sendable {
    var heading: String
    var identifier: String
    var details: [PageFact]
}

/// A text whose lines the layers came from.
struct SourceLines: Sendable {
    var name: String
    var lines: [String]
}

/// Texts that are mostly the same.
struct VariantTexts: Sendable {
    var base: [String]
    /// By `key`: line numbers from 0 with what stands there instead; the whole text where the lines do not match.
    var variants: [(key: Int, text: Variant)]

    enum Variant: Sendable {
        case changes([(line: Int, text: String)])
        case whole(String)
    }

    var json: JSONValue {
        let list = variants.map { key, text -> JSONMember in
            switch text {
            case .changes(let lines):
                JSONMember(
                    "\(key)", .array(lines.map { .array([.integer($0.line), .string($0.text)]) }))
            case .whole(let text): JSONMember("\(key)", .string(text))
            }
        }
        return ["base": .array(base.map { .string($0) }), "variants": .object(list)]
    }
}

/// Rows that charts draw, in columns so that no name is written twice.
struct DataSet: Sendable {
    var name: String
    var columns: [String]
    private(set) var rows: [JSONValue] = []

    init(_ name: String, columns: [String]) {
        self.name = name
        self.columns = columns
    }

    /// - Precondition: one value a column.
    mutating func append(_ values: [JSONValue]) {
        precondition(values.count == columns.count, "\(values.count) values for \(columns.count) columns")
        rows.append(.array(values))
    }

    var isEmpty: Bool { rows.isEmpty }

    var json: JSONMember {
        JSONMember(name, ["columns": .array(columns.map { .string($0) }), "rows": .array(rows)])
    }
}
