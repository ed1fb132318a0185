/// The vectorised kernels of one instruction set, as a table; which table fits the processor is decided at run time.
///
/// Maps are channels last: batch, height, width, channels. A buffer may be read, and written with arbitrary values, up to
/// 64 bytes beyond its end.
public struct VectorKernels: Sendable {
    public typealias Source = UnsafePointer<Float>
    public typealias Target = UnsafeMutablePointer<Float>

    /// The instruction set: `baseline`, `avx2`, `avx512`.
    public var name: String
    /// Floats of one vector.
    public var lanes: Int

    /// Sums over blocked maps: some units (counted through all images) and groups of a plan.
    public var sumTiles:
        @Sendable (TilePlan, TileEpilogue, TileOperands, _ units: Range<Int>, _ groups: Range<Int>) -> Void
    /// Winograd's transform of some blocks of the source of a chunk.
    public var winogradSource: @Sendable (WinogradShape, WinogradChunk, Source, Target, _ blocks: Range<Int>) -> Void
    /// Winograd's transform of some blocks of the sums of a chunk to results.
    public var winogradResult:
        @Sendable (
            WinogradShape, WinogradChunk, TileEpilogue, _ sums: Source, _ bias: Source, _ residual: Source?, Target,
            _ blocks: Range<Int>
        ) -> Void
    /// One filter a channel over blocked maps, some blocks of the batch; weights by block, then tap.
    public var depthwise: @Sendable (ConvolutionGeometry, TileEpilogue, TileOperands, _ blocks: Range<Int>) -> Void
    public var pool: @Sendable (PoolGeometry, Source, Target) -> Void
    public var adaptivePool:
        @Sendable (MapGeometry, _ toHeight: Int, _ toWidth: Int, _ isMaximum: Bool, Source, Target) -> Void
    public var pointwise: @Sendable (PointwiseFunction, _ count: Int, Source, Target) -> Void
    /// x · scale + shift, by channel.
    public var affine: @Sendable (MapGeometry, Source, _ scale: Source, _ shift: Source, Target) -> Void
    /// x where positive, else slope · x; slopes by channel, or by element of an image.
    public var prelu: @Sendable (MapGeometry, _ isByElement: Bool, Source, _ slopes: Source, Target) -> Void
    public var softmax: @Sendable (MapGeometry, Source, Target) -> Void
    public var layerNorm:
        @Sendable (MapGeometry, _ epsilon: Float, Source, _ scale: Source, _ shift: Source, Target) -> Void
    public var groupNorm:
        @Sendable (MapGeometry, _ groups: Int, _ epsilon: Float, Source, _ scale: Source, _ shift: Source, Target) ->
            Void
    /// x / (k + α/size · Σ x²)^0.75 over neighbouring channels.
    public var responseNorm: @Sendable (MapGeometry, _ size: Int, _ alpha: Float, _ k: Float, Source, Target) -> Void
    /// Adds, or multiplies, `count` elements of two maps.
    public var combine: @Sendable (_ isSum: Bool, _ count: Int, Source, Source, Target) -> Void
    /// Multiplies a map by one number a channel of each image.
    public var scaleChannels: @Sendable (MapGeometry, Source, _ factors: Source, Target) -> Void
    public var upsample:
        @Sendable (MapGeometry, _ factorHeight: Int, _ factorWidth: Int, _ isBilinear: Bool, Source, Target) -> Void
    /// Squared distances of one vector to stored ones.
    public var distances: @Sendable (_ features: Int, _ references: Int, Source, _ stored: Source, Target) -> Void

    /// `rounds` times 192 independent fused multiply-adds a lane; returns a number so that nothing is optimised away.
    public var multiplyAddLoop: @Sendable (_ rounds: Int) -> Float
    /// `rounds` times 64 multiply-adds, each waiting for the one before.
    public var multiplyAddChain: @Sendable (_ rounds: Int) -> Float
    /// a = b + s · c over `count` floats, a whole number of vectors.
    public var triad: @Sendable (_ count: Int, Target, Source, Source) -> Void

    public init(
        name: String, lanes: Int,
        sumTiles: @escaping @Sendable (TilePlan, TileEpilogue, TileOperands, Range<Int>, Range<Int>) -> Void,
        winogradSource: @escaping @Sendable (WinogradShape, WinogradChunk, Source, Target, Range<Int>) -> Void,
        winogradResult:
            @escaping @Sendable (
                WinogradShape, WinogradChunk, TileEpilogue, Source, Source, Source?, Target, Range<Int>
            ) -> Void,
        depthwise: @escaping @Sendable (ConvolutionGeometry, TileEpilogue, TileOperands, Range<Int>) -> Void,
        pool: @escaping @Sendable (PoolGeometry, Source, Target) -> Void,
        adaptivePool: @escaping @Sendable (MapGeometry, Int, Int, Bool, Source, Target) -> Void,
        pointwise: @escaping @Sendable (PointwiseFunction, Int, Source, Target) -> Void,
        affine: @escaping @Sendable (MapGeometry, Source, Source, Source, Target) -> Void,
        prelu: @escaping @Sendable (MapGeometry, Bool, Source, Source, Target) -> Void,
        softmax: @escaping @Sendable (MapGeometry, Source, Target) -> Void,
        layerNorm: @escaping @Sendable (MapGeometry, Float, Source, Source, Source, Target) -> Void,
        groupNorm: @escaping @Sendable (MapGeometry, Int, Float, Source, Source, Source, Target) -> Void,
        responseNorm: @escaping @Sendable (MapGeometry, Int, Float, Float, Source, Target) -> Void,
        combine: @escaping @Sendable (Bool, Int, Source, Source, Target) -> Void,
        scaleChannels: @escaping @Sendable (MapGeometry, Source, Source, Target) -> Void,
        upsample: @escaping @Sendable (MapGeometry, Int, Int, Bool, Source, Target) -> Void,
        distances: @escaping @Sendable (Int, Int, Source, Source, Target) -> Void,
        multiplyAddLoop: @escaping @Sendable (Int) -> Float, multiplyAddChain: @escaping @Sendable (Int) -> Float,
        triad: @escaping @Sendable (Int, Target, Source, Source) -> Void
    ) {
        self.name = name
        self.lanes = lanes
        self.sumTiles = sumTiles
        self.winogradSource = winogradSource
        self.winogradResult = winogradResult
        self.depthwise = depthwise
        self.pool = pool
        self.adaptivePool = adaptivePool
        self.pointwise = pointwise
        self.affine = affine
        self.prelu = prelu
        self.softmax = softmax
        self.layerNorm = layerNorm
        self.groupNorm = groupNorm
        self.responseNorm = responseNorm
        self.combine = combine
        self.scaleChannels = scaleChannels
        self.upsample = upsample
        self.distances = distances
        self.multiplyAddLoop = multiplyAddLoop
        self.multiplyAddChain = multiplyAddChain
        self.triad = triad
    }
}
