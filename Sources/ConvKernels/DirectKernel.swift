import KernelGeometry
import MachineProbe
import NetworkIR
import ReferenceKernels

/// One problem prepared with our own vectorised kernels: maps channels last, weights packed for the tiles.
final class DirectKernel: PreparedKernel {
    private let problem: Problem
    private let operandList: [Operand]
    private let sources: [AlignedBuffer]
    private let parameters: [AlignedBuffer]
    private let output: AlignedBuffer
    private let scratch: AlignedBuffer?
    private let steps: DirectSteps
    /// Ready for `run`, which must not allocate.
    private let sourcePointers: [UnsafePointer<Float>]
    private let parameterPointers: [UnsafePointer<Float>]

    let implementationName: String

    static func canRun(_ problem: Problem) -> Bool {
        guard problem.precision == .f32 else { return false }
        switch problem.operation {
        case .convolution, .transposedConvolution, .fullyConnected: return problem.pass != .backwardWeights
        case .dropout, .flatten, .channelSlice, .opaque: return false
        default: return problem.pass == .forward
        }
    }

    init(_ problem: Problem, _ kernels: VectorKernels = VectorDispatch.best) throws(KernelError) {
        // Twice: once as handed in, once in the layouts of the kernels.
        let (bytes, overflow) = try problem.plainBytes().multipliedReportingOverflow(by: 2)
        if overflow { throw .sizeOverflow(problem: problem.key) }
        try problem.reserve(bytes: bytes)
        let steps = try DirectSteps(problem, kernels)
        let (scratchBytes, tooLarge) = steps.scratchFloats.multipliedReportingOverflow(by: 4)
        let (total, tooMany) = bytes.addingReportingOverflow(scratchBytes)
        if tooLarge || tooMany { throw .sizeOverflow(problem: problem.key) }
        try problem.reserve(bytes: total)
        let operands = try problem.operands()
        var sources: [AlignedBuffer] = []
        for operand in operands where operand.isMap { sources.append(try AlignedBuffer(floats: operand.count)) }
        var parameters: [AlignedBuffer] = []
        for count in steps.parameterFloats { parameters.append(try AlignedBuffer(floats: count)) }
        output = try AlignedBuffer(floats: try problem.resultDimensions().reduce(1, &*))
        scratch = steps.scratchFloats > 0 ? try AlignedBuffer(floats: steps.scratchFloats) : nil
        implementationName = "swift:\(steps.name):\(kernels.name)"
        self.problem = problem
        self.steps = steps
        self.sources = sources
        sourcePointers = sources.map { UnsafePointer($0.elements) }
        parameterPointers = parameters.map { UnsafePointer($0.elements) }
        self.parameters = parameters
        operandList = operands
        try load(try problem.randomOperands(seed: 1))
    }

    var footprint: KernelFootprint {
        func bytes(_ buffers: [AlignedBuffer]) -> Int { buffers.reduce(0) { $0 + $1.bytes } }
        return KernelFootprint(
            sourceBytes: bytes(sources), weightBytes: bytes(parameters), resultBytes: output.bytes,
            scratchBytes: scratch?.bytes ?? 0)
    }

    func load(_ values: [[Float]]) throws(KernelError) {
        guard values.count == operandList.count else {
            throw .operandCountMismatch(expected: operandList.count, got: values.count)
        }
        for (index, operand) in operandList.enumerated() where values[index].count != operand.count {
            throw .operandMismatch(operand: index, expected: operand.count, got: values[index].count)
        }
        var map = 0
        for (operand, elements) in zip(operandList, values) where operand.isMap {
            let d = operand.dimensions
            elements.withUnsafeBufferPointer { elements in
                guard let start = elements.baseAddress, let target = sources[map].floats.baseAddress else { return }
                toChannelsLast(batch: d[0], channels: d[1], positions: d[2] * d[3], from: start, to: target)
            }
            map += 1
        }
        steps.pack(
            zip(operandList, values).filter { !$0.0.isMap }.map(\.1),
            parameters.map(\.elements))
        if !steps.keepsZeros { output.poison() }
    }

    func run() throws(KernelError) {
        steps.run(sourcePointers, parameterPointers, scratch?.elements, output.elements)
    }

    func result() throws(KernelError) -> [Float] {
        let d = try problem.resultDimensions()
        return [Float](unsafeUninitializedCapacity: output.floats.count) { buffer, count in
            count = output.floats.count
            guard let from = output.floats.baseAddress, let to = buffer.baseAddress else { return }
            toPlain(batch: d[0], channels: d[1], positions: d[2] * d[3], from: from, to: to)
        }
    }

    var memory: WorkMemory {
        WorkMemory(sources: sources, parameters: parameters, others: [output] + [scratch].compactMap(\.self))
    }
}

extension Operand {
    /// True for maps that a layer before has written, false for what is learned.
    var isMap: Bool {
        switch role {
        case .source, .outputGradient: true
        default: false
        }
    }
}
