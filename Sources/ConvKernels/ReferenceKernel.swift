import KernelGeometry
import NetworkIR
import ReferenceKernels

/// The definition of an operation, computed by the obvious loops over plain layouts.
final class ReferenceKernel: PreparedKernel {
    /// As PyTorch's default; statistics of verification have variance 1 and take 0, which keeps them exact.
    static let epsilon = 1e-5

    private let problem: Problem
    private let plan: ReferencePlan
    /// What is applied to the result, in place.
    private let epilogue: [ReferencePlan]
    private let operands: [AlignedBuffer]
    private let sourceCount: Int
    private let output: AlignedBuffer
    /// Ready for `run`, which must not allocate.
    private let pointers: [UnsafePointer<Float>]

    var implementationName: String { "reference" }

    static func canRun(_ problem: Problem) -> Bool {
        switch problem.operation {
        case .convolution, .transposedConvolution, .fullyConnected: true
        default: problem.pass == .forward
        }
    }

    /// - Parameter values: the operands; nil for small random integers.
    init(_ problem: Problem, operands values: [[Float]]? = nil) throws(KernelError) {
        self.problem = problem
        try problem.reserve(bytes: try problem.plainBytes())
        plan = try ReferencePlan(problem)
        var epilogue: [ReferencePlan] = []
        for activation in problem.epilogue {
            epilogue.append(
                try ReferencePlan(
                    Problem(
                        operation: .activation(activation), inputs: [try problem.outputMap()], batch: problem.batch,
                        precision: problem.precision)))
        }
        self.epilogue = epilogue
        var operands: [AlignedBuffer] = []
        var sourceCount = 0
        for operand in try problem.operands() {
            operands.append(try AlignedBuffer(floats: operand.count))
            switch operand.role {
            case .source, .outputGradient: sourceCount += 1
            default: break
            }
        }
        self.operands = operands
        pointers = operands.map { UnsafePointer($0.elements) }
        self.sourceCount = sourceCount
        output = try AlignedBuffer(floats: try problem.resultDimensions().reduce(1, &*))
        if let values { try load(values) } else { try load(try problem.randomOperands(seed: 1)) }
    }

    var footprint: KernelFootprint {
        func bytes(_ buffers: some Sequence<AlignedBuffer>) -> Int { buffers.reduce(0) { $0 + $1.bytes } }
        return KernelFootprint(
            sourceBytes: bytes(operands.prefix(sourceCount)), weightBytes: bytes(operands.dropFirst(sourceCount)),
            resultBytes: output.bytes, scratchBytes: 0)
    }

    func load(_ values: [[Float]]) throws(KernelError) {
        guard values.count == operands.count else {
            throw .operandCountMismatch(expected: operands.count, got: values.count)
        }
        for (index, (buffer, elements)) in zip(operands, values).enumerated() {
            guard elements.count == buffer.floats.count else {
                throw .operandMismatch(operand: index, expected: buffer.floats.count, got: elements.count)
            }
            _ = buffer.floats.update(fromContentsOf: elements)
        }
        output.poison()
    }

    func run() throws(KernelError) { run(unless: { false }) }

    /// - Parameter isCancelled: once it says true, the rest is left undone.
    func run(unless isCancelled: () -> Bool) {
        plan.run(pointers, output.floats, unless: isCancelled)
        if isCancelled() { return }
        for function in epilogue { function.run([UnsafePointer(output.elements)], output.floats) }
    }

    func result() throws(KernelError) -> [Float] { Array(output.floats) }

    var memory: WorkMemory {
        WorkMemory(
            sources: Array(operands.prefix(sourceCount)), parameters: Array(operands.dropFirst(sourceCount)),
            others: [output])
    }
}
