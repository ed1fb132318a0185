import NetworkIR
import Reporting

/// The charts of a network's page.
enum NetworkCharts {
    /// A number of the metric that is switched on, as people read it.
    static func label(_ value: String, memory unit: String) -> String {
        "metric == 'memory' ? format(\(value), '.3~r') + ' \(unit)' : metric == 'time' ? format(\(value), '.3~r') + ' ms' : "
            + "format(\(value), '.3~s')"
    }

    static let metricTitle =
        "{macs: 'MACs', params: 'parameters', memory: 'held while it runs', time: 'time'}[metric]"

    /// The metric's number in the unit of its axis, so that round numbers are round there.
    private static func value(_ unit: MemoryUnit) -> String {
        "metric == 'memory' ? datum.memory / \(unit.bytes) : datum[metric]"
    }

    private static let metric = VegaSignal("metric", .constant("macs"))

    static let colour = VegaScale(
        name: "colour", kind: .ordinal,
        domain: .values(Palette.light.series.indices.map { .integer($0) }), range: .colours)

    /// Picked items are drawn in ink.
    static func fill(_ colour: VegaValue) -> VegaValue {
        .when("datum.key === picked", .colour(.ink), otherwise: colour)
    }

    /// Points show where they lie over each other, and each has its full colour at its edge.
    static func pointColours(_ colour: VegaValue) -> [(VegaChannel, VegaValue)] {
        [
            (.fill, fill(colour)), (.fillOpacity, .number(0.5)), (.stroke, fill(colour)), (.strokeWidth, .number(1.5)),
        ]
    }

    static func layers(_ unit: MemoryUnit) -> VegaSpecification {
        VegaSpecification(
            height: .pixels(240), signals: [metric],
            data: [
                VegaData("layers"), VegaData("spans"),
                VegaData(
                    "bars", from: "layers", [.formula(value(unit), as: "value"), .filter("datum.value != null")]),
            ],
            scales: [
                VegaScale(name: "x", kind: .band, domain: .field("key", of: "layers"), range: .width, padding: 0.1),
                VegaScale(
                    name: "y", kind: .linear, domain: .field("value", of: "bars"), range: .height, isNice: true,
                    hasZero: true),
                colour,
            ],
            axes: [
                VegaAxis(
                    side: .left, scale: "y", titleExpression: metricTitle,
                    label: label("datum.value", memory: unit.name), hasGrid: true,
                    tickCount: 5)
            ],
            marks: [
                VegaMark(
                    kind: .rect, name: "bars", data: "bars",
                    channels: [
                        (.x, .scaledField("key", scale: "x")), (.width, .band(1, scale: "x")),
                        (.y, .scaledField("value", scale: "y")), (.y2, .scaledConstant(0, scale: "y")),
                        (.fill, fill(.scaledField("stage", scale: "colour"))),
                    ]),
                VegaMark(
                    kind: .rect, name: "spans", data: "spans",
                    channels: [
                        (.x, .scaledField("first", scale: "x")),
                        (.x2, .signal("scale('x', datum.last) + bandwidth('x')")),
                        (.y, .signal("height + 4")), (.height, .number(4)),
                        (.fill, .scaledField("stage", scale: "colour")),
                    ]),
                VegaMark(
                    kind: .text, name: "stage-names", data: "spans",
                    channels: [
                        (.x, .signal("(scale('x', datum.first) + scale('x', datum.last) + bandwidth('x')) / 2")),
                        (.y, .signal("height + 12")), (.baseline, .constant("top")), (.align, .constant("center")),
                        (.text, .field("name")), (.fontSize, .number(11)),
                        (.limit, .signal("scale('x', datum.last) + bandwidth('x') - scale('x', datum.first)")),
                        (.fill, .colour(.ink)),
                        // A name that would be two letters and dots is none.
                        (
                            .opacity,
                            .when(
                                "scale('x', datum.last) + bandwidth('x') - scale('x', datum.first) < 24", .number(0),
                                otherwise: .number(1))
                        ),
                    ]),
                columns("hits"),
            ])
    }

    static func stages(_ unit: MemoryUnit) -> VegaSpecification {
        VegaSpecification(
            height: .expression("length(data('stages')) * 24"), signals: [metric],
            data: [
                VegaData("stages"),
                VegaData(
                    "sums", from: "stages", [.formula(value(unit), as: "value"), .filter("datum.value != null")]),
            ],
            scales: [
                VegaScale(
                    name: "y", kind: .band, domain: .field("name", of: "stages"), range: .descending, padding: 0.2),
                VegaScale(
                    name: "x", kind: .linear, domain: .field("value", of: "sums"), range: .width, isNice: true,
                    hasZero: true),
                colour,
            ],
            axes: [
                VegaAxis(side: .left, scale: "y", labelLimit: 120),
                VegaAxis(
                    side: .bottom, scale: "x", titleExpression: metricTitle,
                    label: label("datum.value", memory: unit.name), hasGrid: true,
                    tickCount: 4),
            ],
            marks: [
                VegaMark(
                    kind: .rect, name: "sums", data: "sums", isPicking: true,
                    channels: [
                        (.x, .scaledConstant(0, scale: "x")), (.x2, .scaledField("value", scale: "x")),
                        (.y, .scaledField("name", scale: "y")), (.height, .band(1, scale: "y")),
                        (.fill, fill(.scaledField("stage", scale: "colour"))),
                    ])
            ])
    }

    /// - Parameters:
    ///   - intensities: the range to show, in FLOP/byte.
    ///   - rates: the range to show, in GFLOP/s.
    static func roofline(_ intensities: ClosedRange<Double>, _ rates: ClosedRange<Double>) -> VegaSpecification {
        .roofline(height: 320, intensities, rates, scales: [colour], points: points(size: 50))
    }

