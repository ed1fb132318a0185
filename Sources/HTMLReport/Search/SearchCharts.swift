import Reporting

/// The charts of a search's page.
enum SearchCharts {
    static func front(score: String, memory unit: MemoryUnit) -> VegaSpecification {
        VegaSpecification(
            height: .pixels(340), signals: [VegaSignal("metric", .constant("macs"))],
            data: [
                VegaData("candidates"), VegaData("front"), VegaData("own"),
                VegaData(
                    "shown", from: "candidates",
                    [.formula("datum[metric]", as: "value"), .filter("datum.value != null")]),
                VegaData("edge", from: "front", [.filter("datum.metric == metric"), .sort(by: "value")]),
                VegaData("origin", from: "own", [.filter("datum.metric == metric")]),
            ],
            scales: [
                VegaScale(
                    name: "x", kind: .linear, domain: .fields([("value", "shown"), ("value", "origin")]),
                    range: .width, isNice: true),
                VegaScale(name: "y", kind: .linear, domain: .field("score", of: "shown"), range: .height, isNice: true),
            ],
            axes: [
                VegaAxis(
                    side: .bottom, scale: "x",
                    titleExpression:
                        "{macs: 'MACs', params: 'parameters', memory: 'peak memory', time: 'time'}[metric]",
                    label: NetworkCharts.label("datum.value", memory: unit.name), hasGrid: true, tickCount: 5),
                VegaAxis(
                    side: .left, scale: "y", title: score, label: "format(datum.value, '.4~s')", hasGrid: true,
                    tickCount: 6),
            ],
            marks: [
                VegaMark(
                    kind: .rule, name: "own", data: "origin",
                    channels: [
                        (.x, .scaledField("value", scale: "x")), (.y, .number(0)), (.y2, .signal("height")),
                        (.stroke, .colour(.ink)), (.strokeWidth, .number(1.5)), (.strokeDash, .constant([5, 4])),
                    ]),
                VegaMark(
                    kind: .line, name: "front", data: "edge",
                    channels: [
                        (.x, .scaledField("value", scale: "x")), (.y, .scaledField("score", scale: "y")),
                        (.stroke, .colour(.series(1))), (.strokeWidth, .number(2)),
                        (.interpolate, .constant("step-after")),
                    ]),
                VegaMark(
                    kind: .symbol, name: "candidates", data: "shown", isPicking: true,
                    channels: [
                        (.x, .scaledField("value", scale: "x")), (.y, .scaledField("score", scale: "y")),
                        (.size, .when("datum.key === picked", .number(220), otherwise: .number(45))),
                        (.cursor, .constant("pointer")),
                    ] + NetworkCharts.pointColours(.colour(.series(0)))),
            ])
    }

    /// Axes lie across, one below the other, so that their names and a narrow screen have room.
    static func coordinates(axes: [String]) -> VegaSpecification {
        let place: [(VegaChannel, VegaValue)] = [
            (.x, .scaledField("place", scale: "x")), (.y, .scaledField("axis", scale: "y")),
        ]
        return VegaSpecification(
            height: .pixels(axes.count * 48),
            data: [
                VegaData("coordinates"), VegaData("lines"), VegaData("ticks"),
                VegaData("pickedLine", from: "coordinates", [.filter("datum.key === picked")]),
            ],
            scales: [
                VegaScale(name: "x", kind: .linear, domain: .values([0, 1]), range: .width),
                VegaScale(
                    name: "y", kind: .point, domain: .values(axes.map { .string($0) }), range: .descending, padding: 0.5
                ),
            ],
            axes: [VegaAxis(side: .left, scale: "y", hasGrid: true, labelLimit: 140)],
            marks: [
                VegaMark(
                    kind: .line, name: "coordinates", data: "coordinates", splitBy: "key", isPicking: true,
                    channels: place + [
                        (.stroke, .colour(.series(0))),
                        (.strokeWidth, .signal("0.5 + 2 * datum.quality * datum.quality")),
                        (.strokeOpacity, .signal("\(faintest) + \(1 - faintest) * datum.quality * datum.quality")),
                    ]),
                VegaMark(
                    kind: .line, name: "picked", data: "pickedLine",
                    channels: place + [(.stroke, .colour(.series(1))), (.strokeWidth, .number(4))]),
                VegaMark(
                    kind: .text, name: "ticks", data: "ticks",
                    channels: place + [
                        (.text, .field("label")), (.dy, .number(-6)), (.baseline, .constant("bottom")),
                        (.align, .signal("datum.place < 0.01 ? 'left' : datum.place > 0.99 ? 'right' : 'center'")),
                        (.fontSize, .number(11)), (.fill, .colour(.ink)),
                        // Lines do not run through the digits: the page draws this below them.
                        (.stroke, .colour(.paper)), (.strokeWidth, .number(4)),
                    ]),
            ])
    }

    /// The opacity of the worst candidate's line: it still stands out from the page by 3:1, as WCAG 2.2 asks of graphics.
    static let faintest = 0.7
}
