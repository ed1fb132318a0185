import CostAnalysis
import NetworkIR

/// What another tool prints for a network, and the terms in which it differs from ours.
public enum ConventionReport {
    /// One table a number: ours, each term, and the tool's.
    ///
    /// - Parameter namesNumber: says network and quantity in every row, and the tool's number in one of its own, for files that
    ///   hold several tables and no totals.
    public static func report(_ count: ConventionCount, of network: String, namesNumber: Bool = false) -> Report {
        let unit = count.quantity == .macs ? "MACs" : "FLOPs"
        let convention = count.convention
        var columns = [
            Column("term", heading: "term", importance: .essential),
            Column("amount", heading: "amount", .count(unit: unit), importance: .essential),
            Column("layers", heading: "layers", .ordinal, importance: .low),
            Column("rule", heading: "rule", importance: .normal),
        ]
        if namesNumber {
            columns = [Column("network", heading: "network"), Column("quantity", heading: "quantity")] + columns
        }
        var report = Report(
            title: "\(network): \(convention.label) as counted by \(convention.source)", columns: columns)
        var rows: [[CellValue]] = [
            [.text("ours"), .integer(count.ours), nil, .text(CostMetric(count.quantity).definition)]
        ]
        rows += count.terms.map {
            [.text($0.name.rawValue), .integer($0.amount), .integer($0.layerCount), .text($0.rule)]
        }
        let result: [CellValue] = [.text(convention.rawValue), .integer(count.value), nil, nil]
        guard namesNumber else {
            for row in rows { report.append(row) }
            report.appendTotal(result)
            return report
        }
        for row in rows + [result] { report.append([.text(network), .text(count.quantity.rawValue)] + row) }
        return report
    }

    /// The numbers of one network as a document.
    public static func json(_ counts: [ConventionCount], of network: String, file: String) -> JSONValue {
        let numbers = counts.map { count -> JSONValue in
            let terms = count.terms.map { term -> JSONValue in
                [
                    "term": .string(term.name.rawValue), "amount": .integer(term.amount),
                    "layers": .integer(term.layerCount), "rule": .string(term.rule),
                ]
            }
            return [
                "quantity": .string(count.quantity.rawValue), "value": .integer(count.value),
                "ours": .integer(count.ours), "terms": .array(terms),
            ]
        }
        return [
            "name": .string(network), "file": .string(file),
            "convention": .optional(counts.first?.convention.rawValue),
            "source": .optional(counts.first?.convention.source), "counts": .array(numbers),
        ]
    }
}

extension CostMetric {
    init(_ quantity: ConventionQuantity) {
        switch quantity {
        case .macs: self = .macs
        case .flops: self = .flops
        }
    }
}
