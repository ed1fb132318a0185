// Times archcost's own work: reading texts, laying networks out, pricing them. Prints medians.
//
// Usage: archcost-benchmark [LAYERS]            (100000 where no number is given)

import ArchLanguage
import CostAnalysis
import NetworkIR
import SourceText

func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale))
    guard digits > 0 else { return "\(scaled)" }
    return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
}

func row(_ name: String, _ timing: Timing, _ rate: String = "") {
    let padded = name + String(repeating: " ", count: max(0, 44 - name.count))
    print("\(padded) median \(fixed(timing.median * 1000, 2)) ms, least \(fixed(timing.minimum * 1000, 2)) ms  \(rate)")
}

let layers = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000

do {
    let parsed = SourceFile(name: "lines.arch", text: Texts.lines(layers))
    let megabytes = Double(parsed.bytes.count) / 1e6
    print("text of \(layers) layers: \(fixed(megabytes, 2)) MB")
    let parsing = try Timing.measure { _ = try SyntaxTree(parsing: parsed) }
    row("parse", parsing, "\(fixed(megabytes / parsing.median, 1)) MB/s")
    let reading = try Timing.measure { _ = try DesignSpace(parsed, name: "lines") }
    row("parse and resolve", reading, "\(fixed(megabytes / reading.median, 1)) MB/s")
    let formatting = try Timing.measure { _ = try DesignSpace.canonicalText(of: parsed) }
    row("parse and format", formatting, "\(fixed(megabytes / formatting.median, 1)) MB/s")

    for (name, text) in [
        ("repeated", Texts.repeated(layers)), ("calls", Texts.calls(layers)), ("lines", Texts.lines(layers)),
    ] {
        let space = try DesignSpace(SourceFile(name: "\(name).arch", text: text), name: name)
        let network = try space.network()
        let layingOut = try Timing.measure { _ = try space.network() }
        row("lay out \(name), \(network.layers.count) layers", layingOut)
        let pricing = try Timing.measure { _ = try network.cost() }
        row("price \(name)", pricing)
    }
    // Memory: sizes grow, so that the most ever held is that of the last one.
    for factor in [1, 2, 4] {
        let space = try DesignSpace(SourceFile(name: "lines.arch", text: Texts.lines(layers * factor)), name: "lines")
        let network = try space.network()
        let cost = try network.cost()
        let bytes = peakResidentBytes()
        let each = bytes / max(cost.layers.count, 1)
        print(
            "\(cost.layers.count) layers read, laid out and priced: at most \(bytes / 1_048_576) MiB, \(each) bytes a layer"
        )
    }
} catch let error as LanguageError {
    let renderer = DiagnosticRenderer()
    print(error.diagnostics.map { renderer.render($0, in: error.file) }.joined())
}
