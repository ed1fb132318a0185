import KernelGeometry

/// The kernels as this folder was built.
public let vectorKernels = VectorKernels(
    name: kernelName, lanes: Vector.scalarCount, sumTiles: { sumTiles($0, $1, $2, $3, $4) },
    winogradSource: { winogradSource($0, $1, $2, $3, $4) },
    winogradResult: { winogradResult($0, $1, $2, $3, $4, $5, $6, $7) }, depthwise: { blockedDepthwise($0, $1, $2, $3) },
    pool: { pool($0, $1, $2) },
    adaptivePool: { adaptivePool($0, $1, $2, $3, $4, $5) }, pointwise: { pointwise($0, $1, $2, $3) },
    affine: { affine($0, $1, $2, $3, $4) }, prelu: { prelu($0, $1, $2, $3, $4) }, softmax: { softmax($0, $1, $2) },
    layerNorm: { layerNorm($0, $1, $2, $3, $4, $5) }, groupNorm: { groupNorm($0, $1, $2, $3, $4, $5, $6) },
    responseNorm: { responseNorm($0, $1, $2, $3, $4, $5) }, combine: { combine($0, $1, $2, $3, $4) },
    scaleChannels: { scaleChannels($0, $1, $2, $3) }, upsample: { upsample($0, $1, $2, $3, $4, $5) },
    distances: { distances($0, $1, $2, $3, $4) }, multiplyAddLoop: { multiplyAddLoop($0) },
    multiplyAddChain: { multiplyAddChain($0) }, triad: { triad($0, $1, $2, $3) })
