/// How a map lies in memory, by its name.
public struct MapLayout: Hashable, Sendable, CustomStringConvertible {
    /// As oneDNN and its users call it: lower-case axes from the outermost in, a capital for one that is split into blocks.
    public let name: String

    public init(_ name: String) { self.name = name }

    /// Batch, channels, height, width: how images come.
    public static let plain = MapLayout("nchw")
    /// All channels of a position adjacent.
    public static let channelsLast = MapLayout("nhwc")
    /// Blocks of 16 channels adjacent.
    public static let blocks16 = MapLayout("nChw16c")
    public static let blocks8 = MapLayout("nChw8c")

    public var description: String { name }
}

/// A map brought from one memory layout into another.
public struct LayoutChange: Hashable, Sendable {
    public var map: FeatureMap
    public var batch: Int
    public var precision: Precision
    public var from: MapLayout
    public var to: MapLayout

    public init(map: FeatureMap, batch: Int, precision: Precision = .f32, from: MapLayout, to: MapLayout) {
        self.map = map
        self.batch = batch
        self.precision = precision
        self.from = from
        self.to = to
    }

    /// Bytes read, and as many written; padding of blocks left out.
    public var bytes: Double {
        Double(map.channels) * Double(map.height) * Double(map.width) * Double(batch) * Double(precision.bytes)
    }
}
