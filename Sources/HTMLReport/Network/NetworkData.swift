import CostAnalysis
import LatencyModel
import NetworkIR
import Reporting

/// What the charts of a network's page draw, a row a run of layers; its key is the run's place.
extension NetworkPage {
    var layerData: DataSet {
        var data = DataSet(
            "layers",
            columns: [
                "key", "name", "output", "stage", "macs", "params", "memory", "maps", "time", "line", "lane", "tip",
            ])
        for (row, run) in runs.all.enumerated() {
            let cost = costs[row]
            let moment = mostHeld(in: run)
            data.append([
                .integer(row), .string(name(of: run)), .string(network.layers[run.upperBound - 1].output.description),
                .integer(groups.colour[run.lowerBound]), .integer(cost.macs.count), .integer(cost.params.count),
                .integer(moment.held), .integer(moment.maps.count), .optional(milliseconds(run)),
                .integer(network.layers[run.lowerBound].line), .integer(graph.lanes[row]), .string(tip(of: row)),
            ])
        }
        return data
    }

    func name(of run: Range<Int>) -> String {
        let first = network.layers[run.lowerBound].name
        return run.count == 1 ? first : "\(first) … \(network.layers[run.upperBound - 1].name)"
    }

    /// The moment of the run at which most is held.
    func mostHeld(in run: Range<Int>) -> MemoryMoment {
        run.map { memory[$0] }.max { $0.held < $1.held } ?? memory[run.lowerBound]
    }

    /// nil where no layer's time is known; a fused or free one takes none of its own.
    func milliseconds(_ layers: some Sequence<Int>) -> Double? {
        guard hasTimes, let times = estimate.times?.layers.layers else { return nil }
        let known = layers.map { times[$0].estimate }.filter { $0.source != .none }
        return known.isEmpty ? nil : known.reduce(0) { $0 + $1.nanoseconds } / 1e6
    }

    /// A run in one line.
    private func tip(of row: Int) -> String {
        let run = runs.all[row]
        let layer = network.layers[run.lowerBound]
        let output = "output \(network.layers[run.upperBound - 1].output)"
        var parts = [
            run.count == 1
                ? "\(layer.name): \(layer.operation.keyWord), \(output)"
                : "\(name(of: run)): \(run.count) layers, \(output)",
            FormattedNumber.count(costs[row].macs.count, unit: "MACs", .short).text,
            FormattedNumber.count(costs[row].params.count, unit: "", .short).text + " params",
            (run.count == 1 ? "" : "at most ") + FormattedNumber.bytes(mostHeld(in: run).held, .short).text + " held",
        ]
        if hasTimes { parts.append(timeText(of: run)) }
        if let stage = layer.stage { parts.append("stage \(network.stages[stage])") }
        if layer.line > 0 { parts.append("line \(layer.line)") }
        return parts.joined(separator: ", ")
    }

    private func timeText(of run: Range<Int>) -> String {
        let total = milliseconds(run).map { FormattedNumber.duration(seconds: $0 / 1e3).text }
        guard run.count == 1, let time = estimate.times?.layers.layers[run.lowerBound].estimate else {
            return total ?? "time unknown"
        }
        return switch time.source {
        case .measured, .predicted, .borrowed: "\(total ?? "") \(time.source.rawValue)"
        case .fused: "fused into the kernel before it"
        case .free: "takes no time"
        case .none: "time unknown"
        }
    }

    /// One row a stage or kind; memory is the most that is held in it, everything else a sum.
    var stageData: DataSet {
        var data = DataSet("stages", columns: ["key", "name", "stage", "macs", "params", "memory", "time", "tip"])
        let subtotals = cost.subtotals(by: groups.grouping, of: network)
        for (position, (group, subtotal)) in zip(groups.all, subtotals.map(\.cost)).enumerated() {
            let name = LayerGroups.name(group.name)
            let held = group.layers.map { memory[$0].held }.max() ?? 0
            let time = milliseconds(group.layers)
            let tip =
                "\(name): \(FormattedNumber.count(subtotal.macs.count, unit: "MACs", .short).text), "
                + "\(FormattedNumber.count(subtotal.params.count, unit: "", .short).text) params, at most "
                + "\(FormattedNumber.bytes(held, .short).text) held, \(FormattedNumber.counted(group.layers.count, "layer"))"
                + (time.map { ", \(FormattedNumber.duration(seconds: $0 / 1e3).text)" } ?? "")
            data.append([
                .integer(position), .string(name), .integer(group.layers.first.map { groups.colour[$0] } ?? 0),
                .integer(subtotal.macs.count), .integer(subtotal.params.count), .integer(held), .optional(time),
                .string(tip),
            ])
        }
        return data
    }

    /// Rows of one stage that follow each other, for the names below the bars.
    var spanData: DataSet {
        var data = DataSet("spans", columns: ["first", "last", "stage", "name"])
        guard groups.grouping == .stage else { return data }
        func stage(_ row: Int) -> Int? { network.layers[runs.all[row].lowerBound].stage }
        var start = 0
        for row in runs.all.indices {
            guard row + 1 == runs.all.count || stage(row + 1) != stage(row) else { continue }
            data.append([
                .integer(start), .integer(row), .integer(groups.colour[runs.all[row].lowerBound]),
                .string(stage(row).map { network.stages[$0] } ?? ""),
            ])
            start = row + 1
        }
        return data
    }

    /// What does arithmetic, by intensity; see `rooflineSection` for the other axis.
    var rooflineData: DataSet {
        var data = DataSet("points", columns: ["key", "stage", "intensity", "rate", "tip"])
        for point in rooflinePoints {
            let run = runs.all[point.row]
            let tip =
                "\(name(of: run)): \(FormattedNumber.rate(point.intensity, unit: "FLOP/byte").text), "
                + "\(FormattedNumber.rate(point.rate * 1e9, unit: "FLOP/s").text)"
                + (hasTimes ? "" : " at most")
            data.append([
                .integer(point.row), .integer(groups.colour[run.lowerBound]), .number(point.intensity),
                .number(point.rate), .string(tip),
            ])
        }
        return data
    }

    /// Intensity in FLOP/byte, rate in GFLOP/s; empty without a machine and without times.
    var rooflinePoints: [(row: Int, intensity: Double, rate: Double)] {
        runs.all.indices.compactMap { row in
            guard let intensity = costs[row].intensity, intensity > 0 else { return nil }
            if hasTimes {
                guard let time = milliseconds(runs.all[row]), time > 0 else { return nil }
                return (row, intensity, Double(costs[row].flops.count) / time / 1e6)
            }
            return ceilings.map { (row, intensity, $0.attainable(at: intensity)) }
        }
    }

    /// The machine's roof over the intensities of the points; empty where there is no machine or no point.
    var roof: [(intensity: Double, gigaflops: Double)] {
        let intensities = rooflinePoints.map(\.intensity)
        guard let ceilings, let low = intensities.min(), let high = intensities.max() else { return [] }
        return ceilings.roof(over: low...high)
    }

    var roofData: DataSet {
        var data = DataSet("roof", columns: ["intensity", "rate"])
        for point in roof { data.append([.number(point.intensity), .number(point.gigaflops)]) }
        return data
    }

    /// Row -1 is the network's input.
    var edgeData: DataSet {
        var data = DataSet("edges", columns: ["source", "target", "from", "to"])
        for edge in graph.edges {
            data.append([
                .integer(edge.source ?? -1), .integer(edge.target), .integer(edge.from), .integer(edge.to),
            ])
        }
        return data
    }
}

extension MemoryMoment {
    /// Bytes.
    var held: Int { maps.count + weights.count }
}
