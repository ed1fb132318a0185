import NetworkIR

/// A field of a problem that a sweep can walk through.
public enum SweptField: String, Hashable, Sendable, CaseIterable {
    case filters
    case channels
    /// Height and width of the input together.
    case map
    case height
    case width
    /// The side of a square kernel; with stride 1 and odd sizes the padding goes with it, so that the map stays.
    case kernel
    case stride
    case dilation
    /// The same on all four edges.
    case padding
    case groups
    case batch

    /// The least value that makes sense.
    public var least: Int { self == .padding ? 0 : 1 }

    /// The problem with this field set.
    ///
    /// A depth-wise convolution stays one: its groups and filters go with its channels.
    func setting(_ value: Int, in problem: Problem) throws(SweepError) -> Problem {
        var changed = problem
        let absent = SweepError.absent(self, problem: problem.key)
        switch self {
        case .batch: changed.batch = value
        case .channels: try setChannels(value, in: &changed, absent)
        case .map:
            changed.inputs = changed.inputs.map { FeatureMap(channels: $0.channels, height: value, width: value) }
        case .height:
            changed.inputs = changed.inputs.map {
                FeatureMap(channels: $0.channels, height: value, width: $0.width)
            }
        case .width:
            changed.inputs = changed.inputs.map {
                FeatureMap(channels: $0.channels, height: $0.height, width: value)
            }
        case .filters, .groups:
            guard let operation = changed.operation.setting(self, to: value) else { throw absent }
            changed.operation = operation
        case .kernel, .stride, .dilation, .padding:
            guard let window = changed.operation.window else { throw absent }
            changed.operation = changed.operation.with(try setting(value, in: window))
        }
        let rebuilt = Problem(
            operation: changed.operation, inputs: changed.inputs, batch: changed.batch, precision: changed.precision,
            pass: changed.pass)
        do {
            _ = try rebuilt.operation.output(of: rebuilt.inputs)
        } catch {
            throw .impossible(self, value: value, reason: "\(error)")
        }
        return rebuilt
    }

    private func setChannels(_ value: Int, in problem: inout Problem, _ absent: SweepError) throws(SweepError) {
        guard problem.inputs.count == 1 else { throw absent }
        let channels = problem.inputs[0].channels
        problem.inputs[0].channels = value
        guard case .convolution(var convolution) = problem.operation, convolution.groups == channels, channels > 1
        else {
            return
        }
        convolution.groups = value
        convolution.filters = convolution.filters / channels * value
        problem.operation = .convolution(convolution)
    }

    private func setting(_ value: Int, in window: Window) throws(SweepError) -> Window {
        var changed = window
        switch self {
        case .kernel:
            changed.kernel = Extent(square: value)
            let same = try? Window.samePadding(kernel: window.kernel, dilation: window.dilation)
            if window.padding == same {
                do {
                    changed.padding = try Window.samePadding(kernel: changed.kernel, dilation: changed.dilation)
                } catch {
                    throw .impossible(self, value: value, reason: "a size leaves the 64-bit range")
                }
            }
        case .stride: changed.stride = Extent(square: value)
        case .dilation: changed.dilation = Extent(square: value)
        default: changed.padding = Padding(all: value)
        }
        return changed
    }
}

extension Operation {
    fileprivate var window: Window? {
        switch self {
        case .convolution(let convolution): convolution.window
        case .transposedConvolution(let convolution): convolution.window
        case .pool(let pool): pool.window
        default: nil
        }
    }

    fileprivate func with(_ window: Window) -> Operation {
        switch self {
        case .convolution(var convolution):
            convolution.window = window
            return .convolution(convolution)
        case .transposedConvolution(var convolution):
            convolution.window = window
            return .transposedConvolution(convolution)
        case .pool(var pool):
            pool.window = window
            return .pool(pool)
        default: return self
        }
    }

    /// The operation with its filters or groups set; nil where it has none.
    fileprivate func setting(_ field: SweptField, to value: Int) -> Operation? {
        switch self {
        case .convolution(var convolution):
            if field == .filters { convolution.filters = value } else { convolution.groups = value }
            return .convolution(convolution)
        case .transposedConvolution(var convolution):
            if field == .filters { convolution.filters = value } else { convolution.groups = value }
            return .transposedConvolution(convolution)
        case .fullyConnected(_, let bias) where field == .filters: return .fullyConnected(outputs: value, bias: bias)
        case .groupNorm where field == .groups: return .groupNorm(groups: value)
        case .channelShuffle where field == .groups: return .channelShuffle(groups: value)
        default: return nil
        }
    }
}
