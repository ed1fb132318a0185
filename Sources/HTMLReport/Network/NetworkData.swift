import CostAnalysis
import LatencyModel
import NetworkIR
import Reporting

extension NetworkPage {
    /// One row a layer, for all charts.
    func layerData(_ shown: [Int]) -> DataSet {
        let graph = GraphLayout(of: network)
        var data = DataSet(
            "layers",
            columns: [
                "key", "row", "name", "kind", "output", "stage", "macs", "params", "memory", "maps", "time", "line",
                "lane",
                "tip",
            ])
        for (row, index) in shown.enumerated() {
            let layer = network.layers[index]
            let moment = memory[index]
            data.append([
                .integer(index), .integer(row), .string(layer.name), .string(layer.operation.keyWord),
                .string(layer.output.description), .integer(colourIndex(of: layer.stage)),
                .integer(cost.layers[index].macs.count), .integer(cost.layers[index].params.count),
                .integer(moment.maps.count + moment.weights.count), .integer(moment.maps.count),
                .optional(milliseconds(index)), .integer(layer.line), .integer(graph.lanes[index]),
                .string(tip(of: index)),
            ])
        }
        return data
    }

    /// Colours by stage; the layers outside of any share the grey one.
    func colourIndex(of stage: Int?) -> Int {
        let colours = Palette.light.series.count - 1
        return stage.map { $0 % colours } ?? colours
    }

    /// nil where the layer's time is not known; a fused or free one takes none of its own.
    func milliseconds(_ index: Int) -> Double? {
        guard hasTimes, let estimate = estimate.times?.layers.layers[index].estimate, estimate.source != .none else {
            return nil
        }
        return estimate.nanoseconds / 1e6
    }

    /// A layer in one line.
    private func tip(of index: Int) -> String {
        let layer = network.layers[index]
        let costs = cost.layers[index]
        var parts = [
            "\(layer.name): \(layer.operation.keyWord), output \(layer.output)",
            FormattedNumber.count(costs.macs.count, unit: "MACs", .short).text,
            FormattedNumber.count(costs.params.count, unit: "", .short).text + " params",
            FormattedNumber.bytes(memory[index].maps.count + memory[index].weights.count, .short).text + " held",
        ]
        if hasTimes, let time = estimate.times?.layers.layers[index].estimate {
            switch time.source {
            case .measured, .predicted, .borrowed:
                parts.append(
                    "\(FormattedNumber.duration(seconds: time.nanoseconds / 1e9).text) \(time.source.rawValue)")
            case .fused: parts.append("fused into the kernel before it")
            case .free: parts.append("takes no time")
            case .none: parts.append("time unknown")
            }
        }
        if layer.line > 0 { parts.append("line \(layer.line)") }
        return parts.joined(separator: ", ")
    }

    /// One row a stage; memory is the most that is held in it, everything else a sum.
    var stageData: DataSet {
        var data = DataSet("stages", columns: ["key", "name", "stage", "macs", "params", "memory", "time", "tip"])
        for (position, group) in network.groups(by: .stage).enumerated() {
            let subtotal = stageSubtotals[position].cost
            let name = group.name ?? "(outside any stage)"
            let held = group.layers.map { memory[$0].maps.count + memory[$0].weights.count }.max() ?? 0
            let times = group.layers.compactMap { milliseconds($0) }
            let tip =
                "\(name): \(FormattedNumber.count(subtotal.macs.count, unit: "MACs", .short).text), "
                + "\(FormattedNumber.count(subtotal.params.count, unit: "", .short).text) params, at most "
                + "\(FormattedNumber.bytes(held, .short).text) held, \(group.layers.count) layers"
                + (hasTimes ? ", \(FormattedNumber.duration(seconds: times.reduce(0, +) / 1e3).text)" : "")
            data.append([
                .integer(position), .string(name),
                .integer(colourIndex(of: group.layers.first.flatMap { network.layers[$0].stage })),
                .integer(subtotal.macs.count), .integer(subtotal.params.count), .integer(held),
                hasTimes ? .number(times.reduce(0, +)) : .null, .string(tip),
            ])
        }
        return data
    }

