/// The shape of what one layer hands to the next for one image: channels × height × width.
///
/// A flat vector of features is a map of size 1x1. The batch is not part of the shape.
public struct FeatureMap: Hashable, Sendable {
    public var channels: Int
    public var height: Int
    public var width: Int

    public init(channels: Int, height: Int, width: Int) {
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// Elements of one image's map; throws where the product leaves 64 bits.
    public func elements() throws(CountOverflow) -> Int {
        try checkedProduct(channels, height, width)
    }

    /// Positions of the map, height × width; throws where the product leaves 64 bits.
    public func positions() throws(CountOverflow) -> Int {
        try checkedProduct(height, width)
    }

    /// True where the map is one position, so that only channels remain.
    public var isVector: Bool { height == 1 && width == 1 }
}

extension FeatureMap: CustomStringConvertible {
    /// `64x56x56`, channels first.
    public var description: String { "\(channels)x\(height)x\(width)" }
}

/// A height and a width: of a kernel, a stride or a dilation.
public struct Extent: Hashable, Sendable {
    public var height: Int
    public var width: Int

    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// The same size both ways.
    public init(square size: Int) {
        self.init(height: size, width: size)
    }

    public static let one = Extent(square: 1)

    /// Height × width; throws where the product leaves 64 bits.
    public func area() throws(CountOverflow) -> Int {
        try checkedProduct(height, width)
    }
}

extension Extent: CustomStringConvertible {
    /// `3x3`, height first.
    public var description: String { "\(height)x\(width)" }
}

/// Zeros around a map, by edge; each at least zero.
public struct Padding: Hashable, Sendable {
    public var top: Int
    public var bottom: Int
    public var left: Int
    public var right: Int

    public init(top: Int, bottom: Int, left: Int, right: Int) {
        self.top = top
        self.bottom = bottom
        self.left = left
        self.right = right
    }

    /// The same padding on all four edges.
    public init(all edge: Int) {
        self.init(top: edge, bottom: edge, left: edge, right: edge)
    }

    public static let none = Padding(all: 0)
}

extension Padding: CustomStringConvertible {
    /// `1,1,1,1` in the language's order: top, bottom, left, right.
    public var description: String { "\(top),\(bottom),\(left),\(right)" }
}
