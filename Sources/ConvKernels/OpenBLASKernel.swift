import KernelGeometry
import MachineProbe
import NetworkIR
import ReferenceKernels

/// One convolution or fully connected layer as matrix products, all maps in plain order.
final class OpenBLASKernel: PreparedKernel {
    private let library: OpenBLASLibrary
    private let threads: Int
    private let window: ConvolutionGeometry
    private let isFullyConnected: Bool
    private let source: AlignedBuffer
    private let weights: AlignedBuffer
    private let output: AlignedBuffer
    private let columns: AlignedBuffer?
    /// Output rows whose columns are made and multiplied at a time.
    private let rowsAtOnce: Int

    let implementationName: String

    /// Bytes of the matrix of some output rows: what leaves room in most third-level caches.
    private static let mostColumnBytes = 4 << 20

    init(_ library: OpenBLASLibrary, _ problem: Problem, threads: Int) throws(KernelError) {
        try problem.reserve(bytes: try problem.plainBytes())
        self.library = library
        self.threads = threads
        var g = try problem.mapWideGeometry()
        isFullyConnected = if case .fullyConnected = problem.operation { true } else { false }
        if let window = try problem.windowGeometry() { g = window }
        let products = g.inputChannelsPerGroup * g.kernelPositions
        let isPoint =
            g.kernelPositions == 1 && g.strideHeight == 1 && g.strideWidth == 1
            && g.inputPositions == g.outputPositions
        rowsAtOnce = min(max(Self.mostColumnBytes / 4 / max(products * g.outputWidth, 1), 1), g.outputHeight)
        let (columnCount, overflow) = products.multipliedReportingOverflow(by: rowsAtOnce * g.outputWidth)
        if overflow { throw .sizeOverflow(problem: problem.key) }
        // The library counts in 32 bits.
        let largest = max(products, g.outputChannels, g.outputPositions, g.batch)
        guard largest <= Int(CInt.max) else {
            throw .unsupported(
                backend: "openblas", algorithm: isFullyConnected ? "sgemm" : "im2col", problem: problem.key,
                reason: "a matrix of \(largest) rows or columns; OpenBLAS takes \(CInt.max)")
        }
        if !isFullyConnected && !isPoint {
            try problem.reserve(bytes: try problem.plainBytes() &+ columnCount &* 4)
            columns = try AlignedBuffer(floats: columnCount)
        } else {
            columns = nil
        }
        window = g
        source = try AlignedBuffer(floats: g.batch * g.inputChannels * g.inputPositions)
        weights = try AlignedBuffer(floats: g.outputChannels * products)
        output = try AlignedBuffer(floats: g.batch * g.outputChannels * g.outputPositions)
        implementationName = "sgemm:\(library.core)"
        try load(try problem.randomOperands(seed: 1))
    }

    var footprint: KernelFootprint {
        KernelFootprint(
            sourceBytes: source.bytes, weightBytes: weights.bytes, resultBytes: output.bytes,
            scratchBytes: columns?.bytes ?? 0)
    }

    func load(_ values: [[Float]]) throws(KernelError) {
        guard values.count == 2 else { throw .operandCountMismatch(expected: 2, got: values.count) }
        for (index, buffer) in [source, weights].enumerated() {
            guard values[index].count == buffer.floats.count else {
                throw .operandMismatch(operand: index, expected: buffer.floats.count, got: values[index].count)
            }
            _ = buffer.floats.update(fromContentsOf: values[index])
        }
        output.poison()
    }

    func run() throws(KernelError) {
        library.use(threads: threads)
        let g = window
        if isFullyConnected {
            let products = g.inputChannels * g.inputPositions
            // Images by outputs: the images times the filters transposed.
            multiply(
                (g.batch, g.outputChannels, products), (source.elements, products), (weights.elements, products),
                transposesB: true, (output.elements, g.outputChannels))
            return
        }
        let (inputs, outputs) = (g.inputChannelsPerGroup, g.outputChannelsPerGroup)
        let products = inputs * g.kernelPositions
        for image in 0..<g.batch {
            let from = source.elements + image * g.inputChannels * g.inputPositions
            for group in 0..<g.groups {
                let filters = weights.elements + group * outputs * products
                let to = output.elements + (image * g.outputChannels + group * outputs) * g.outputPositions
                guard let columns else {
                    multiply(
                        (outputs, g.outputPositions, products), (filters, products),
                        (from + group * inputs * g.inputPositions, g.inputPositions), (to, g.outputPositions))
                    continue
                }
                for first in stride(from: 0, to: g.outputHeight, by: rowsAtOnce) {
                    let rows = first..<min(first + rowsAtOnce, g.outputHeight)
                    imageToColumns(
                        g, firstChannel: group * inputs, rows: rows, image: from, into: columns.elements)
                    let count = rows.count * g.outputWidth
                    multiply(
                        (outputs, count, products), (filters, products), (columns.elements, count),
                        (to + first * g.outputWidth, g.outputPositions))
                }
            }
        }
    }

    /// C = A·B with the distances of their rows.
    private func multiply(
        _ size: (m: Int, n: Int, k: Int), _ a: (UnsafeMutablePointer<Float>, Int),
        _ b: (UnsafeMutablePointer<Float>, Int), transposesB: Bool = false, _ c: (UnsafeMutablePointer<Float>, Int)
    ) {
        // CBLAS: 101 row-major, 111 as it is, 112 transposed.
        library.sgemm(
            101, 111, transposesB ? 112 : 111, CInt(size.m), CInt(size.n), CInt(size.k), 1, a.0, CInt(a.1), b.0,
            CInt(b.1), 0, c.0, CInt(c.1))
    }

    func result() throws(KernelError) -> [Float] { Array(output.floats) }

    var memory: WorkMemory {
        WorkMemory(sources: [source], parameters: [weights], others: [output] + (columns.map { [$0] } ?? []))
    }
}
