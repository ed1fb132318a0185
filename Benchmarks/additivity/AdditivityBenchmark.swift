import ArchLanguage
import ConvKernels
import Foundation
import KernelBenchmark
import MachineProbe
import NetworkIR
import SourceText

/// What kernels take alone beside what they take inside their network.
///
/// `additivity-benchmark [--rounds N] [--worst N] [--swift] FILE.arch…` prints a line a network: the whole's median with cold
/// weights, half the distance between its quartiles, and how far three sums are from it: of its steps inside, of its kernels alone
/// with cold weights, and of its kernels run again and again; then the kernels that cold weights miss most. Whole and kernels take
/// turns in each round. Reorders count as inside in every sum.
@main
struct AdditivityBenchmark {
    static func main() throws {
        let processors = ThreadAffinity.processorsAtStart
        var (rounds, worst, backend) = (7, 0, "onednn")
        var files: [String] = []
        var rest = CommandLine.arguments.dropFirst()
        while let argument = rest.popFirst() {
            switch argument {
            case "--rounds": rounds = rest.popFirst().flatMap { Int($0) } ?? rounds
            case "--worst": worst = rest.popFirst().flatMap { Int($0) } ?? worst
            case "--swift": backend = "swift"
            default: files.append(argument)
            }
        }
        ThreadAffinity.pin(to: [processors.last ?? 0])
        OpenMPBinding.prepare()
        print("| network | whole, ms | ± | steps inside | kernels alone | kernels warm |")
        print("|---|---:|---:|---:|---:|---:|")
        for path in files {
            let url = URL(fileURLWithPath: path)
            let file = SourceFile(name: path, bytes: [UInt8](try Data(contentsOf: url)))
            let name = url.deletingPathExtension().lastPathComponent
            let comparison = try SumComparison(try DesignSpace(file, name: name).network(), backend: backend)
            try comparison.measure(rounds: rounds)
            print(comparison.line(name))
            for line in comparison.worstLines(worst) { print(line) }
            // A long table: each line as it comes.
            fflush(nil)
        }
    }
}
