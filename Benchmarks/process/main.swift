// Times `archcost` as a whole process, start to exit, as its users do. Prints medians and the most memory held.
//
// Usage: process-benchmark [ARCHCOST]           (the binary beside this one where none is given), in the repository's root

import Reporting

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

let folder = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
let archcost = CommandLine.arguments.dropFirst().first ?? (folder + ["archcost"]).joined(separator: "/")

// A network as large as anyone will write: 100,000 layers, each on a line of its own.
let largePath = "/tmp/archcost-benchmark-\(getpid()).arch"
let large = "input 64x14x14\n" + String(repeating: "conv 3 64 relu\n", count: 50_000)
guard let file = fopen(largePath, "w") else { fatalError("cannot write \(largePath)") }
fputs(large, file)
fclose(file)
defer { unlink(largePath) }

/// A network of the repository as an ONNX model; weights of zero lie in the file as any others do.
func exported(_ name: String, weights: String) -> String {
    let path = "/tmp/archcost-benchmark-\(getpid())-\(name).onnx"
    let arguments = ["export", "architectures/\(name).arch", "--to", "onnx", "--weights", weights, "-o", path]
    guard ProcessRun(archcost, arguments) != nil else { fatalError("cannot export \(name)") }
    return path
}
let (small, heavy) = (exported("resnet50", weights: "none"), exported("vgg16", weights: "zero"))
defer {
    unlink(small)
    unlink(heavy)
}

let commands: [(label: String, arguments: [String])] = [
    ("--version", ["--version"]),
    ("estimate resnet152", ["estimate", "architectures/resnet152.arch"]),
    ("estimate resnet152 as JSON", ["estimate", "architectures/resnet152.arch", "--format", "json"]),
    ("estimate resnet50.onnx", ["estimate", small]),
    ("estimate vgg16.onnx, 553 MB with weights", ["estimate", heavy]),
    (
        "compare ten files",
        ["compare"] + "abcdefghij".map { "architectures/hesun-\($0).arch" }
    ),
    ("estimate 100,000 layers by kind", ["estimate", "--by", "kind", largePath]),
    ("estimate 100,000 layers", ["estimate", largePath]),
    ("estimate 100,000 layers as JSON", ["estimate", "--format", "json", largePath]),
]

var report = Report(columns: [
    Column("command", heading: "archcost"), Column("runs", heading: "Runs", .ordinal),
    Column("median_ms", heading: "Median", .duration(.milliseconds)),
    Column("min_ms", heading: "Least", .duration(.milliseconds)),
    Column("peak_memory", heading: "Memory", .bytes),
])
for command in commands {
    var runs: [ProcessRun] = []
    let clock = ContinuousClock()
    let start = clock.now
    // Each for at least five runs and two seconds; the first, which finds nothing in the page cache, does not count.
    _ = ProcessRun(archcost, command.arguments)
    while runs.count < 5 || (clock.now - start < .seconds(2) && runs.count < 200) {
        guard let run = ProcessRun(archcost, command.arguments) else {
            report.notes.append("failed: archcost \(command.label)")
            break
        }
        runs.append(run)
    }
    runs.sort { $0.seconds < $1.seconds }
    guard let least = runs.first, let memory = runs.map(\.peakBytes).max() else { continue }
    report.append([
        .text(command.label), .integer(runs.count), .number(runs[runs.count / 2].seconds * 1000),
        .number(least.seconds * 1000), .integer(memory),
    ])
}
print(report.terminalText(), terminator: "")
