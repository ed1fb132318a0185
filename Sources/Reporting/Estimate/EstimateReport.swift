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
        if times != nil { columns += TimeColumns.columns(namesKernel: rows == .layer) }
        if namesNetwork { columns.insert(Column("network", heading: "network", importance: .high), at: 0) }
        var report = Report(title: title, columns: columns)
        func row(_ head: [CellValue], _ position: Int, _ costs: LayerCost, _ time: [CellValue]) -> [CellValue] {
            var cells = head + CostColumns.additive(costs)
            cells.insert(share(costs), at: position)
            cells += time
            if namesNetwork { cells.insert(.text(network.name), at: 0) }
            return cells
        }
        switch rows {
        case .layer:
            for (index, (layer, costs)) in zip(network.layers, cost.layers).enumerated() {
                let head: [CellValue] = [
                    .text(layer.name), .text(layer.operation.keyWord), .text(layer.output.description),
                ]
                report.append(row(head, 4, costs, times.map { TimeColumns.cells($0.layers.layers[index]) } ?? []))
            }
            let time = times.map { TimeColumns.cells($0.layers.total, namesKernel: true) } ?? []
            report.appendTotal(row(["total", nil, nil], 4, cost.total, time))
        case .stage, .kind:
            let grouping: Grouping = rows == .stage ? .stage : .kind
            for (subtotal, group) in zip(cost.subtotals(by: grouping, of: network), network.groups(by: grouping)) {
                let name = subtotal.name ?? "(outside any stage)"
                let time = times.map { TimeColumns.cells($0.layers.sum(of: group.layers), namesKernel: false) } ?? []
                report.append(row([.text(name), .integer(subtotal.layerCount)], 3, subtotal.cost, time))
            }
            let time = times.map { TimeColumns.cells($0.layers.total, namesKernel: false) } ?? []
            report.appendTotal(row(["total", .integer(network.layers.count)], 3, cost.total, time))
        }
        report.notes = [summary(precision)] + (times.map { TimeColumns.notes($0.layers, of: network) + $0.notes } ?? [])
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
