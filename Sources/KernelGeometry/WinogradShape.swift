/// Winograd's convolution F(m×m, 3×3) of blocked maps: results in squares of m, each from a square of m + 2 inputs.
///
/// Transformed maps lie position of the square, block of channels, tile, lane; a chunk of tiles at a time.
public struct WinogradShape: Hashable, Sendable {
    public var source: BlockedMap
    public var result: BlockedMap
    /// m: 2 or 4.
    public var tile: Int
    public var paddingTop: Int
    public var paddingLeft: Int
    public var tileRows: Int
    public var tileColumns: Int
    /// Elements from one position of the square to the next, of the transformed source and result.
    public var sourcePlane: Int
    public var resultPlane: Int

    public init(
        source: BlockedMap, result: BlockedMap, tile: Int, paddingTop: Int, paddingLeft: Int, sourcePlane: Int,
        resultPlane: Int
    ) {
        self.source = source
        self.result = result
        self.tile = tile
        self.paddingTop = paddingTop
        self.paddingLeft = paddingLeft
        tileRows = (result.height + tile - 1) / tile
        tileColumns = (result.width + tile - 1) / tile
        self.sourcePlane = sourcePlane
        self.resultPlane = resultPlane
    }

    /// Tiles of one image.
    public var tiles: Int { tileRows * tileColumns }
    /// Positions of the transformed square.
    public var positions: Int { (tile + 2) * (tile + 2) }
}

/// Some tiles of one image, as they lie in the transformed maps.
public struct WinogradChunk: Hashable, Sendable {
    public var image: Int
    public var first: Int
    public var count: Int

    public init(image: Int, first: Int, count: Int) {
        self.image = image
        self.first = first
        self.count = count
    }
}