    private var stageSubtotals: [Subtotal] { cost.subtotals(by: .stage, of: network) }

    /// Runs of shown layers of one stage, for the names below the bars.
    func spanData(_ shown: [Int]) -> DataSet {
        var data = DataSet("spans", columns: ["first", "last", "stage", "name"])
        var start = 0
        for row in shown.indices {
            let stage = network.layers[shown[row]].stage
            let isLast = row + 1 == shown.count || network.layers[shown[row + 1]].stage != stage
            guard isLast else { continue }
            data.append([
                .integer(start), .integer(row), .integer(colourIndex(of: stage)),
                .string(stage.map { network.stages[$0] } ?? ""),
            ])
            start = row + 1
        }
        return data
    }

    /// Layers that do arithmetic, by intensity; see `rooflineMeaning` for the other axis.
    func rooflineData(_ shown: [Int]) -> DataSet {
        var data = DataSet("points", columns: ["key", "stage", "intensity", "rate", "tip"])
        for point in rooflinePoints(shown) {
            let layer = network.layers[point.layer]
            let tip =
                "\(layer.name): \(FormattedNumber.rate(point.intensity, unit: "FLOP/byte").text), "
                + "\(FormattedNumber.rate(point.rate * 1e9, unit: "FLOP/s").text)"
                + (isTimed ? "" : " at most")
            data.append([
                .integer(point.layer), .integer(colourIndex(of: layer.stage)), .number(point.intensity),
                .number(point.rate), .string(tip),
            ])
        }
        return data
    }

    /// True where the roofline's points are times that were measured or predicted, not bounds.
    var isTimed: Bool { hasTimes }

    /// Intensity in FLOP/byte, rate in GFLOP/s; empty without a machine and without times.
    func rooflinePoints(_ shown: [Int]) -> [(layer: Int, intensity: Double, rate: Double)] {
        shown.compactMap { index in
            let costs = cost.layers[index]
            guard let intensity = costs.intensity, intensity > 0 else { return nil }
            if isTimed {
                guard let time = milliseconds(index), time > 0 else { return nil }
                return (index, intensity, Double(costs.flops.count) / time / 1e6)
            }
            return ceilings.map { (index, intensity, $0.attainable(at: intensity)) }
        }
    }

    /// The machine's roof over the intensities of the points; empty where there is no machine or no point.
    func roof(_ shown: [Int]) -> [(intensity: Double, gigaflops: Double)] {
        let intensities = rooflinePoints(shown).map(\.intensity)
        guard let ceilings, let low = intensities.min(), let high = intensities.max() else { return [] }
        return ceilings.roof(over: low...high)
    }

    func roofData(_ shown: [Int]) -> DataSet {
        var data = DataSet("roof", columns: ["intensity", "rate"])
        for point in roof(shown) { data.append([.number(point.intensity), .number(point.gigaflops)]) }
        return data
    }

    /// Edges between layers that are shown, as paths in the graph's pixels.
    func edgeData(_ shown: [Int]) -> DataSet {
        var data = DataSet("edges", columns: ["path"])
        let rows = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
        for edge in GraphLayout(of: network).edges {
            guard let target = rows[edge.target] else { continue }
            let source = edge.source.map { rows[$0] } ?? -1
            guard let source else { continue }
            let (x, y) = (GraphGeometry.x(lane: edge.from), GraphGeometry.y(row: source))
            let (endX, endY) = (GraphGeometry.x(lane: edge.to), GraphGeometry.y(row: target))
            let turn = endY - GraphGeometry.rowHeight
            data.append([
                .string(x == endX ? "M\(x),\(y)V\(endY)" : "M\(x),\(y)V\(turn)L\(endX),\(endY)")
            ])
        }
        return data
    }
}

/// Pixels of the drawn graph.
enum GraphGeometry {
    static let rowHeight = 16
    static let laneWidth = 14

    static func x(lane: Int) -> Int { 8 + lane * laneWidth }
    /// Row -1 is the network's input.
    static func y(row: Int) -> Int { 8 + (row + 1) * rowHeight }
}
