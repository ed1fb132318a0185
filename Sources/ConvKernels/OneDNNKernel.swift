import CDnnl
import NetworkIR

/// One problem prepared with oneDNN.
final class OneDNNKernel: PreparedKernel {
    private let library: OneDNNLibrary
    private let layer: OneDNNLayer
    private let threads: Int
    private let sourceCount: Int
    /// The operands in the layouts that the kernel wants.
    private let operands: [OneDNNTensor]
    private let output: OneDNNTensor
    private let call: OneDNNCall

    let implementationName: String

    /// Allocates everything; checks first that it fits.
    init(_ library: OneDNNLibrary, _ problem: Problem, _ layer: OneDNNLayer, threads: Int) throws(KernelError) {
        library.setThreads(threads)
        var bytes = layer.choice.scratchBytes &+ library.bytes(of: layer.result.layout)
        for operand in layer.operands { bytes = bytes &+ library.bytes(of: operand.layout) }
        // The operands exist once more in plain layouts while they are loaded.
        let (sum, overflow) = bytes.addingReportingOverflow(try problem.plainBytes())
        if overflow { throw .sizeOverflow(problem: problem.key) }
        try problem.reserve(bytes: sum)

        var operands: [OneDNNTensor] = []
        for operand in layer.operands { operands.append(try OneDNNTensor(library, operand.layout)) }
        let output = try OneDNNTensor(library, layer.result.layout)
        let primitive = try OneDNNPrimitive(layer.choice)
        var arguments = zip(layer.operands, operands).map { ($0.number, $1) } + [(layer.result.number, output)]
        if layer.views.count == 2 {
            arguments[0].1 = try OneDNNTensor(library, layer.views[0], in: operands[0].buffer)
            arguments[1].1 = try OneDNNTensor(library, layer.views[1], in: output.buffer)
        }
        call = primitive.bind(arguments)
        sourceCount = try problem.operands().count { operand in
            switch operand.role {
            case .source, .outputGradient: true
            default: false
            }
        }
        implementationName = layer.choice.name
        self.library = library
        self.layer = layer
        self.threads = threads
        self.operands = operands
        self.output = output
        try load(try problem.randomOperands(seed: 1))
    }

    var footprint: KernelFootprint {
        func bytes(_ tensors: some Sequence<OneDNNTensor>) -> Int { tensors.reduce(0) { $0 + $1.buffer.bytes } }
        return KernelFootprint(
            sourceBytes: bytes(operands.prefix(sourceCount)), weightBytes: bytes(operands.dropFirst(sourceCount)),
            resultBytes: output.buffer.bytes, scratchBytes: call.scratch?.buffer.bytes ?? 0)
    }

    func load(_ values: [[Float]]) throws(KernelError) {
        guard values.count == operands.count else {
            throw .operandCountMismatch(expected: operands.count, got: values.count)
        }
        for (index, elements) in values.enumerated() {
            let plain = try OneDNNTensor(library, layer.operands[index].plain)
            guard elements.count == plain.buffer.floats.count else {
                throw .operandMismatch(operand: index, expected: plain.buffer.floats.count, got: elements.count)
            }
            _ = plain.buffer.floats.update(fromContentsOf: elements)
            try plain.reorder(into: operands[index])
        }
        if !layer.keepsZeros { output.buffer.poison() }
    }

    func run() throws(KernelError) {
        library.setThreads(threads)
        try call.run()
    }

    func result() throws(KernelError) -> [Float] {
        let plain = try OneDNNTensor(library, layer.result.plain)
        try output.reorder(into: plain)
        return Array(plain.buffer.floats)
    }

    var memory: WorkMemory {
        WorkMemory(
            sources: operands.prefix(sourceCount).map(\.buffer),
            parameters: operands.dropFirst(sourceCount).map(\.buffer),
            others: [output.buffer] + [call.scratch?.buffer].compactMap(\.self))
    }
}
