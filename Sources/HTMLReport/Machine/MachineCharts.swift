import Reporting

/// The charts of a machine's page.
enum MachineCharts {
    /// A colour and a shape a name, as `LegendEntry.series` shows them.
    private static func series(_ names: [String]) -> [VegaScale] {
        let domain = VegaScale.Domain.values(names.map { .string($0) })
        return [
            VegaScale(name: "colour", kind: .ordinal, domain: domain, range: .colours),
            VegaScale(name: "shape", kind: .ordinal, domain: domain, range: .markers),
        ]
    }

    private static func look(of field: String) -> [(VegaChannel, VegaValue)] {
        NetworkCharts.pointColours(.scaledField(field, scale: "colour")) + [
            (.shape, .scaledField(field, scale: "shape"))
        ]
    }

    static func roofline(
        _ intensities: ClosedRange<Double>, _ rates: ClosedRange<Double>, series: [String]
    ) -> VegaSpecification {
        let points = VegaMark(
            kind: .symbol, name: "points", data: "points", isPicking: true,
            channels: [
                (.x, .scaledField("intensity", scale: "x")), (.y, .scaledField("rate", scale: "y")),
                (.size, .signal("(datum.key === picked ? 4 : 1) * min(400, 30 * sqrt(datum.count))")),
            ] + look(of: "series"))
        return .roofline(height: 340, intensities, rates, scales: self.series(series), points: points)
    }

    /// - Parameter fields: of each walk, for the axis.
    static func stairs(fields: [String]) -> VegaSpecification {
        let names = JSONValue.array(fields.map { .string($0) }).text(.compact)
        return VegaSpecification(
            height: .pixels(260), signals: [VegaSignal("walk", .constant("0"))],
            data: [
                VegaData("stairs"), VegaData("steps", from: "stairs", [.filter("datum.walk == walk")]),
                VegaData("free", from: "steps", [.filter("datum.free")]),
            ],
            scales: [
                VegaScale(name: "x", kind: .linear, domain: .field("value", of: "steps"), range: .width),
                VegaScale(
                    name: "y", kind: .linear, domain: .field("time", of: "steps"), range: .height, isNice: true,
                    hasZero: true),
            ],
            axes: [
                VegaAxis(side: .bottom, scale: "x", titleExpression: "\(names)[toNumber(walk)]", tickCount: 6),
                VegaAxis(side: .left, scale: "y", title: "median (ms)", hasGrid: true, tickCount: 5),
            ],
            marks: [
                VegaMark(
                    kind: .line, name: "stairs", data: "steps",
                    channels: [
                        (.x, .scaledField("value", scale: "x")), (.y, .scaledField("time", scale: "y")),
                        (.stroke, .colour(.series(0))), (.strokeWidth, .number(1.5)),
                    ]),
                VegaMark(
                    kind: .symbol, name: "values", data: "steps", isPicking: true,
                    channels: [
                        (.x, .scaledField("value", scale: "x")), (.y, .scaledField("time", scale: "y")),
                        (.size, .when("datum.key === picked", .number(120), otherwise: .number(30))),
                        (.fill, NetworkCharts.fill(.colour(.series(0)))),
                    ]),
                VegaMark(
                    kind: .symbol, name: "free", data: "free",
                    channels: [
                        (.x, .scaledField("value", scale: "x")), (.y, .scaledField("time", scale: "y")),
                        (.shape, .constant("diamond")), (.size, .number(140)), (.stroke, .colour(.series(1))),
                        (.strokeWidth, .number(2)),
                    ]),
            ])
    }

