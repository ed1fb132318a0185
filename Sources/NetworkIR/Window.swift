/// How a window slides over a map: kernel, stride, dilation and padding.
public struct Window: Hashable, Sendable {
    public var kernel: Extent
    public var stride: Extent
    public var dilation: Extent
    public var padding: Padding

    public init(kernel: Extent, stride: Extent = .one, dilation: Extent = .one, padding: Padding = .none) {
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.padding = padding
    }

    /// The padding named `same`: in all `dilation · (kernel - 1)` along each axis, split evenly, the odd one at the end.
    ///
    /// With stride 1 the map keeps its size; with an odd kernel and stride 2 it is PyTorch's `padding=k//2`.
    public static func samePadding(kernel: Extent, dilation: Extent) throws(CountOverflow) -> Padding {
        let vertical = try checkedProduct(dilation.height, kernel.height - 1)
        let horizontal = try checkedProduct(dilation.width, kernel.width - 1)
        return Padding(
            top: vertical / 2, bottom: vertical - vertical / 2, left: horizontal / 2, right: horizontal - horizontal / 2
        )
    }

    /// How far the dilated kernel reaches along each axis: `dilation · (kernel - 1) + 1`.
    public func reach() throws(CountOverflow) -> Extent {
        Extent(
            height: try checkedSum(checkedProduct(dilation.height, kernel.height - 1), 1),
            width: try checkedSum(checkedProduct(dilation.width, kernel.width - 1), 1))
    }
}

/// Whether the last partial window of a pool counts.
public enum Rounding: Hashable, Sendable {
    case floor
    /// Rounds up, then drops a window that would start beyond the input and its leading padding (PyTorch and Caffe).
    case ceil
}

extension Window {
    /// Positions of the window along one axis; 0 where it does not fit even once.
    static func positions(
        input: Int, leading: Int, trailing: Int, reach: Int, stride: Int, rounding: Rounding
    ) throws(CountOverflow) -> Int {
        let room = try checkedSum(checkedSum(input, checkedSum(leading, trailing)), -reach)
        guard room >= 0 else { return 0 }
        switch rounding {
        case .floor:
            return room / stride + 1
        case .ceil:
            let count = room / stride + (room % stride == 0 ? 1 : 2)
            let startsInside = try checkedProduct(count - 1, stride) < checkedSum(input, leading)
            return startsInside ? count : count - 1
        }
    }

    /// The map's size after this window, 0 along an axis where the window does not fit.
    public func outputSize(of input: Extent, rounding: Rounding = .floor) throws(CountOverflow) -> Extent {
        let reach = try self.reach()
        return Extent(
            height: try Window.positions(
                input: input.height, leading: padding.top, trailing: padding.bottom, reach: reach.height,
                stride: stride.height, rounding: rounding),
            width: try Window.positions(
                input: input.width, leading: padding.left, trailing: padding.right, reach: reach.width,
                stride: stride.width, rounding: rounding))
    }

    /// The map's size after the transposed window: `(in-1)·stride - pads + dilation·(kernel-1) + outputPadding + 1`.
    ///
    /// May be zero or negative along an axis whose padding eats the whole map.
    public func transposedOutputSize(of input: Extent, outputPadding: Extent) throws(CountOverflow) -> Extent {
        let reach = try self.reach()
        func along(_ size: Int, _ stride: Int, _ pads: (Int, Int), _ reach: Int, _ extra: Int) throws(CountOverflow)
            -> Int
        {
            let spread = try checkedSum(checkedProduct(size - 1, stride), checkedSum(reach, extra))
            return try checkedSum(spread, -checkedSum(pads.0, pads.1))
        }
        return Extent(
            height: try along(
                input.height, stride.height, (padding.top, padding.bottom), reach.height, outputPadding.height),
            width: try along(input.width, stride.width, (padding.left, padding.right), reach.width, outputPadding.width)
        )
    }
}
