// Times archcost's own work: reading texts, laying networks out, pricing them. Prints medians.
//
// Usage: archcost-benchmark [LAYERS [WORD]]     (100000 where no number is given; only rows that begin with WORD)

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

/// Times one piece of work, where it was asked for.
func row(_ name: String, megabytes: Double? = nil, _ work: () throws -> Void) rethrows {
    if let only, !name.hasPrefix(only) { return }
    let timing = try Timing.measure(work)
    let rate = megabytes.map { "\(fixed($0 / timing.median, 1)) MB/s" } ?? ""
    let padded = name + String(repeating: " ", count: max(0, 44 - name.count))
    print("\(padded) median \(fixed(timing.median * 1000, 2)) ms, least \(fixed(timing.minimum * 1000, 2)) ms  \(rate)")
}

let only = CommandLine.arguments.dropFirst(2).first
let layers = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000

do {
    let parsed = SourceFile(name: "lines.arch", text: Texts.lines(layers))
    let megabytes = Double(parsed.bytes.count) / 1e6
    print("text of \(layers) layers: \(fixed(megabytes, 2)) MB")
    try row("parse", megabytes: megabytes) { _ = try SyntaxTree(parsing: parsed) }
    try row("read: parse and resolve names", megabytes: megabytes) { _ = try DesignSpace(parsed, name: "lines") }
    try row("format: parse and print", megabytes: megabytes) { _ = try DesignSpace.canonicalText(of: parsed) }

    for (name, text) in [
        ("repeated", Texts.repeated(layers)), ("calls", Texts.calls(layers)), ("lines", Texts.lines(layers)),
    ] {
        let space = try DesignSpace(SourceFile(name: "\(name).arch", text: text), name: name)
        let network = try space.network()
        try row("lay out \(name), \(network.layers.count) layers") { _ = try space.network() }
        try row("price \(name)") { _ = try network.cost() }
    }
    // Memory: sizes grow, so that the most ever held is that of the last one.
    for factor in [1, 2, 4] where only == nil {
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