    /// - Parameter rows: how many kernels each network has.
    static func algorithms(rows: [Int], series: [String]) -> VegaSpecification {
        let counts = JSONValue.array(rows.map { .integer($0) }).text(.compact)
        return VegaSpecification(
            height: .expression("\(counts)[toNumber(network)] * 18"), signals: [VegaSignal("network", .constant("0"))],
            data: [VegaData("choices"), VegaData("rows", from: "choices", [.filter("datum.network == network")])],
            scales: [
                VegaScale(
                    name: "y", kind: .point, domain: .field("layer", of: "rows"), range: .descending, padding: 0.5),
                VegaScale(name: "x", kind: .log, domain: .field("time", of: "rows"), range: .width, isNice: true),
            ] + self.series(series),
            axes: [
                VegaAxis(side: .left, scale: "y", hasGrid: true, labelLimit: 140),
                .logarithmic(.bottom, scale: "x", title: "median (ms)"),
            ],
            marks: [
                VegaMark(
                    kind: .symbol, name: "times", data: "rows", isPicking: true,
                    channels: [
                        (.x, .scaledField("time", scale: "x")), (.y, .scaledField("layer", scale: "y")),
                        (.size, .when("datum.key === picked", .number(200), otherwise: .number(60))),
                    ] + look(of: "algorithm"))
            ])
    }

    static func predictions(_ span: ClosedRange<Double>, series: [String]) -> VegaSpecification {
        VegaSpecification(
            height: .pixels(340), data: [VegaData("predictions"), VegaData("band")],
            scales: [
                .logarithmic("x", over: span, .width), .logarithmic("y", over: span, .height),
            ] + self.series(series),
            axes: [
                .logarithmic(.bottom, scale: "x", title: "measured (ms)"),
                .logarithmic(.left, scale: "y", title: "predicted (ms)"),
            ],
            marks: [
                VegaMark(
                    kind: .area, name: "band", data: "band",
                    channels: [
                        (.x, .scaledField("measured", scale: "x")), (.y, .scaledField("high", scale: "y")),
                        (.y2, .scaledField("low", scale: "y")), (.fill, .colour(.muted)), (.fillOpacity, .number(0.25)),
                    ]),
                VegaMark(
                    kind: .line, name: "agreement", data: "band",
                    channels: [
                        (.x, .scaledField("measured", scale: "x")), (.y, .scaledField("measured", scale: "y")),
                        (.stroke, .colour(.ink)), (.strokeWidth, .number(1)),
                    ]),
                VegaMark(
                    kind: .symbol, name: "predictions", data: "predictions", isPicking: true,
                    channels: [
                        (.x, .scaledField("measured", scale: "x")), (.y, .scaledField("predicted", scale: "y")),
                        (.size, .when("datum.key === picked", .number(200), otherwise: .number(50))),
                    ] + look(of: "source")),
            ])
    }

    static var drift: VegaSpecification {
        VegaSpecification(
            height: .pixels(220), data: [VegaData("drift")],
            scales: [
                VegaScale(name: "x", kind: .point, domain: .field("run", of: "drift"), range: .width, padding: 0.5),
                VegaScale(
                    name: "y", kind: .linear,
                    domain: .fields([("low", "drift"), ("high", "drift")].map { (field: $0.0, data: $0.1) }),
                    range: .height, isNice: true),
            ],
            axes: [
                VegaAxis(side: .bottom, scale: "x", title: "run"),
                VegaAxis(side: .left, scale: "y", title: "time over first time", hasGrid: true, tickCount: 5),
            ],
            marks: [
                VegaMark(
                    kind: .rule, name: "ranges", data: "drift",
                    channels: [
                        (.x, .scaledField("run", scale: "x")), (.y, .scaledField("low", scale: "y")),
                        (.y2, .scaledField("high", scale: "y")), (.stroke, .colour(.series(0))),
                        (.strokeWidth, .number(3)),
                    ]),
                VegaMark(
                    kind: .symbol, name: "medians", data: "drift", isPicking: true,
                    channels: [
                        (.x, .scaledField("run", scale: "x")), (.y, .scaledField("middle", scale: "y")),
                        (.size, .number(90)), (.fill, NetworkCharts.fill(.colour(.series(0)))),
                        (.stroke, .colour(.paper)),
                    ]),
            ])
    }
}
