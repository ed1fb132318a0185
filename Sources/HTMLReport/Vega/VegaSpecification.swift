import Reporting

/// A chart as Vega reads it (https://vega.github.io/vega/docs/specification/), as far as our charts go.
///
/// The page gives a chart its width, and lays it out anew at every switch, which makes other words at the axes; data sets without a source are the page's own of that name.
struct VegaSpecification: Sendable {
    /// Pixels of the plotting area; an expression over signals where it depends on the data.
    var height: VegaHeight
    var signals: [VegaSignal] = []
    var data: [VegaData]
    var scales: [VegaScale]
    var axes: [VegaAxis]
    var marks: [VegaMark]

    var json: JSONValue {
        var members = [
            JSONMember("$schema", "https://vega.github.io/schema/vega/v5.json"),
            JSONMember("padding", 4), JSONMember("autosize", ["type": "fit-x", "contains": "padding"]),
        ]
        var signals = self.signals
        switch height {
        case .pixels(let pixels): members.append(JSONMember("height", .integer(pixels)))
        case .expression(let expression): signals.append(VegaSignal("height", .computed(expression)))
        }
        if let picking = marks.first(where: \.isPicking) {
            signals.append(VegaSignal("picked", .picked(over: picking.markName)))
            signals.append(VegaSignal("chosen", .chosen(over: picking.markName)))
        }
        members += [
            JSONMember("signals", .array(signals.map(\.json))), JSONMember("data", .array(data.map(\.json))),
            JSONMember("scales", .array(scales.map(\.json))), JSONMember("axes", .array(axes.map(\.json))),
            JSONMember("marks", .array(marks.map(\.json))),
        ]
        return .object(members)
    }
}

enum VegaHeight: Sendable {
    case pixels(Int)
    case expression(String)
}

/// A named value that charts react to.
struct VegaSignal: Sendable {
    enum Value: Sendable {
        case constant(JSONValue)
        case computed(String)
        /// The `key` of the item under the pointer.
        case picked(over: String)
        /// The `key` of the item that was clicked.
        case chosen(over: String)
    }

    var name: String
    var value: Value

    init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    var json: JSONValue {
        switch value {
        case .constant(let value): ["name": .string(name), "value": value]
        case .computed(let expression): ["name": .string(name), "update": .string(expression)]
        case .picked(let mark):
            [
                "name": .string(name), "value": nil,
                "on": [["events": .string("@\(mark):mouseover,@\(mark):touchstart"), "update": "datum.key"]],
            ]
        case .chosen(let mark):
            [
                "name": .string(name), "value": nil,
                "on": [["events": .string("@\(mark):click"), "update": "datum.key", "force": true]],
            ]
        }
    }
}

/// A data set: the page's own of that name, or one derived of another.
struct VegaData: Sendable {
    var name: String
    var source: String?
    var transforms: [VegaTransform] = []

    init(_ name: String, from source: String? = nil, _ transforms: [VegaTransform] = []) {
        self.name = name
        self.source = source
        self.transforms = transforms
    }

    var json: JSONValue {
        var members = [JSONMember("name", .string(name))]
        if let source { members.append(JSONMember("source", .string(source))) }
        if !transforms.isEmpty { members.append(JSONMember("transform", .array(transforms.map(\.json)))) }
        return .object(members)
    }
}

enum VegaTransform: Sendable {
    case formula(String, as: String)
    case filter(String)
    case sort(by: String)

    var json: JSONValue {
        switch self {
        case .formula(let expression, let name):
            ["type": "formula", "expr": .string(expression), "as": .string(name)]
        case .filter(let expression): ["type": "filter", "expr": .string(expression)]
        case .sort(let field): ["type": "collect", "sort": ["field": .string(field)]]
        }
    }
}
