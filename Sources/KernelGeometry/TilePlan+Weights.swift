/// Where weight (group, output of the group, input of the group, tap) stands in a plain array.
public struct WeightStrides: Hashable, Sendable {
    public var group: Int
    public var output: Int
    public var input: Int
    public var tap: Int
    public var outputsPerGroup: Int
    public var inputsPerGroup: Int

    public init(group: Int, output: Int, input: Int, tap: Int, outputsPerGroup: Int, inputsPerGroup: Int) {
        self.group = group
        self.output = output
        self.input = input
        self.tap = tap
        self.outputsPerGroup = outputsPerGroup
        self.inputsPerGroup = inputsPerGroup
    }
}

/// Weights of one tap and block of input channels for one group of vectors: channel, then output.
public struct PackedTap: Hashable, Sendable {
    public var target: Int
    public var firstOutput: Int
    /// Whole vectors.
    public var outputs: Int
    public var firstInput: Int
    public var inputs: Int
    public var tap: Int

    public init(target: Int, firstOutput: Int, outputs: Int, firstInput: Int, inputs: Int, tap: Int) {
        self.target = target
        self.firstOutput = firstOutput
        self.outputs = outputs
        self.firstInput = firstInput
        self.inputs = inputs
        self.tap = tap
    }

    /// Gathers the weights; zero where an output does not exist or does not see the input.
    public func pack(
        _ plain: UnsafePointer<Float>, _ strides: WeightStrides, outputChannels: Int,
        into packed: UnsafeMutablePointer<Float>
    ) {
        for input in 0..<inputs {
            let channel = firstInput + input
            let (inputGroup, localInput) = (channel / strides.inputsPerGroup, channel % strides.inputsPerGroup)
            let from = plain + inputGroup * strides.group + localInput * strides.input + tap * strides.tap
            let place = packed + target + input * outputs
            for output in 0..<outputs {
                let channel = firstOutput + output
                let isSeen = channel < outputChannels && channel / strides.outputsPerGroup == inputGroup
                place[output] = isSeen ? from[channel % strides.outputsPerGroup * strides.output] : 0
            }
        }
    }
}
