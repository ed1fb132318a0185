import Reporting

/// What a channel of a mark is set to (Vega's value references).
indirect enum VegaValue: Sendable {
    case constant(JSONValue)
    /// A Vega expression, evaluated for each item.
    case signal(String)
    case field(String)
    case scaledField(String, scale: String)
    case scaledConstant(JSONValue, scale: String)
    case scaledSignal(String, scale: String)
    /// A part of a band scale's band.
    case band(Double, scale: String)
    /// The centre of the band that a field falls into.
    case bandCentre(String, scale: String)
    /// `then` where the expression holds, else `otherwise`.
    case when(String, VegaValue, otherwise: VegaValue)

    static func colour(_ colour: ChartColour) -> VegaValue { .constant(.string(colour.css)) }
    static func number(_ value: Double) -> VegaValue { .constant(.number(value)) }

    var json: JSONValue {
        let cases = self.cases
        guard cases.count > 1 else { return .object(cases[0]) }
        return .array(cases.map { .object($0) })
    }

    /// One reference a condition, the last without one.
    private var cases: [[JSONMember]] {
        switch self {
        case .constant(let value): [[JSONMember("value", value)]]
        case .signal(let expression): [[JSONMember("signal", .string(expression))]]
        case .field(let name): [[JSONMember("field", .string(name))]]
        case .scaledField(let name, let scale):
            [[JSONMember("scale", .string(scale)), JSONMember("field", .string(name))]]
        case .scaledConstant(let value, let scale): [[JSONMember("scale", .string(scale)), JSONMember("value", value)]]
        case .scaledSignal(let expression, let scale):
            [[JSONMember("scale", .string(scale)), JSONMember("signal", .string(expression))]]
        case .band(let part, let scale): [[JSONMember("scale", .string(scale)), JSONMember("band", .number(part))]]
        case .bandCentre(let name, let scale):
            [[JSONMember("scale", .string(scale)), JSONMember("field", .string(name)), JSONMember("band", 0.5)]]
        case .when(let test, let value, let otherwise):
            value.cases.map { [JSONMember("test", .string(test))] + $0 } + otherwise.cases
        }
    }
}

/// The channels of marks that our charts set.
enum VegaChannel: String, Sendable {
    case x, x2, y, y2, width, height, path
    case fill, stroke, strokeWidth, strokeDash, strokeOpacity, fillOpacity, opacity
    case size, shape, text, align, baseline, angle, limit, dx, dy, fontSize, fontWeight
    case interpolate, cursor
}

/// The kinds of marks that our charts draw.
enum VegaMarkKind: String, Sendable {
    case rect, symbol, line, area, rule, text, path, group
}

/// Marks of one kind, one an item of their data.
struct VegaMark: Sendable {
    var kind: VegaMarkKind
    var name: String
    /// A data set; one item without any where nil.
    var data: String?
    /// A field that splits the data into a group a value: what a line is drawn for.
    var splitBy: String?
    /// Whether the pointer over an item picks its `key`.
    var isPicking = false
    var channels: [(VegaChannel, VegaValue)]

    /// The name by which events and tests find them: not the data's own, as Vega keeps both in one space of names.
    var markName: String { "\(name)-marks" }

    var json: JSONValue {
        guard let data, let splitBy else { return .object(members(from: data)) }
        let part = "\(name)-part"
        return [
            "type": "group", "aria": false, "interactive": .bool(isPicking),
            "from": ["facet": ["name": .string(part), "data": .string(data), "groupby": .string(splitBy)]],
            "marks": .array([.object(members(from: part))]),
        ]
    }

    private func members(from source: String?) -> [JSONMember] {
        var members = [
            JSONMember("type", .string(kind.rawValue)), JSONMember("name", .string(markName)),
            JSONMember("aria", false),
            JSONMember("interactive", .bool(isPicking)),
        ]
        if let source { members.append(JSONMember("from", ["data": .string(source)])) }
        let update = JSONValue.object(channels.map { JSONMember($0.0.rawValue, $0.1.json) })
        members.append(JSONMember("encode", ["update": update]))
        return members
    }
}
