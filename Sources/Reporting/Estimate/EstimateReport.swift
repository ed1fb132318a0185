import CostAnalysis
import NetworkIR

extension NetworkEstimate {
    /// The costs of one network by layer, stage or kind, with the totals that they sum to.
    ///
    /// - Parameters:
    ///   - namesNetwork: adds a column with the network's name, for files that hold several.
    ///   - precision: of the numbers in the closing note.
    public func report(
        by rows: EstimateRows, namesNetwork: Bool = false, precision: NumberPrecision = .short
    ) -> Report {
        var columns = CostColumns.additive
        switch rows {
        case .layer:
            columns =
                [
                    Column("layer", heading: "layer", importance: .essential),
                    Column("kind", heading: "kind", importance: .low),
                    Column("output", heading: "output", importance: .normal),
                ] + columns
        case .stage, .kind:
            columns =
                [
                    Column(rows.rawValue, heading: rows.rawValue, importance: .essential),
                    Column("layers", heading: "layers", .ordinal, importance: .low),
                ] + columns
        }
        columns.insert(Column("share", heading: "of MACs", .share, importance: .normal), at: rows == .layer ? 4 : 3)
        if namesNetwork { columns.insert(Column("network", heading: "network", importance: .high), at: 0) }
        var report = Report(title: title, columns: columns)
        func row(_ head: [CellValue], _ position: Int, _ costs: LayerCost) -> [CellValue] {
            var cells = head + CostColumns.additive(costs)
            cells.insert(share(costs), at: position)
            if namesNetwork { cells.insert(.text(network.name), at: 0) }
            return cells
        }
        switch rows {
        case .layer:
            for (layer, costs) in zip(network.layers, cost.layers) {
                let head: [CellValue] = [
                    .text(layer.name), .text(layer.operation.keyWord), .text(layer.output.description),
                ]
                report.append(row(head, 4, costs))
            }
            report.appendTotal(row(["total", nil, nil], 4, cost.total))
        case .stage, .kind:
            for subtotal in cost.subtotals(by: rows == .stage ? .stage : .kind, of: network) {
                let name = subtotal.name ?? "(outside any stage)"
                report.append(row([.text(name), .integer(subtotal.layerCount)], 3, subtotal.cost))
            }
            report.appendTotal(row(["total", .integer(network.layers.count)], 3, cost.total))
        }
        report.notes = [summary(precision)]
        return report
    }

    private func share(_ costs: LayerCost) -> CellValue {
        cost.total.macs.count == 0 ? nil : .number(Double(costs.macs.count) / Double(cost.total.macs.count))
    }

    /// What does not add up along the rows, in one sentence.
    func summary(_ precision: NumberPrecision) -> String {
        let memory = FormattedNumber.bytes(cost.peakMemory.count, precision).text
        let at = cost.peakLayer.map { " (at \(network.layers[$0].name))" } ?? ""
        let reach = cost.receptiveFieldSize
        return "counted: peak memory \(memory)\(at), depth \(cost.total.depth) convolutions, receptive field "
            + "\(reach.height)x\(reach.width) pixels"
    }
}
