import KernelGeometry
import NetworkIR

/// A dense 3x3 convolution of stride one by Winograd's algorithm: transform the source, one blocked matrix product for
/// each of the (m+2)² positions of a tile, transform back. Chunks of tiles at a time, so that what is transformed stays
/// in a cache.
struct WinogradConvolution {
    private let shape: WinogradShape
    private let kernels: VectorKernels
    /// Tiles of all chunks of an image but the last, whose product is the second.
    private let chunkTiles: Int
    private let product: TiledSum
    private let lastProduct: TiledSum
    private let chunks: Int

    static func canRun(_ problem: Problem) -> Bool {
        guard case .convolution(let convolution) = problem.operation, problem.pass == .forward else { return false }
        let window = convolution.window
        return window.kernel == Extent(square: 3) && window.stride == .one && window.dilation == .one
            && convolution.groups == 1
    }

    /// - Parameter tile: m of F(m×m, 3×3), 2 or 4.
    /// - Throws: where a size does not fit 64 bits.
    init(
        _ g: ConvolutionGeometry, tile: Int, _ kernels: VectorKernels, budget: TileBudget = .ofThisMachine
    ) throws(CountOverflow) {
        self.kernels = kernels
        let lanes = kernels.lanes
        let source = BlockedMap(
            batch: g.batch, channels: g.inputChannels, height: g.inputHeight, width: g.inputWidth, lanes: lanes)
        let result = BlockedMap(
            batch: g.batch, channels: g.outputChannels, height: g.outputHeight, width: g.outputWidth, lanes: lanes)
        let tiles = try checkedProduct((g.outputHeight + tile - 1) / tile, (g.outputWidth + tile - 1) / tile)
        let positions = (tile + 2) * (tile + 2)
        let perTile = try checkedProduct(4 * positions, checkedSum(source.blocks, result.blocks), lanes)
        let weights = try checkedProduct(4 * positions, source.blocks * lanes, result.blocks * lanes)
        // Each chunk reads all weights once. Few weights: chunks that fit the second-level cache. Many: as long as
        // the weights cost more than the way of the transformed maps to the third-level cache and back.
        let room = 2 * budget.slabBytes
        let fitting = weights < 2 * room ? room / 4 * 3 / perTile : 6 * room / perTile
        let most = min(max(fitting, 2 * 14), tiles)
        chunks = (tiles + most - 1) / most
        chunkTiles = (tiles + chunks - 1) / chunks
        let last = tiles - (chunks - 1) * chunkTiles
        func product(_ count: Int) throws(CountOverflow) -> TiledSum {
            let row = ConvolutionGeometry(
                batch: 1, inputChannels: g.inputChannels, inputHeight: 1, inputWidth: count,
                outputChannels: g.outputChannels, outputHeight: 1, outputWidth: count, kernelHeight: 1, kernelWidth: 1,
                strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1, paddingTop: 0, paddingLeft: 0,
                groups: 1)
            return try TiledSum(row, isGradient: false, style: .direct, kernels)
        }
        let first = try product(chunkTiles)
        self.product = first
        lastProduct = try product(last)
        weightFloats = try checkedProduct(positions, first.plan.weightElements)
        // An odd number of lines from plane to plane, so that a tile's planes do not share a set of a cache.
        let sourcePlane = try checkedProduct(checkedProduct(source.blocks, chunkTiles) | 1, lanes)
        let resultPlane = try checkedProduct(checkedProduct(result.blocks, chunkTiles) | 1, lanes)
        _ = try checkedProduct(positions, checkedSum(sourcePlane, resultPlane))
        shape = WinogradShape(
            source: source, result: result, tile: tile, paddingTop: g.paddingTop, paddingLeft: g.paddingLeft,
            sourcePlane: sourcePlane, resultPlane: resultPlane)
    }

    /// Floats of the transformed weights.
    let weightFloats: Int
    /// Floats of the biases, which need as many zeros behind them.
    var biasFloats: Int { 2 * product.plan.biasElements }
    /// Floats of the transformed source and sums of a chunk.
    var scratchFloats: Int { shape.positions * (shape.sourcePlane + shape.resultPlane) }

    /// Transforms the filters, G g Gᵀ, in double precision, and packs them by position.
    func pack(_ weights: [Float], into packed: UnsafeMutablePointer<Float>) {
        let (inputs, outputs) = (shape.source.channels, shape.result.channels)
        let g = shape.tile == 4 ? Self.filterTransform4 : Self.filterTransform2
        let size = shape.tile + 2
        var plane = [Float](repeating: 0, count: inputs * outputs)
        for row in 0..<size {
            for column in 0..<size {
                // The weight of each tap at this position.
                let taps = (0..<9).map { g[row][$0 / 3] * g[column][$0 % 3] }
                for filter in 0..<(inputs * outputs) {
                    var sum = 0.0
                    for tap in 0..<9 { sum += taps[tap] * Double(weights[filter * 9 + tap]) }
                    plane[filter] = Float(sum)
                }
                let target = packed + (row * size + column) * product.plan.weightElements
                plane.withUnsafeBufferPointer { plane in
                    if let start = plane.baseAddress { product.pack(start, into: target) }
                }
            }
        }
    }

    private static let filterTransform2: [[Double]] = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]]
    private static let filterTransform4: [[Double]] = [
        [1.0 / 4, 0, 0], [-1.0 / 6, -1.0 / 6, -1.0 / 6], [-1.0 / 6, 1.0 / 6, -1.0 / 6],
        [1.0 / 24, 1.0 / 12, 1.0 / 6], [1.0 / 24, -1.0 / 12, 1.0 / 6], [0, 0, 1],
    ]

    /// - Parameter operands: the slab holds the transformed maps.
    func run(_ operands: TileOperands, _ epilogue: TileEpilogue, on team: KernelTeam) {
        guard let transformed = operands.slab else { return }
        let sums = transformed + shape.positions * shape.sourcePlane
        let zeros = operands.bias + product.plan.biasElements
        for number in 0..<(shape.source.batch * chunks) {
            let (image, index) = (number / chunks, number % chunks)
            let isLast = index == chunks - 1
            let chunk = WinogradChunk(
                image: image, first: index * chunkTiles,
                count: isLast ? lastProduct.plan.source.width : chunkTiles)
            let product = isLast ? lastProduct : product
            team.run(shape.source.blocks) { block, _ in
                kernels.winogradSource(shape, chunk, operands.source, transformed, block..<(block + 1))
            }
            team.run(shape.positions) { position, _ in
                product.runAlone(
                    TileOperands(
                        source: UnsafePointer(transformed) + position * shape.sourcePlane,
                        weights: operands.weights + position * product.plan.weightElements, bias: zeros,
                        result: sums + position * shape.resultPlane, slab: nil))
            }
            team.run(shape.result.blocks) { block, _ in
                kernels.winogradResult(
                    shape, chunk, epilogue, UnsafePointer(sums), operands.bias, operands.residual, operands.result,
                    block..<(block + 1))
            }
        }
    }
}
