/// A colour of the sRGB space, eight bits a channel.
struct Colour: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    /// - Parameter hexadecimal: `0xRRGGBB`.
    init(_ hexadecimal: UInt32) {
        red = UInt8(hexadecimal >> 16 & 0xFF)
        green = UInt8(hexadecimal >> 8 & 0xFF)
        blue = UInt8(hexadecimal & 0xFF)
    }

    /// As CSS writes it: `#1b66b3`.
    var css: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The colours of one face of the page.
struct Palette: Hashable, Sendable {
    var paper: Colour
    /// Behind code and facts.
    var raised: Colour
    var ink: Colour
    /// Secondary text, still legible.
    var muted: Colour
    /// Grid lines and borders, which carry no meaning alone.
    var line: Colour
    /// What is picked.
    var mark: Colour
    /// Links and the first series.
    var series: [Colour]

    static let light = Palette(
        paper: Colour(0xFFFFFF), raised: Colour(0xF4F6F8), ink: Colour(0x1B1F24), muted: Colour(0x57606A),
        line: Colour(0xD5DAE0), mark: Colour(0xFFF0B8),
        series: [0x1B66B3, 0xB3541E, 0x1E7D4F, 0x8250A8, 0xA8322D, 0x0F7382, 0x7A6400, 0x5B6470].map(Colour.init))

    static let dark = Palette(
        paper: Colour(0x11161C), raised: Colour(0x1B222B), ink: Colour(0xE6EAEF), muted: Colour(0xA3ADB8),
        line: Colour(0x37414D), mark: Colour(0x4A3F12),
        series: [0x6CB0F5, 0xF0985A, 0x5FC48D, 0xC39BE0, 0xF2857F, 0x56C4D3, 0xD6B93C, 0xA6B0BB].map(Colour.init))

    /// The declarations of CSS variables: `--ink`, `--series-1` and so on.
    var declarations: String {
        let named = [
            ("paper", paper), ("raised", raised), ("ink", ink), ("muted", muted), ("line", line), ("mark", mark),
        ]
        let all = named + series.enumerated().map { ("series-\($0 + 1)", $1) }
        return all.map { "--\($0):\($1.css)" }.joined(separator: ";")
    }
}

/// A colour that a chart names and the page's face decides.
enum ChartColour: Hashable, Sendable {
    case ink
    case muted
    case line
    case paper
    /// From 0; begins again behind the last.
    case series(Int)

    /// As SVG and CSS take it.
    var css: String {
        switch self {
        case .ink: "var(--ink)"
        case .muted: "var(--muted)"
        case .line: "var(--line)"
        case .paper: "var(--paper)"
        case .series(let index): "var(--series-\(index % Palette.light.series.count + 1))"
        }
    }
}
