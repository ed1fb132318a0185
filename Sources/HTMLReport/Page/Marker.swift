/// The shape of a point, so that series differ by more than their colour.
enum Marker: Int, CaseIterable, Sendable {
    case circle, square, triangle, diamond, plus, wedge, cross

    /// The outline in the square from -1 to 1, as SVG and Vega read it.
    var path: String {
        switch self {
        case .circle: "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
        case .square: "M-0.9,-0.9L0.9,-0.9L0.9,0.9L-0.9,0.9Z"
        case .triangle: "M0,-1L1,0.8L-1,0.8Z"
        case .diamond: "M0,-1.2L1,0L0,1.2L-1,0Z"
        case .plus:
            "M-0.35,-1L0.35,-1L0.35,-0.35L1,-0.35L1,0.35L0.35,0.35L0.35,1L-0.35,1L-0.35,0.35L-1,0.35L-1,-0.35L-0.35,-0.35Z"
        case .wedge: "M0,1L1,-0.8L-1,-0.8Z"
        case .cross:
            "M-0.95,-0.5L-0.5,-0.95L0,-0.45L0.5,-0.95L0.95,-0.5L0.45,0L0.95,0.5L0.5,0.95L0,0.45L-0.5,0.95L-0.95,0.5L-0.45,0Z"
        }
    }

    /// That of a series, from 0. Colours begin again behind another number of series, so that colour and shape together
    /// stay apart for as many as the product of both.
    static func series(_ index: Int) -> Marker { allCases[index % allCases.count] }
}

/// A series of a chart: its name, and what it is drawn as.
struct LegendEntry: Hashable, Sendable {
    var label: String
    var colour: ChartColour
    var marker: Marker

    /// Series in the order in which the scales `colour` and `shape` meet them.
    static func series(_ names: [String]) -> [LegendEntry] {
        names.enumerated().map { LegendEntry(label: $1, colour: .series($0), marker: .series($0)) }
    }
}
