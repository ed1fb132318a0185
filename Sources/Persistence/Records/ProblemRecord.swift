import GRDB
import NetworkIR

struct ProblemRecord: ResultRecord {
    static let databaseTableName = "problem"

    var id: Int64?
    var key: String
    var kind: String
    var batch: Int
    var inputs: Int
    var inputChannels: Int
    var inputHeight: Int
    var inputWidth: Int
    var outputChannels: Int
    var outputHeight: Int
    var outputWidth: Int
    var kernelHeight: Int?
    var kernelWidth: Int?
    var strideHeight: Int?
    var strideWidth: Int?
    var paddingTop: Int?
    var paddingBottom: Int?
    var paddingLeft: Int?
    var paddingRight: Int?
    var dilationHeight: Int?
    var dilationWidth: Int?
    var groups: Int?
    var precision: String
    var pass: String

    init(_ problem: Problem) throws(ShapeError) {
        let output = try problem.operation.output(of: problem.inputs)
        key = problem.key
        kind = problem.operation.keyWord
        batch = problem.batch
        inputs = problem.inputs.count
        inputChannels = problem.inputs[0].channels
        inputHeight = problem.inputs[0].height
        inputWidth = problem.inputs[0].width
        outputChannels = output.channels
        outputHeight = output.height
        outputWidth = output.width
        precision = problem.precision.rawValue
        pass = problem.pass.rawValue
        if let window = problem.operation.window {
            kernelHeight = window.kernel.height
            kernelWidth = window.kernel.width
            strideHeight = window.stride.height
            strideWidth = window.stride.width
            paddingTop = window.padding.top
            paddingBottom = window.padding.bottom
            paddingLeft = window.padding.left
            paddingRight = window.padding.right
            dilationHeight = window.dilation.height
            dilationWidth = window.dilation.width
        }
        groups = problem.operation.groups
    }
}

extension Operation {
    fileprivate var window: Window? {
        switch self {
        case .convolution(let convolution): convolution.window
        case .transposedConvolution(let convolution): convolution.window
        case .pool(let pool): pool.window
        case .fullyConnected, .globalAveragePool, .adaptivePool, .spatialPyramidPool, .batchNorm, .localResponseNorm,
            .groupNorm, .layerNorm, .activation, .prelu, .dropout, .upsample, .pixelShuffle, .channelShuffle, .flatten,
            .oneHot, .embedding, .nearestNeighbours, .add, .multiply, .concatenate, .stridedIdentity, .channelSlice,
            .opaque:
            nil
        }
    }

    fileprivate var groups: Int? {
        switch self {
        case .convolution(let convolution): convolution.groups
        case .transposedConvolution(let convolution): convolution.groups
        case .groupNorm(let groups), .channelShuffle(let groups): groups
        case .fullyConnected, .pool, .globalAveragePool, .adaptivePool, .spatialPyramidPool, .batchNorm,
            .localResponseNorm, .layerNorm, .activation, .prelu, .dropout, .upsample, .pixelShuffle, .flatten, .oneHot,
            .embedding, .nearestNeighbours, .add, .multiply, .concatenate, .stridedIdentity, .channelSlice, .opaque:
            nil
        }
    }
}
