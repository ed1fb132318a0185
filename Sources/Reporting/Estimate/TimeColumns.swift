import LatencyModel
import NetworkIR

/// What an estimate says of times.
enum TimeColumns {
    /// - Parameter namesKernel: tells which algorithm takes that time.
    static func columns(namesKernel: Bool) -> [Column] {
        [
            Column("time_ms", heading: "time", .duration(.milliseconds), importance: .essential),
            Column("time_low_ms", heading: "from", .duration(.milliseconds), importance: .normal),
            Column("time_high_ms", heading: "to", .duration(.milliseconds), importance: .normal),
            Column("time_source", heading: "source", importance: .high),
        ] + (namesKernel ? [Column("algorithm", heading: "algorithm", importance: .low)] : [])
    }

    static func cells(_ layer: NetworkTimes.LayerTime) -> [CellValue] {
        cells(layer.estimate) + [layer.backend.isEmpty ? nil : .text("\(layer.backend)/\(layer.algorithm)")]
    }

    static func cells(_ estimate: TimeEstimate, namesKernel: Bool) -> [CellValue] {
        cells(estimate) + (namesKernel ? [nil] : [])
    }

    private static func cells(_ estimate: TimeEstimate) -> [CellValue] {
        let isKnown = estimate.hasTime
        return [estimate.nanoseconds, estimate.low, estimate.high].map { isKnown ? .number($0 / 1e6) : .missing }
            + [.text(estimate.source.rawValue)]
    }

    static func json(_ layer: NetworkTimes.LayerTime, of network: Network) -> JSONValue {
        var members = members(layer.estimate)
        if !layer.backend.isEmpty {
            members += [
                JSONMember("backend", .string(layer.backend)), JSONMember("algorithm", .string(layer.algorithm)),
            ]
        }
        if let carrier = layer.carrier {
            members.append(JSONMember("fused_into", .string(network.layers[carrier].name)))
        }
        return .object(members)
    }

    static func json(_ estimate: TimeEstimate) -> JSONValue { .object(members(estimate)) }

    private static func members(_ estimate: TimeEstimate) -> [JSONMember] {
        let isUnknown = estimate.source == .none
        func milliseconds(_ time: Double) -> JSONValue { isUnknown ? .null : .number(time / 1e6) }
        return [
            JSONMember("ms", milliseconds(estimate.nanoseconds)), JSONMember("low_ms", milliseconds(estimate.low)),
            JSONMember("high_ms", milliseconds(estimate.high)), JSONMember("source", .string(estimate.source.rawValue)),
        ]
    }

    /// Where the times come from, in a sentence; and what has none.
    static func notes(_ times: NetworkTimes, of network: Network) -> [String] {
        let counts = TimeSource.allCases.filter { times.count($0) > 0 }
            .map { "\(times.count($0)) \($0.explanation)" }
        var notes = ["times: " + counts.joined(separator: ", ")]
        notes += doubts(times, of: network)
        let unknown = times.unknownLayers(of: network)
        if !unknown.isEmpty {
            let known = FormattedNumber.duration(seconds: times.total.nanoseconds / 1e9).text
            notes.append(
                "No time is known for \(names(unknown))"
                    + (times.total.nanoseconds > 0
                        ? "; the others take \(known)." : "; 'archcost bench' and 'archcost calibrate' time kernels."))
        }
        return notes
    }

    /// What is to be said of times that little stands behind.
    private static func doubts(_ times: NetworkTimes, of network: Network) -> [String] {
        func layers(_ isMeant: (TimeEstimate) -> Bool) -> [String] {
            zip(network.layers, times.layers).filter { isMeant($1.estimate) }.map(\.0.name)
        }
        var notes: [String] = []
        let sparse = layers(\.isSparse)
        if !sparse.isEmpty {
            notes.append(
                "Few kernels stand behind the times of \(names(sparse)): fewer than \(TimeEstimate.fewestForInterval) of their sort, "
                    + "or with such a function behind them, were timed: too few for a 95 % interval; theirs are wide by rule."
            )
        }
        let short = layers(\.isTooShort)
        if !short.isEmpty {
            notes.append("Too short for the clock, under 1 µs: \(names(short)); their intervals begin at nothing.")
        }
        return notes
    }

    private static func names(_ layers: [String]) -> String {
        layers.prefix(5).joined(separator: ", ") + (layers.count > 5 ? " and \(layers.count - 5) more" : "")
    }
}

extension TimeEstimate {
    /// False where there is no number to show.
    fileprivate var hasTime: Bool {
        switch source {
        case .measured, .predicted, .borrowed: true
        case .fused, .free, .none: false
        }
    }
}

extension TimeSource {
    /// What the word means, as a note says it.
    fileprivate var explanation: String {
        switch self {
        case .measured: "measured"
        case .predicted: "predicted"
        case .borrowed: "borrowed from another machine"
        case .fused: "fused into other kernels"
        case .free: "free"
        case .none: "unknown"
        }
    }
}
