import KernelGeometry
import MachineProbe
import NetworkIR
import ReferenceKernels

/// One problem prepared with our own vectorised kernels: maps channels last, weights packed for the tiles.
final class DirectKernel: PreparedKernel {
    /// The algorithms worth trying for a problem, but for the reference.
    static func algorithms(for problem: Problem) -> [String] {
        guard canRun(problem) else { return [] }
        guard case .convolution(let convolution) = problem.operation, problem.pass == .forward else {
            return ["direct"]
        }
        let channels = problem.inputs.first?.channels ?? 1
        // Of a 1x1 convolution and one filter a channel nothing else makes sense.
        let hasMatrix =
            convolution.window.kernel != .one && !(convolution.groups == channels && convolution.filters == channels)
        return ["direct"] + (hasMatrix ? ["im2col"] : [])
            + (WinogradConvolution.canRun(problem) ? ["winograd-4x4", "winograd-2x2"] : [])
    }

    /// The algorithm that is fastest as a rule: Winograd's with the larger tiles where they are mostly full and there is
    /// work enough to make good for the transforms.
    static func automatic(_ problem: Problem) -> String {
        guard WinogradConvolution.canRun(problem), let output = try? problem.outputMap(),
            min(problem.inputs[0].channels, output.channels) >= 32
        else { return "direct" }
        return min(output.height, output.width) >= 12 ? "winograd-4x4" : "direct"
    }

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
        if !problem.epilogue.isEmpty {
            // Sums of products end with one function.
            guard problem.operation.sumsProducts, problem.epilogue.count == 1, problem.epilogue[0].pointwise != nil
            else { return false }
        }
        switch problem.operation {
        case .convolution, .transposedConvolution, .fullyConnected: return problem.pass != .backwardWeights
        case .dropout, .flatten, .opaque: return false
        default: return problem.pass == .forward
        }
    }

    init(
        _ problem: Problem, algorithm: String = "direct", threads: Int = 1,
        _ kernels: VectorKernels = VectorDispatch.best
    ) throws(KernelError) {
        // Twice: once as handed in, once in the layouts of the kernels.
        let (bytes, overflow) = try problem.plainBytes().multipliedReportingOverflow(by: 2)
        if overflow { throw .sizeOverflow(problem: problem.key) }
        try problem.reserve(bytes: bytes)
        var choice = DirectChoice(team: .shared(threads: threads), algorithm: algorithm)
        choice.function = problem.epilogue.first?.pointwise
        let steps = try DirectSteps(problem, kernels, choice)
        let (scratchBytes, tooLarge) = steps.scratchFloats.multipliedReportingOverflow(by: 4)
        let (total, tooMany) = bytes.addingReportingOverflow(scratchBytes)
        if tooLarge || tooMany { throw .sizeOverflow(problem: problem.key) }
        try problem.reserve(bytes: total)
        let operands = try problem.operands()
        var sources: [AlignedBuffer] = []
        for operand in operands where operand.isMap {
            sources.append(try AlignedBuffer(floats: try steps.sourceLayout.elements(operand.dimensions, problem)))
        }
        var parameters: [AlignedBuffer] = []
        for count in steps.parameterFloats { parameters.append(try AlignedBuffer(floats: count)) }
        output = try AlignedBuffer(floats: try steps.resultLayout.elements(try problem.resultDimensions(), problem))
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
            elements.withUnsafeBufferPointer { elements in
                guard let start = elements.baseAddress else { return }
                steps.sourceLayout.pack(operand.dimensions, start, into: sources[map].elements)
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
        let elements = d.reduce(1, &*)
        return [Float](unsafeUninitializedCapacity: elements) { buffer, count in
            count = elements
            if let to = buffer.baseAddress { steps.resultLayout.unpack(d, output.elements, into: to) }
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
