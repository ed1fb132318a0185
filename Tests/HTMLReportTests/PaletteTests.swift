import Foundation
import Testing

@testable import HTMLReport

/// The contrast that the Web Content Accessibility Guidelines 2.1 ask for (1.4.3 and 1.4.11), by their own formulas.
@Suite struct PaletteTests {
    private func luminance(_ colour: Colour) -> Double {
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }

    private func contrast(_ a: Colour, _ b: Colour) -> Double {
        let (low, high) = (min(luminance(a), luminance(b)), max(luminance(a), luminance(b)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test func theFormulaIsTheStandards() {
        #expect(abs(contrast(Colour(0xFFFFFF), Colour(0x000000)) - 21) < 1e-9)
        // The grey that is known as the lightest that passes on white.
        #expect(abs(contrast(Colour(0xFFFFFF), Colour(0x767676)) - 4.54) < 0.005)
    }

    @Test(arguments: [("light", Palette.light), ("dark", Palette.dark)])
    func textAndMarksStandOut(face: String, palette: Palette) {
        for ground in [palette.paper, palette.raised] {
            #expect(contrast(palette.ink, ground) >= 4.5, "\(face)")
            #expect(contrast(palette.muted, ground) >= 4.5, "\(face)")
        }
        // A picked line is marked behind its text and its number.
        #expect(contrast(palette.ink, palette.mark) >= 4.5, "\(face)")
        #expect(contrast(palette.muted, palette.mark) >= 4.5, "\(face)")
        // The first series is also the colour of links; all are bars, points and lines.
        #expect(contrast(palette.series[0], palette.paper) >= 4.5, "\(face)")
        for (index, colour) in palette.series.enumerated() {
            #expect(contrast(colour, palette.paper) >= 4.5, "\(face), series \(index + 1)")
        }
        #expect(palette.series.count == Palette.light.series.count)
    }

    /// A line under its weakest opacity, as a browser mixes it with the page (1.4.11 asks 3:1 of graphics).
    @Test(arguments: [("light", Palette.light), ("dark", Palette.dark)])
    func faintLinesStandOut(face: String, palette: Palette) {
        func mixed(_ channel: KeyPath<Colour, UInt8>) -> UInt32 {
            let (line, page) = (Double(palette.series[0][keyPath: channel]), Double(palette.paper[keyPath: channel]))
            return UInt32((line * SearchCharts.faintest + page * (1 - SearchCharts.faintest)).rounded())
        }
        let faint = Colour(mixed(\.red) << 16 | mixed(\.green) << 8 | mixed(\.blue))
        #expect(contrast(faint, palette.paper) >= 3, "\(face)")
    }

    /// Colours repeat after eight series and shapes after seven: no two of the first fifty-six look alike.
    @Test func seriesLookDifferent() {
        let entries = LegendEntry.series((0..<56).map(String.init))
        #expect(Set(entries.map { "\($0.colour.css) \($0.marker)" }).count == 56)
    }
}
