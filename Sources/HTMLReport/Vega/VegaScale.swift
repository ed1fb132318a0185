import Reporting

/// From values to places, or to colours.
struct VegaScale: Sendable {
    enum Kind: String, Sendable {
        case linear, log, band, point, ordinal, utc
    }

    enum Domain: Sendable {
        case field(String, of: String)
        case fields([(field: String, data: String)])
        case values([JSONValue])
    }

    enum Range: Sendable {
        case width
        case height
        /// Top to bottom.
        case descending
        case colours
        case markers
    }

    var name: String
    var kind: Kind
    var domain: Domain
    var range: Range
    var padding: Double?
    /// Ends on round numbers.
    var isNice = false
    /// Begins at zero.
    var hasZero = false

    var json: JSONValue {
        var members = [JSONMember("name", .string(name)), JSONMember("type", .string(kind.rawValue))]
        switch domain {
        case .field(let field, let data):
            members.append(JSONMember("domain", ["data": .string(data), "field": .string(field)]))
        case .fields(let fields):
            let list = fields.map {
                JSONValue.object([JSONMember("data", .string($0.data)), JSONMember("field", .string($0.field))])
            }
            members.append(JSONMember("domain", ["fields": .array(list)]))
        case .values(let values): members.append(JSONMember("domain", .array(values)))
        }
        switch range {
        case .width: members.append(JSONMember("range", "width"))
        case .height: members.append(JSONMember("range", "height"))
        case .descending: members.append(JSONMember("range", [0, ["signal": "height"]]))
        case .colours:
            let colours = Palette.light.series.indices.map { JSONValue.string(ChartColour.series($0).css) }
            members.append(JSONMember("range", .array(colours)))
        case .markers:
            members.append(JSONMember("range", .array(Marker.allCases.map { .string($0.path) })))
        }
        if let padding { members.append(JSONMember("padding", .number(padding))) }
        if isNice { members.append(JSONMember("nice", true)) }
        if kind == .linear { members.append(JSONMember("zero", .bool(hasZero))) }
        return .object(members)
    }
}

struct VegaAxis: Sendable {
    enum Side: String, Sendable {
        case left, bottom, top
    }

    var side: Side
    var scale: String
    var title: String?
    /// The title as an expression, where it follows a switch.
    var titleExpression: String?
    /// A label's text as an expression over `datum.value`.
    var label: String?
    var hasGrid = false
    var hasLabels = true
    /// About so many labels.
    var tickCount: Int?
    /// The most pixels of a label.
    var labelLimit: Int?

    var json: JSONValue {
        var members = [
            JSONMember("orient", .string(side.rawValue)), JSONMember("scale", .string(scale)),
            JSONMember("grid", .bool(hasGrid)), JSONMember("labels", .bool(hasLabels)),
            JSONMember("ticks", .bool(hasLabels)), JSONMember("labelOverlap", "greedy"),
            JSONMember("labelSeparation", side == .left ? 0 : 6), JSONMember("aria", false),
        ]
        // Words near an end stand inside of it: beyond it they would narrow the plot, until they no longer fit and go.
        if side == .bottom { members.append(JSONMember("labelFlush", 20)) }
        if let title { members.append(JSONMember("title", .string(title))) }
        if let titleExpression { members.append(JSONMember("title", ["signal": .string(titleExpression)])) }
        if let tickCount { members.append(JSONMember("tickCount", .integer(tickCount))) }
        if let labelLimit { members.append(JSONMember("labelLimit", .integer(labelLimit))) }
        if let label {
            members.append(JSONMember("encode", ["labels": ["update": ["text": ["signal": .string(label)]]]]))
        }
        return .object(members)
    }
}

extension VegaScale {
    /// A logarithmic scale with room at both ends.
    ///
    /// - Parameter range: above zero.
    static func logarithmic(_ name: String, over range: ClosedRange<Double>, _ side: Range) -> VegaScale {
        VegaScale(
            name: name, kind: .log,
            domain: .values([.number(range.lowerBound / 1.3), .number(range.upperBound * 1.3)]),
            range: side)
    }
}

extension VegaAxis {
    /// An axis of a logarithmic scale: words at every digit, at 1, 2 and 5, at each decade or at every other, as a decade
    /// has room for.
    static func logarithmic(_ side: Side, scale: String, title: String) -> VegaAxis {
        let decade = "floor(log(datum.value) / LN10 + 1e-9)"
        let digit = "round(datum.value / pow(10, \(decade)))"
        let length = side == .left ? "height" : "width"
        let room = "\(length) * LN10 / log(domain('\(scale)')[1] / domain('\(scale)')[0])"
        let (all, some, one) = side == .left ? (200, 50, 20) : (500, 110, 40)
        let isShown =
            "\(room) >= \(all) || \(digit) == 1 && (\(room) >= \(one) || \(decade) % 2 == 0) || "
            + "\(room) >= \(some) && indexof([2, 5], \(digit)) >= 0"
        return VegaAxis(
            side: side, scale: scale, title: title, label: "\(isShown) ? format(datum.value, '.3~g') : ''",
            hasGrid: true)
    }
}
