import KernelGeometry

/// One tile of results: some pixels in a row by some vectors of output channels, whose sums stay in registers.
struct TileCall {
    /// Where the taps of the first pixel are counted from; the next pixel lies one vector further.
    var source: UnsafePointer<Float>
    var weights: UnsafePointer<Float>
    var taps: UnsafePointer<TileTap>
    /// At least one.
    var tapCount: Int
    /// Added to the sums: the biases (a pixel's distance 0), or what earlier taps left in the result.
    var addend: UnsafePointer<Float>
    var addendPixel: Int
    var addendBlock: Int
    var result: UnsafeMutablePointer<Float>
    var resultPixel: Int
    var resultBlock: Int
    /// A map added before the result is cut to its bounds, laid out as the result; nil for none.
    var residual: UnsafePointer<Float>?
    var low: Float
    var high: Float
}

/// Some results in a row of one block of channels, each channel by its own filter; the same taps for all of them.
struct DepthwiseCall {
    /// The first tap of the first result.
    var source: UnsafePointer<Float>
    /// From one row of taps, one tap and one result to the next.
    var sourceLine: Int
    var sourceTap: Int
    var sourcePixel: Int
    var weights: UnsafePointer<Float>
    var weightLine: Int
    /// Taps; at least one of each.
    var rows: Int
    var columns: Int
    var bias: UnsafePointer<Float>
    var result: UnsafeMutablePointer<Float>
    var resultPixel: Int
    var residual: UnsafePointer<Float>?
    var low: Float
    var high: Float
}