    private static func points(size: Double) -> VegaMark {
        VegaMark(
            kind: .symbol, name: "points", data: "points", isPicking: true,
            channels: [
                (.x, .scaledField("intensity", scale: "x")), (.y, .scaledField("rate", scale: "y")),
                (.size, .when("datum.key === picked", .number(size * 4), otherwise: .number(size))),
            ] + pointColours(.scaledField("stage", scale: "colour")))
    }

    /// A layer's whole column to point at, however low its bar is, which shows when it is picked.
    private static func columns(_ name: String) -> VegaMark {
        VegaMark(
            kind: .rect, name: name, data: "layers", isPicking: true,
            channels: [
                (.x, .scaledField("key", scale: "x")), (.width, .band(1, scale: "x")), (.y, .number(0)),
                (.y2, .signal("height")), (.fill, .colour(.ink)),
                (.fillOpacity, .when("datum.key === picked", .number(0.25), otherwise: .number(0))),
                (.stroke, .colour(.ink)),
                (.strokeOpacity, .when("datum.key === picked", .number(1), otherwise: .number(0))),
            ])
    }

    static func memory(_ unit: MemoryUnit) -> VegaSpecification {
        func bar(_ name: String, from bottom: VegaValue, to top: VegaValue, _ colour: ChartColour) -> VegaMark {
            VegaMark(
                kind: .rect, name: name, data: "held",
                channels: [
                    (.x, .scaledField("key", scale: "x")), (.width, .band(1, scale: "x")), (.y, top), (.y2, bottom),
                    (.fill, .colour(colour)),
                ])
        }
        return VegaSpecification(
            height: .pixels(200),
            data: [
                VegaData("layers"),
                VegaData(
                    "held", from: "layers",
                    [
                        .formula("datum.memory / \(unit.bytes)", as: "all"),
                        .formula("datum.maps / \(unit.bytes)", as: "some"),
                    ]),
            ],
            scales: [
                VegaScale(name: "x", kind: .band, domain: .field("key", of: "layers"), range: .width, padding: 0),
                VegaScale(
                    name: "y", kind: .linear, domain: .field("all", of: "held"), range: .height, isNice: true,
                    hasZero: true),
            ],
            axes: [
                VegaAxis(
                    side: .left, scale: "y", title: "held (\(unit.name))", label: "format(datum.value, '.3~r')",
                    hasGrid: true,
                    tickCount: 5)
            ],
            marks: [
                bar(
                    "weights", from: .scaledField("some", scale: "y"), to: .scaledField("all", scale: "y"),
                    .series(1)),
                bar(
                    "maps", from: .scaledConstant(0, scale: "y"), to: .scaledField("some", scale: "y"), .series(0)),
                columns("moments"),
            ])
    }

    /// The page sets `lane`, a lane's pixels, to what the names leave of its width.
    static func graph(rows: Int) -> VegaSpecification {
        func x(_ lane: String) -> String { "8 + \(lane) * lane" }
        func y(_ row: String) -> String { "8 + (\(row) + 1) * \(rowHeight)" }
        let place = y("datum.key")
        let edge =
            "'M' + (\(x("datum.from"))) + ',' + (\(y("datum.source"))) + 'V' + (\(y("datum.target")) - "
            + "(datum.from === datum.to ? 0 : \(rowHeight))) + 'L' + (\(x("datum.to"))) + ',' + (\(y("datum.target")))"
        let names = VegaValue.signal("16 + lanes * lane")
        return VegaSpecification(
            height: .pixels(rowHeight * (rows + 1) + 8),
            signals: [VegaSignal("lane", .constant(14)), VegaSignal("lanes", .constant(1))],
            data: [VegaData("layers"), VegaData("edges")], scales: [colour], axes: [],
            marks: [
                VegaMark(
                    kind: .path, name: "edges", data: "edges",
                    channels: [
                        (.path, .signal(edge)), (.stroke, .colour(.muted)), (.strokeWidth, .number(1.5)),
                    ]),
                VegaMark(
                    kind: .text, name: "input",
                    channels: [
                        (.x, names), (.y, .signal(y("-1"))), (.text, .constant("input")),
                        (.baseline, .constant("middle")), (.fontSize, .number(11)), (.fill, .colour(.muted)),
                    ]),
                VegaMark(
                    kind: .symbol, name: "nodes", data: "layers",
                    channels: [
                        (.x, .signal(x("datum.lane"))), (.y, .signal(place)), (.size, .signal("min(64, lane * lane)")),
                        (.fill, fill(.scaledField("stage", scale: "colour"))),
                    ]),
                VegaMark(
                    kind: .text, name: "layer-names", data: "layers",
                    channels: [
                        (.x, names), (.y, .signal(place)), (.baseline, .constant("middle")),
                        (.text, .signal("datum.name + '  ' + datum.output")), (.fontSize, .number(11)),
                        (.fill, .colour(.ink)),
                        (.fontWeight, .when("datum.key === picked", .constant("bold"), otherwise: .constant("normal"))),
                    ]),
                VegaMark(
                    kind: .rect, name: "rows", data: "layers", isPicking: true,
                    channels: [
                        (.x, .number(0)), (.x2, .signal("width")), (.y, .signal("\(place) - \(rowHeight / 2)")),
                        (.height, .number(Double(rowHeight))), (.fill, .colour(.ink)),
                        (.fillOpacity, .when("datum.key === picked", .number(0.12), otherwise: .number(0))),
                    ]),
            ])
    }

    /// Pixels of a row of the graph.
    private static let rowHeight = 16
}
